"""The minute's look at the clocks.

Tell what has reached a rung of the ladder, and daily where it says so (regulation.md §5).
"""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.actions import clocks
from ihanoi.cases.events import ClockReached
from ihanoi.cases.models import Case, CaseClock
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

BATCH = 500


def warn(*, actor: Actor, limit: int = 20_000) -> int:
    """Returns how many clocks were told of.

    Only running clocks are looked at, so a closed or merged case never warns.
    """
    told = 0
    while told < limit and (done := _warn_batch()):
        told += done
    return told


@transaction.atomic
def _warn_batch() -> int:
    now = clock.now()
    due = CaseClock.objects.filter(stopped_at__isnull=True, warn_at__lte=now)
    # The case is locked before its clocks, as every move does it; one that is being moved is looked at a minute later.
    wanted = list(due.order_by("warn_at").values_list("case_id", flat=True)[:BATCH])
    free = Case.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=wanted).order_by("pk")
    batch = list(due.filter(case__in=list(free.values_list("pk", flat=True))).order_by("warn_at"))
    events, late = [], []
    for each in batch:
        reached, each.warn_at = clocks.next_warning(each, now)
        if reached is None:
            continue
        if reached.daily or reached.percent > each.warned:
            events.append(ClockReached(each.case_id, each.pk, reached.percent))
        each.warned = reached.percent
        if reached.percent >= clocks.FULL:
            each.late = True
            late.append(each.case_id)
    CaseClock.objects.bulk_update(batch, ["warn_at", "warned", "late"])
    Case.objects.filter(pk__in=late, late=False).update(late=True)
    journal.announce_many(events)
    return len(batch)
