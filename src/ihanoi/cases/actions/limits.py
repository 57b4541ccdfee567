"""The limits of the regulation as dated rows."""

from __future__ import annotations

from datetime import date

from ihanoi.cases import queries
from ihanoi.cases.models import ClockLimit
from ihanoi.cases.words import Clock, Kind, Priority
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.worktime import LimitUnit

SINCE = date(2024, 6, 28)  # official start of operation (R2)
FIELD = (
    (Clock.RECEPTION, "", 8, LimitUnit.WORKING_HOURS),  # R58
    (Clock.DISPATCH, "", 4, LimitUnit.WORKING_HOURS),  # R59
    (Clock.HANDLING, Priority.URGENT, 4, LimitUnit.WORKING_HOURS),  # R60; elapsed hours: unit "hours"
    (Clock.HANDLING, Priority.NORMAL, 7, LimitUnit.WORKING_DAYS),  # R61
    (Clock.HANDLING, Priority.COMPLEX, 15, LimitUnit.WORKING_DAYS),  # R62
)


def install_limits(*, actor: Actor) -> None:
    """Write the limits that are missing; what the city has set stays."""
    ClockLimit.objects.bulk_create(
        [
            ClockLimit(
                kind=Kind.FIELD, clock=clock, priority=priority, amount=amount, unit=unit, valid_from=SINCE
            )
            for clock, priority, amount, unit in FIELD
        ],
        ignore_conflicts=True,
    )
    queries.forget_limits()
