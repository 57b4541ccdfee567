"""Settings that this room needs, and a provider elsewhere that knows people (OpenID Connect)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from typing import Protocol, cast
from urllib.parse import urlsplit

from django.conf import settings
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


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says of a person, by the claim map; blank where it says nothing."""

    issuer: str
    subject: str
    citizen_id: str = ""
    name: str = ""
    born: date | None = None
    phone: str = ""
    phone_verified: bool = False
    email: str = ""
    email_verified: bool = False
    strong: bool = False  # two factors were shown there


class NotVouched(Exception):
    """The provider did not vouch for anybody. `reason`: a sentence for the person; the cause is in the log."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


class Provider(Protocol):
    """Both raise NotVouched. `return_to`: the address of ours to which the browser comes back."""

    issuer: str

    def begin(self, return_to: str) -> Asked: ...

    def finish(self, asked: Asked, return_to: str, answer: Mapping[str, str]) -> Vouched: ...


def provider() -> Provider | None:
    """The one that the settings IHANOI_OIDC_… name; None where there is none."""
    return cast(Provider, import_string(settings.OIDC)()) if settings.OIDC_ISSUER else None
