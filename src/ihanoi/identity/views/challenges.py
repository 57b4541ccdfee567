"""Challenges that passkeys sign: kept in the session, each for one use and some minutes."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Invalid

from ..words import Use, Why

KEPT: Final = "challenge"
LIFE: Final = timedelta(minutes=5)
SIZE: Final = 32  # bytes


def set_challenge(request: HttpRequest, use: Use) -> bytes:
    """A new one; the one before is of no use any more."""
    challenge = secrets.token_bytes(SIZE)
    request.session[KEPT] = {
        "bytes": b64encode(challenge).decode(),
        "use": str(use),
        "until": (clock.now() + LIFE).isoformat(),
    }
    return challenge


def take_challenge(request: HttpRequest, use: Use) -> bytes:
    """The one that was set for this use, gone by being taken. Raises Invalid."""
    kept = request.session.pop(KEPT, None)
    if not kept or kept["use"] != use or datetime.fromisoformat(kept["until"]) < clock.now():
        raise Invalid({"passkey": Why.PASSKEY_LATE})
    return b64decode(kept["bytes"])
