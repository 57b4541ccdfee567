"""What somebody had typed when their session was over: kept sealed in the new one until the same person is back."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

from ihanoi.kernel import clock
from ihanoi.vault.ports import key_ring

KEY: Final = "typed"
PLACE: Final = "identity.typed"
MOST: Final = 100_000  # characters
KEPT: Final = timedelta(hours=2)

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: to which address, and its fields in order, without secrets."""

    address: str
    fields: Fields


def keep_typed(*, session: SessionBase, account_id: int, address: str, fields: Fields) -> bool:
    """False: it is too much to keep."""
    content = json.dumps({"for": account_id, "address": address, "fields": list(fields)})
    if len(content) > MOST:
        return False
    session[KEY] = {
        "sealed": b64encode(key_ring().seal(content, PLACE)).decode(),
        "at": clock.now().isoformat(),
    }
    return True


def typed(*, session: SessionBase, account_id: int | None) -> Typed | None:
    """What is kept here for this person. Somebody else's is forgotten at once."""
    kept = session.get(KEY)
    if not kept:
        return None
    content = json.loads(key_ring().open(b64decode(kept["sealed"]), PLACE))
    if content["for"] != account_id or datetime.fromisoformat(kept["at"]) + KEPT < clock.now():
        forget_typed(session=session)
        return None
    return Typed(content["address"], [(name, value) for name, value in content["fields"]])


def forget_typed(*, session: SessionBase) -> None:
    """It was sent, or is not wanted any more."""
    session.pop(KEY, None)
