"""What nobody may read from a stolen database or disk: sealed with AES-256-GCM, values found again by a keyed digest.

A ring holds several keys so that they can change: the first seals, all of them open. Pure; the ring is handed in.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_SIZE: Final = 32
NONCE_SIZE: Final = 12
FORM: Final = (
    1  # of a sealed value: this byte, length of the key's name, name, nonce, sealed text with its tag
)


class Unsealable(ValueError):
    """The value was sealed with a key that is not in the ring, for another place, or was changed."""


@dataclass(frozen=True)
class KeyRing:
    """`keys`: name → 32 bytes, the one in use first. `index`: 32 bytes for digests, which never changes."""

    keys: Mapping[str, bytes]
    index: bytes

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_SIZE for key in (*self.keys.values(), self.index)):
            raise ValueError(f"every key has {KEY_SIZE} bytes, and there is at least one")
        if any(not 0 < len(name.encode()) < 256 for name in self.keys):
            raise ValueError("the name of a key has 1 to 255 bytes")

    @cached_property
    def current(self) -> str:
        """The name of the key that seals."""
        return next(iter(self.keys))

    def seal(self, text: str, place: str) -> bytes:
        """`place` names table and column: a sealed value that was moved elsewhere does not open."""
        return self.seal_bytes(text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """The text. Raises Unsealable."""
        return self.open_bytes(sealed, place).decode()

    def seal_bytes(self, data: bytes, place: str) -> bytes:
        """A whole file of some megabytes, in memory; `place` names the one file that it is."""
        name, nonce = self.current.encode(), os.urandom(NONCE_SIZE)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, data, place.encode())
        return b"".join((bytes([FORM, len(name)]), name, nonce, sealed))

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """The bytes. Raises Unsealable."""
        name, nonce, data = _parts(sealed)
        key = self.keys.get(name)
        if key is None:
            raise Unsealable(f"the key {name} is not in the ring")
        try:
            return AESGCM(key).decrypt(nonce, data, place.encode())
        except InvalidTag as error:
            raise Unsealable(f"a value of {place} was changed or belongs elsewhere") from error

    def is_current(self, sealed: bytes) -> bool:
        """Whether it was sealed with the key in use."""
        return _parts(sealed)[0] == self.current

    def digest(self, text: str, place: str) -> bytes:
        """The same for the same text and place: to find it and to hold it unique without knowing it."""
        return hmac.new(self.index, f"{place}\0{text}".encode(), sha256).digest()


def _parts(sealed: bytes) -> tuple[str, bytes, bytes]:
    """The name of the key, the nonce, the sealed text."""
    if len(sealed) < 2 or sealed[0] != FORM:
        raise Unsealable("this is no sealed value")
    begin = 2 + sealed[1]
    name = sealed[2:begin].decode(errors="replace")
    return name, sealed[begin : begin + NONCE_SIZE], sealed[begin + NONCE_SIZE :]


def read_ring(keys: str, index: str) -> KeyRing:
    """From settings: "2026b:BASE64,2026a:BASE64", and one key for digests. Raises ValueError with what is wrong."""
    named = [part.strip().partition(":") for part in keys.split(",") if part.strip()]
    ring = {name: base64.b64decode(key, validate=True) for name, _colon, key in named}
    if len(ring) != len(named):
        raise ValueError("two keys bear the same name")
    return KeyRing(ring, base64.b64decode(index, validate=True))
