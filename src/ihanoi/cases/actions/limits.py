"""The limits of the regulation as dated rows."""

from __future__ import annotations

from datetime import date

from ihanoi.cases import queries
from ihanoi.cases.models import ClockLimit
from ihanoi.cases.words import Clock, Kind, Priority
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.worktime import LimitUnit

SINCE = date(2024, 6, 28)  # official start of operation (R2)
WORKED_ON = (
    (Clock.DISPATCH, "", 4, LimitUnit.WORKING_HOURS),  # R59, R66
    (Clock.HANDLING, Priority.URGENT, 4, LimitUnit.WORKING_HOURS),  # R60; elapsed hours: unit "hours"
    (Clock.HANDLING, Priority.NORMAL, 7, LimitUnit.WORKING_DAYS),  # R61
    (Clock.HANDLING, Priority.COMPLEX, 15, LimitUnit.WORKING_DAYS),  # R62
)
RECEIVED = ((Clock.RECEPTION, "", 8, LimitUnit.WORKING_HOURS),)  # R58
CHECKED = (
    (Clock.CHECK, "", 2, LimitUnit.WORKING_DAYS),
)  # of a sample, by the overseers; the sources are silent
SHIPPED = {
    Kind.FIELD: (*RECEIVED, *WORKED_ON, *CHECKED),
    Kind.APP: (*RECEIVED, *WORKED_ON, *CHECKED),
    Kind.WASTE: (*RECEIVED, *WORKED_ON),
    Kind.BUSINESS: ((Clock.INTAKE, "", 8, LimitUnit.WORKING_HOURS), *WORKED_ON),  # R65
    Kind.PROCEDURE: (
        *RECEIVED,
        (Clock.DISPATCH, "", 4, LimitUnit.WORKING_HOURS),
        (Clock.FORWARDING, "", 5, LimitUnit.WORKING_DAYS),  # R69: to the competent agency
        (Clock.HANDLING, "", 15, LimitUnit.DAYS),  # R69: an answer on a legal document
        *CHECKED,
    ),
}


def install_limits(*, actor: Actor) -> None:
    """Write the limits that are missing; what the city has set stays."""
    ClockLimit.objects.bulk_create(
        [
            ClockLimit(kind=kind, clock=clock, priority=priority, amount=amount, unit=unit, valid_from=SINCE)
            for kind, rows in SHIPPED.items()
            for clock, priority, amount, unit in rows
        ],
        ignore_conflicts=True,
    )
    queries.forget_limits()
