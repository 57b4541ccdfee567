"""Sessions as their owner sees them, and what tells that somebody's rights are others now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, cast

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

from .. import rules
from ..models import SignIn
from ..sessions import SessionStore, Standing
from ..words import Method

PROVEN: Final = "proven_at"  # in the session of whoever is signed in


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session that lives, for its owner."""

    id: int
    browser: str  # "Chrome, Android"; blank: unknown
    address: str
    method: str  # the label
    begun_at: datetime
    seen_at: datetime
    is_here: bool


def own_sessions(actor: Actor, session_key: str) -> Sequence[OwnSession]:
    """The actor's sessions that are not over, this one first, then the last used. `session_key`: of this one."""
    if actor.account_id is None:
        return []
    found = SignIn.objects.filter(
        account=actor.account_id, ended_at=None, seen_at__gt=clock.now() - F("idle")
    )
    rows = [
        OwnSession(
            row.pk, row.browser, row.address, str(Method(row.method).label), row.begun_at, row.seen_at,
            row.session_key == session_key,
        )
        for row in found.order_by("-seen_at", "-pk")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: not row.is_here)


def standing(session: SessionBase) -> Standing | None:
    """What is known of the session of whoever is signed in; None: nobody is."""
    return cast(SessionStore, session).standing


def over(session: SessionBase) -> int | None:
    """The account whose session was over when this request came."""
    return cast(SessionStore, session).over


def proven_at(session: SessionBase) -> datetime | None:
    """When the person whose session it is last showed who they are."""
    kept = session.get(PROVEN)
    return datetime.fromisoformat(kept) if kept else None


def has_just_proven(session: SessionBase) -> bool:
    """Whether that is so short ago that it is surely still the same person (`rules.FRESH`)."""
    return rules.is_fresh(proven_at(session), clock.now())


def rights_of(actor: Actor) -> str:
    """The same text for the same seats; blank for none."""
    if not actor.seats:
        return ""
    held = sorted(f"{seat.role}@{seat.agency_id}" for seat in actor.seats)
    return sha256(" ".join(held).encode()).hexdigest()[:16]
