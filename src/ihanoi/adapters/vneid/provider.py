"""A small OpenID provider: one client, invented citizens, codes that open once, keys that rotate. Nothing is kept."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from ihanoi.adapters.vneid.citizens import CITIZENS, Citizen
from ihanoi.kernel import clock

CODE_S: Final = 60.0
TOKEN_S: Final = 300
KEYS_KEPT: Final = 2  # the key in use and the one before, by which tokens may still be signed


class Refused(Exception):
    """An error of OAuth 2.0 (RFC 6749, 5.2); its name goes to the client."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks for at the authorization endpoint."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(slots=True)
class Grant:
    """A code that waits to be exchanged, once."""

    request: Request
    citizen: Citizen
    until: float
    token: str = ""  # once exchanged


@dataclass
class Provider:
    """All in memory. `returns`: the addresses to which the client may have people sent back."""

    issuer: str
    client_id: str
    client_secret: str
    returns: frozenset[str]
    keys: list[RSAKey] = field(default_factory=list)
    grants: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, Citizen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rotate()

    def rotate(self) -> None:
        """Sign with a new key from now on."""
        made = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)})
        self.keys = [made, *self.keys][:KEYS_KEPT]

    def about(self) -> dict[str, Any]:
        """The description that clients read first (discovery)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "authorization_response_iss_parameter_supported": True,
        }

    def jwks(self) -> dict[str, Any]:
        """The public halves of the keys."""
        return dict(KeySet(list(self.keys)).as_dict(private=False))

    def request(self, given: Mapping[str, str]) -> Request:
        """Raises Refused; then the browser must not be sent anywhere."""
        if given.get("client_id") != self.client_id or given.get("redirect_uri") not in self.returns:
            raise Refused("invalid_request")
        asked = (
            given.get("response_type"),
            given.get("code_challenge_method"),
            bool(given.get("code_challenge")),
        )
        if asked != ("code", "S256", True) or "openid" not in given.get("scope", "").split():
            raise Refused("invalid_request")
        names = ("redirect_uri", "state", "nonce", "code_challenge")
        return Request(*(given.get(name, "") for name in names))

    def grant(self, request: Request, subject: str) -> str:
        """The code for a citizen who agreed."""
        citizen = next((each for each in CITIZENS if each.subject == subject), None)
        if citizen is None:
            raise Refused("access_denied")
        code = secrets.token_urlsafe(32)
        self.grants[code] = Grant(request, citizen, time.monotonic() + CODE_S)
        return code

    def exchange(self, client: tuple[str, str], given: Mapping[str, str]) -> dict[str, Any]:
        """Tokens for a code. A code that comes a second time was stolen: what it gave is taken back."""
        if not _same(client, (self.client_id, self.client_secret)):
            raise Refused("invalid_client")
        found = self.grants.get(given.get("code", ""))
        if given.get("grant_type") != "authorization_code" or found is None:
            raise Refused("invalid_grant")
        if found.token:
            self.tokens.pop(found.token, None)
            raise Refused("invalid_grant")
        challenge = create_s256_code_challenge(given.get("code_verifier", ""))
        fits = (
            given.get("redirect_uri") == found.request.redirect_uri and challenge == found.request.challenge
        )
        if not fits or time.monotonic() > found.until:
            raise Refused("invalid_grant")
        found.token = secrets.token_urlsafe(32)
        self.tokens[found.token] = found.citizen
        return {
            "access_token": found.token,
            "token_type": "Bearer",  # nosec B105  # no password
            "expires_in": TOKEN_S,
            "id_token": self.id_token(found),
        }

    def id_token(self, grant: Grant) -> str:
        """Signed by the newest key."""
        return jwt.encode(self.header(), self.claims(grant), self.keys[0], ["RS256"])

    def header(self) -> dict[str, Any]:
        return {"alg": "RS256", "kid": self.keys[0].kid}

    def claims(self, grant: Grant) -> dict[str, Any]:
        """Who signed in here, how, and for whom."""
        now = int(clock.now().timestamp())
        return {
            "iss": self.issuer,
            "sub": grant.citizen.subject,
            "aud": self.client_id,
            "iat": now,
            "auth_time": now,  # there are no sessions here: whoever presses the button has just signed in
            "exp": now + TOKEN_S,
            "nonce": grant.request.nonce,
            "amr": ["pwd", "otp", "mfa"] if grant.citizen.strong else ["pwd"],
            "at_hash": create_half_hash(grant.token, "RS256").decode(),
        }

    def userinfo(self, token: str) -> dict[str, object]:
        """What the citizen lets the client know."""
        citizen = self.tokens.get(token)
        if citizen is None:
            raise Refused("invalid_token")
        return citizen.claims()


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    digests = [sha256("\0".join(pair).encode()).digest() for pair in (one, other)]
    return hmac.compare_digest(*digests)
