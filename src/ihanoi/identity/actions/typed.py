"""What somebody had typed when their session was over: kept in the new one until the same person is back.

A session is sealed whole (sessions.py), so nothing in it is sealed once more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

from ihanoi.kernel import clock

KEY: Final = "typed"
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
    content = {"for": account_id, "address": address, "fields": list(fields), "at": clock.now().isoformat()}
    if len(json.dumps(content)) > MOST:
        return False
    session[KEY] = content
    return True


def typed(*, session: SessionBase, account_id: int | None) -> Typed | None:
    """What is kept here for this person. Somebody else's is forgotten at once."""
    kept = session.get(KEY)
    if not kept:
        return None
    if kept["for"] != account_id or datetime.fromisoformat(kept["at"]) + KEPT < clock.now():
        forget_typed(session=session)
        return None
    return Typed(kept["address"], [(name, value) for name, value in kept["fields"]])


def forget_typed(*, session: SessionBase) -> None:
    """It was sent, or is not wanted any more."""
    session.pop(KEY, None)
