"""An authenticator app on its way: its secret lies in the session (sealed whole) until a code of it has come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyotp
import segno
from django.http import HttpRequest

from ihanoi.kernel.denials import Denied
from ihanoi.people.queries import Account

from ..queries import PLATFORM
from ..words import Why

KEPT: Final = "new_app"
GROUP: Final = 4  # letters that are read aloud at a time


@dataclass(frozen=True, slots=True)
class NewApp:
    """What the page shows: a picture for the phone beside, a link for the phone itself, and letters for fingers."""

    picture: str  # data:image/svg+xml…
    link: str  # otpauth://…
    groups: list[str]


def keep_secret(request: HttpRequest) -> None:
    """A new one."""
    request.session[KEPT] = pyotp.random_base32()


def drop_secret(request: HttpRequest) -> None:
    """It is in the app, or not wanted."""
    request.session.pop(KEPT, None)


def secret_of(request: HttpRequest) -> str:
    """The one that was shown. Raises Denied."""
    kept: str | None = request.session.get(KEPT)
    if not kept:
        raise Denied(Why.TOO_LATE)
    return kept


def new_app(request: HttpRequest, account: Account) -> NewApp | None:
    """None before the person has chosen an app."""
    if KEPT not in request.session:
        return None
    secret = secret_of(request)
    name = account.email or account.phone or account.full_name
    link = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=PLATFORM)
    picture = segno.make(link, error="m").svg_data_uri(border=4, light="#fff", omitsize=True)
    return NewApp(picture, link, [secret[i : i + GROUP] for i in range(0, len(secret), GROUP)])
