"""Settings that this room needs, and a provider elsewhere that knows people (OpenID Connect)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_address
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Protocol, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """For whom passkeys are made (WebAuthn): a domain, and the origin at which pages must have been opened."""

    id: str  # "ihanoi.example.vn"
    origin: str  # "https://ihanoi.example.vn"


def relying_party() -> RelyingParty | None:
    """As the public address says; None where that is a number instead of a name: browsers make no passkeys there."""
    parts = urlsplit(settings.PUBLIC_URL)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return RelyingParty(host, f"{parts.scheme}://{parts.netloc}")
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a provider: the address to which the browser goes, and what is kept until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str
    since: int = 0  # seconds since 1970: an earlier sign-in at the provider does not count; 0: any does


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says of a person, by the claim map; blank where it says nothing."""

    issuer: str
    subject: str
    citizen_id: str = ""
    name: str = ""
    born: date | None = None
    sex: str = ""  # people.words.Sex
    phone: str = ""
    phone_verified: bool = False
    email: str = ""
    email_verified: bool = False
    strong: bool = False  # two factors were shown there
    signed_in_at: int = 0  # when, there: seconds since 1970; 0: it does not say


class NotVouched(Exception):
    """The provider did not vouch for anybody. `reason`: a sentence for the person; the cause is in the log."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


class Provider(Protocol):
    """Both raise NotVouched. `return_to`: the address of ours to which the browser comes back.

    `anew`: a session that still lives at the provider proves nothing; the person signs in there once more.
    """

    issuer: str

    def begin(self, return_to: str, *, anew: bool = False) -> Asked: ...

    def finish(self, asked: Asked, return_to: str, answer: Mapping[str, str]) -> Vouched: ...


def has_provider() -> bool:
    """Whether the settings name one."""
    return bool(settings.OIDC_ISSUER)


def provider() -> Provider | None:
    """The one that the settings IHANOI_OIDC_… name; None where there is none."""
    return cast(Provider, import_string(settings.OIDC)()) if settings.OIDC_ISSUER else None


class Texter(Protocol):
    """Sends text messages to mobile numbers. Which one: the setting SMS_CLIENT (adapters/sms)."""

    def send(self, number: str, text: str, key: str) -> None:
        """`number`: "0912345678"; `key`: the same one for the same message. Raises Unsent."""


class Unsent(Exception):
    """A message did not leave. `final`: it never will; `wait`: not before so long. The text names nobody."""

    def __init__(self, why: str, *, wait: timedelta | None = None, final: bool = False) -> None:
        super().__init__(why)
        self.wait, self.final = wait, final


def texter() -> Texter:
    """The gateway for text messages."""
    return cast(Texter, import_string(settings.SMS_CLIENT)(settings.SMS_URL, settings.SMS_TOKEN))


def send_letter(address: str, subject: str, text: str) -> None:
    """A short letter by Django's mail backend. Raises Unsent."""
    letter = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address])
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        letter.send()
    except SMTPRecipientsRefused as error:
        raise Unsent(type(error).__name__, final=True) from None  # its text would name the address
    except (SMTPException, OSError) as error:
        raise Unsent(type(error).__name__) from None


def public_address(path: str) -> str:
    """The full address of a page, for letters."""
    return settings.PUBLIC_URL.rstrip("/") + path


def idle(*, official: bool) -> timedelta:
    """How long a session may lie idle."""
    return settings.DESK_IDLE if official else settings.CITIZEN_IDLE


def tries() -> int:
    """Wrong passwords, or wrong second proofs, of one account; then none is looked at for `lock()`."""
    return settings.SIGN_IN_TRIES


def names() -> int:
    """Names tried from one network that nobody came in by; then no password from there is looked at for `lock()`."""
    return settings.SIGN_IN_NAMES


def lock() -> timedelta:
    """How long a lock lasts after the last wrong one."""
    return settings.SIGN_IN_LOCK
