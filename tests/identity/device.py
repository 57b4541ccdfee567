"""A device that holds passkeys, made of software: what a browser would send, and what a thief might."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

ORIGIN, DOMAIN = "http://localhost:8000", "localhost"
PRESENT, VERIFIED, CREDENTIAL = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One key pair. `count` grows with each use; what is set otherwise makes its answers wrong."""

    origin: str = ORIGIN
    domain: str = DOMAIN
    verified: bool = True
    count: int = 0
    step: int = 1
    handle: str = ""
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """A passkey, as the browser answers `navigator.credentials.create`."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = encode_cbor(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        )
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        stated = encode_cbor({"fmt": "none", "attStmt": {}, "authData": self._data(CREDENTIAL) + held})
        said = self._said("webauthn.create", options["challenge"])
        return self._answer(
            {"clientDataJSON": said, "attestationObject": stated, "transports": ["internal", "x-unknown"]}
        )

    def sign(self, options: dict[str, Any], **wrong: bytes) -> str:
        """Its answer to `navigator.credentials.get`."""
        self.count += self.step
        data, said = self._data(), self._said("webauthn.get", options["challenge"])
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        handle = base64url_to_bytes(self.handle)
        parts = {
            "clientDataJSON": said,
            "authenticatorData": data,
            "signature": signature,
            "userHandle": handle,
        }
        return self._answer(parts | wrong)

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verified else 0) | more
        return sha256(self.domain.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, parts: dict[str, Any]) -> str:
        response = {n: bytes_to_base64url(v) if isinstance(v, bytes) else v for n, v in parts.items()}
        own = bytes_to_base64url(self.id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": response})
