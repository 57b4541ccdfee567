"""A client of any OpenID provider (code flow with PKCE). What is VNeID's own about it stands in the settings."""

from __future__ import annotations

import hmac
import logging
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import BoundedSemaphore
from typing import Any, Final
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from ihanoi.adapters.vneid.web import PATIENCE, session
from ihanoi.identity.ports import Asked, NotVouched, Vouched
from ihanoi.identity.words import Elsewhere
from ihanoi.kernel import clock
from ihanoi.people.words import Sex

log = logging.getLogger("ihanoi.oidc")
ALGORITHMS: Final = ("RS256", "PS256", "ES256")  # never "none", never one whose key both sides know
FRESH_S: Final = 60.0  # seconds for which the provider's description of itself is believed
KEYS_FRESH_S: Final = 3600.0
LEEWAY_S: Final = 60  # by so much clocks may differ
AT_ONCE: Final = 2  # conversations in one process; it has four threads (operation/web.py)
SEXES: Final = {"male": Sex.MALE, "nam": Sex.MALE, "female": Sex.FEMALE, "nữ": Sex.FEMALE}
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Lie(ValueError):
    """The provider said something that cannot be true; the message says what, without values."""


class Busy(Exception):
    """As many conversations as may be are under way in this process."""


_TROUBLE: Final = (Busy, RequestException, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class _Known:
    """Something that a provider said, and when."""

    said: Mapping[str, Any]
    at: float

    def is_fresh(self, seconds: float) -> bool:
        return time.monotonic() - self.at < seconds


_turns = BoundedSemaphore(AT_ONCE)
_known: dict[str, _Known] = {}  # by address; two threads may ask twice, which does no harm


def forget() -> None:
    """Drop what this process knows of providers."""
    _known.clear()


class Client:
    """Named by the setting OIDC; `identity.ports.provider` makes it."""

    def __init__(self) -> None:
        self.issuer: str = settings.OIDC_ISSUER
        self._id: str = settings.OIDC_CLIENT_ID
        self._claims: Mapping[str, str] = settings.OIDC_CLAIMS
        self._until = 0.0  # when the conversation must be over; one client is one conversation

    def begin(self, return_to: str, *, anew: bool = False) -> Asked:
        """Where to send the browser, and what must be remembered until it comes back. Raises NotVouched."""
        fresh = {"prompt": "login", "max_age": "0"} if anew else {}
        try:
            with self._turn():
                about = self._about()
        except _TROUBLE as error:
            raise _not_there(error) from error
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        with self._session(return_to) as asking:
            url, _state = asking.create_authorization_url(
                about["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier, **fresh
            )
        return Asked(url, state, nonce, verifier, int(clock.now().timestamp()) if anew else 0)

    def finish(self, asked: Asked, return_to: str, answer: Mapping[str, str]) -> Vouched:
        """What the provider says of the person who came back with `answer`. Raises NotVouched."""
        if not hmac.compare_digest(answer.get("state", "").encode(), asked.state.encode()):
            raise _untrue("the state is another one")
        if answer.get("error"):
            raise _declined(answer["error"])
        try:
            with self._turn():
                about = self._about()
                _check_sender(answer, about)
                claims = self._exchange(about, asked, return_to, answer["code"])
        except (RequestException, Busy) as error:
            raise _not_there(error) from error
        except _TROUBLE as error:
            raise _untrue(_told(error)) from error
        return self._vouched(claims)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Most threads of a process answer everybody else: who comes while others wait is told so. Raises Busy."""
        if not _turns.acquire(blocking=False):
            raise Busy
        self._until = time.monotonic() + PATIENCE
        try:
            yield
        finally:
            _turns.release()

    def _session(self, return_to: str, **given: Any) -> OAuth2Session:
        return session(
            self._id,
            settings.OIDC_CLIENT_SECRET,
            until=self._until,
            scope=settings.OIDC_SCOPES,
            redirect_uri=return_to,
            **given,
        )

    def _about(self) -> Mapping[str, Any]:
        """The provider's description of itself (discovery)."""
        address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
        about = self._ask(address, FRESH_S)
        if about.get("issuer") != self.issuer:
            raise Lie("the provider calls itself otherwise")
        for name in (*NEEDED, *({"userinfo_endpoint"} & about.keys())):
            if urlsplit(about[name]).scheme not in {"https", urlsplit(self.issuer).scheme}:
                raise Lie(f"{name} is not protected")
        return about

    def _ask(self, address: str, fresh: float) -> Mapping[str, Any]:
        known = _known.get(address)
        if known is None or not known.is_fresh(fresh):
            with self._session("") as asking:
                answer = asking.get(address, withhold_token=True, allow_redirects=False)
            answer.raise_for_status()
            known = _known[address] = _Known(dict(answer.json()), time.monotonic())
        return known.said

    def _exchange(
        self, about: Mapping[str, Any], asked: Asked, return_to: str, code: str
    ) -> Mapping[str, Any]:
        """The claims of the checked ID token, with what the provider tells besides."""
        offered = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        way = "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"
        with self._session(return_to, token_endpoint_auth_method=way) as asking:
            token = asking.fetch_token(
                about["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=asked.verifier,
                allow_redirects=False,
            )
            claims = self._checked(about, asked, token["id_token"], token["access_token"])
            if "userinfo_endpoint" not in about:
                return claims
            more = asking.get(about["userinfo_endpoint"], allow_redirects=False)
        more.raise_for_status()
        told = dict(more.json())
        if told.get("sub") != claims["sub"]:
            raise Lie("userinfo tells of somebody else")
        return {**told, **claims}

    def _checked(
        self, about: Mapping[str, Any], asked: Asked, id_token: str, access_token: str
    ) -> Mapping[str, Any]:
        token = self._opened(about["jwks_uri"], id_token)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {"iss": {"essential": True, "value": self.issuer}, "aud": {"essential": True, "value": self._id}},
            {"nonce": asked.nonce, "client_id": self._id, "access_token": access_token},
        )
        claims.validate(int(clock.now().timestamp()), LEEWAY_S)
        if asked.since and claims.get("auth_time", 0) + LEEWAY_S < asked.since:
            raise Lie("the person has not signed in there anew")
        return claims

    def _opened(self, address: str, id_token: str) -> jwt.Token:
        """The token, signed by a key of the provider's. Keys change: of an unknown one it is asked once more."""
        try:
            return _opened(self._ask(address, KEYS_FRESH_S), id_token)
        except (JoseError, ValueError):
            if _known[address].is_fresh(1.0):  # they were fetched for this very token
                raise
            return _opened(self._ask(address, 0.0), id_token)

    def _vouched(self, claims: Mapping[str, Any]) -> Vouched:
        """What the claim map makes of the claims."""

        def text(ours: str) -> str:
            value = claims.get(self._claims.get(ours, ""), "")
            return value.strip() if isinstance(value, str) else ""

        def verified(ours: str) -> bool:
            return bool(text(ours)) and claims.get(f"{self._claims[ours]}_verified") is True

        return Vouched(
            issuer=self.issuer,
            subject=str(claims["sub"]),
            citizen_id=text("citizen_id"),
            name=text("name"),
            born=_day(text("birth_date")),
            sex=SEXES.get(text("gender").lower(), ""),
            phone=text("phone"),
            phone_verified=verified("phone"),
            email=text("email"),
            email_verified=verified("email"),
            strong=_says(claims, self._claims.get("strong", "")),
            signed_in_at=claims.get("auth_time", 0),
        )


def _opened(keys: Mapping[str, Any], id_token: str) -> jwt.Token:
    ring = KeySet.import_key_set(dict(keys))  # type: ignore[arg-type]  # what is no key set is refused there
    return jwt.decode(id_token, ring, algorithms=ALGORITHMS)


def _says(claims: Mapping[str, Any], pair: str) -> bool:
    """Whether a claim has a value: "amr:mfa"; of a list, among others."""
    name, _colon, wanted = pair.partition(":")
    value = claims.get(name)
    return bool(wanted) and (wanted in value if isinstance(value, list) else value == wanted)


def _day(text: str) -> date | None:
    """ "1990-05-17" or "17/05/1990"."""
    try:
        return date.fromisoformat("-".join(reversed(text.split("/"))))
    except ValueError:
        return None


def _check_sender(answer: Mapping[str, str], about: Mapping[str, Any]) -> None:
    """An answer of another provider is not taken for this one's (RFC 9207)."""
    said = answer.get("iss")
    if said is None and not about.get("authorization_response_iss_parameter_supported"):
        return
    if said != about["issuer"]:
        raise Lie("the answer comes from another provider")


def _told(error: BaseException) -> str:
    """For the log: never a word of the provider's, in which a value might stand."""
    return str(error) if isinstance(error, Lie) else type(error).__name__


def _not_there(error: BaseException) -> NotVouched:
    log.warning("the provider does not answer as it should (%s)", type(error).__name__)
    return NotVouched(Elsewhere.NOT_THERE)


def _untrue(why: str) -> NotVouched:
    log.warning("what came back from the provider is not believed (%s)", why)
    return NotVouched(Elsewhere.UNTRUE)


def _declined(error: str) -> NotVouched:
    if error == "access_denied":
        return NotVouched(Elsewhere.DECLINED)
    return _untrue("the provider answered with an error")
