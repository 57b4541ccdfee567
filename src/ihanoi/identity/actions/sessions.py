"""Sessions begin and end."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from ..models import SignIn
from ..words import Method

CITIZEN_IDLE: Final = timedelta(days=30)
DESK_IDLE: Final = timedelta(minutes=15)


@transaction.atomic
def begin_session(
    *, account: Account, session_key: str, method: Method, strong: bool, agent: str, address: str
) -> SignIn:
    """Remember a session that has just begun. `agent`: what the browser calls itself; `address`: from where."""
    now = clock.now()
    official = bool(people.actor_for(account).seats)
    return SignIn.objects.create(
        account=account,
        session_key=session_key,
        method=method,
        is_strong=strong,
        begun_at=now,
        seen_at=now,
        idle=DESK_IDLE if official else CITIZEN_IDLE,
        browser=agent[:120],
        address=address,
    )


@transaction.atomic
def follow_session(*, before: str, after: str) -> None:
    """The same session under a new key, as it gets with each change of what it may."""
    SignIn.objects.filter(session_key=before).update(session_key=after)


@transaction.atomic
def end_sessions(*, account_id: int, keep: str = "") -> int:
    """End the account's sessions, except the one with the key `keep`. Returns how many were open."""
    known = SignIn.objects.filter(account=account_id, ended_at=None).exclude(session_key=keep)
    Session.objects.filter(session_key__in=known.values("session_key")).delete()
    return known.update(ended_at=clock.now())
