"""The ladder of warnings: rungs are set and ended from a day on; running clocks follow it from that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions import clocks, dated
from ihanoi.cases.models import CaseClock, WarningStep
from ihanoi.cases.words.numbers import Cannot, Party
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid

HIGHEST: Final = 1000
BATCH: Final = 2000


@transaction.atomic
def set_warning(
    *, actor: Actor, percent: int, parties: Sequence[str], valid_from: date, daily: bool = False
) -> WarningStep:
    """From a day on, these parties are told at that share of a clock; at an existing rung they replace the old."""
    dated.require_operator(actor)
    if not 1 <= percent <= HIGHEST:
        raise Invalid({"percent": Cannot.PERCENT})
    if not parties or not set(parties) <= set(Party.values):
        raise Invalid({"parties": Cannot.PARTIES})
    told = [party for party in Party.values if party in parties]
    row = dated.begin(WarningStep, {"percent": percent}, {"parties": told, "daily": daily}, valid_from)
    said = {"percent": percent, "parties": told, "daily": daily, "valid_from": valid_from}
    return _done(actor, row, "set_warning", said)


@transaction.atomic
def end_warning(*, actor: Actor, percent: int, valid_from: date) -> WarningStep:
    """Nobody is told at that share any more."""
    dated.require_operator(actor)
    row = dated.end(WarningStep, {"percent": percent}, valid_from)
    return _done(actor, row, "end_warning", {"percent": percent, "valid_from": valid_from})


@transaction.atomic
def keep_warning(*, actor: Actor, percent: int) -> None:
    """Take back what was planned for that share."""
    dated.require_operator(actor)
    dated.take_back(WarningStep, {"percent": percent})
    dated.record(actor, "warning", percent, "keep_warning", {"percent": percent})
    queries.forget_ladder()


def _done(actor: Actor, row: WarningStep, verb: str, said: dict[str, object]) -> WarningStep:
    dated.record(actor, "warning", row.percent, verb, said)
    queries.forget_ladder()
    if said["valid_from"] == clock.today():
        follow_ladder(actor=actor)
    return row


@transaction.atomic
def follow_ladder(*, actor: Actor) -> int:
    """Running clocks follow the ladder of today from now on; rungs that they have passed are not told again.

    Safe to run twice. Returns how many clocks look at another moment than before.
    """
    now = clock.now()
    # What is due to be told by now is told first, by the minute's look.
    running = CaseClock.objects.select_for_update(no_key=True).filter(stopped_at__isnull=True)
    ahead = running.exclude(warn_at__lte=now).order_by("pk")
    changed = []
    for row in ahead:
        reached, at = clocks.next_warning(row, now)
        if at != row.warn_at:
            row.warn_at, row.warned = at, max(row.warned, reached.percent if reached else 0)
            changed.append(row)
    CaseClock.objects.bulk_update(changed, ["warn_at", "warned"], batch_size=BATCH)
    return len(changed)
