"""Sessions begin and end."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

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
