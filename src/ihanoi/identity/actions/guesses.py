"""Second proofs that can be guessed: after some wrong ones none is looked at for a while."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people
from ihanoi.people.actions import locked_account
from ihanoi.people.queries import Account

from .. import ports
from ..models import Guesses
from ..words import Change, Why
from .proofs import note


class Locked(Denied):
    """Too many wrong tries; `seconds` until the next is looked at. HTTP 429."""

    status = 429

    def __init__(self, until: datetime, now: datetime) -> None:
        self.seconds = max(1, math.ceil((until - now).total_seconds()))
        super().__init__(Why.LOCKED % {"tries": ports.tries(), "minutes": math.ceil(self.seconds / 60)})


def attempt(account_id: int, check: Callable[[Account], bool], wrong: object) -> None:
    """Look at a proof: `check` says under the account's lock whether it is right, and writes what it used up.

    A wrong one is counted in a commit of its own, before the denial. Raises Locked, or Invalid with `wrong`.
    """
    right, until = _look(account_id, check)
    if until is not None:
        raise Locked(until, clock.now())
    if not right:
        raise Invalid({"code": wrong})


@transaction.atomic
def _look(account_id: int, check: Callable[[Account], bool]) -> tuple[bool, datetime | None]:
    """Whether it was right, and until when no more are looked at."""
    account, now = locked_account(account_id), clock.now()
    guesses, _new = Guesses.objects.get_or_create(account=account)
    if guesses.locked_until is not None and guesses.locked_until > now:
        return False, guesses.locked_until
    right = check(account)
    guesses.wrong = 0 if right else guesses.wrong + 1
    guesses.locked_until = now + ports.lock() if guesses.wrong >= ports.tries() else None
    if guesses.locked_until is not None:
        guesses.wrong = 0  # after the wait there are as many again
        note(people.actor_for(account), account, Change.SECOND_LOCKED)
    guesses.save(update_fields=["wrong", "locked_until"])
    return right, guesses.locked_until
