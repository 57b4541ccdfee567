"""The numbers of the regulation as dated rows: what ships, and how the city sets its own limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import override

from ihanoi.cases import queries
from ihanoi.cases.actions import dated
from ihanoi.cases.models import ClockLimit, Reason, WarningStep
from ihanoi.cases.words import Clock, Kind, Priority, Why
from ihanoi.cases.words.numbers import LADDER, REASONS, Cannot
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import today
from ihanoi.kernel.denials import Denied, Invalid
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

LONGEST: Final = 400
SETTABLE: Final = {
    (str(kind), str(clock), str(priority))
    for kind, rows in SHIPPED.items()
    for clock, own, _amount, _unit in rows
    for priority in (own, *(Priority.values if clock == Clock.HANDLING else ()))
}
"""Kind, clock and priority for which a limit can be set: the clocks that the tables start."""


def install_numbers(*, actor: Actor) -> None:
    """Write the limits, reasons and rungs of warnings that are missing; what the city has set stays."""
    ClockLimit.objects.bulk_create(
        [
            ClockLimit(kind=kind, clock=clock, priority=priority, amount=amount, unit=unit, valid_from=SINCE)
            for kind, rows in SHIPPED.items()
            for clock, priority, amount, unit in rows
        ],
        ignore_conflicts=True,
    )
    Reason.objects.bulk_create(_shipped_reasons(), ignore_conflicts=True)
    WarningStep.objects.bulk_create(
        [
            WarningStep(percent=percent, parties=list(parties), daily=daily, valid_from=SINCE)
            for percent, parties, daily in LADDER
        ],
        ignore_conflicts=True,
    )
    queries.forget_limits()
    queries.forget_reasons()
    queries.forget_ladder()


def _shipped_reasons() -> Iterator[Reason]:
    """Labels are kept in Vietnamese: what is read in English is translated from them."""
    with override("vi"):
        for list_name, rows in REASONS.items():
            for order, (code, label, advice, kinds) in enumerate(rows):
                yield Reason(
                    list_name=list_name, code=code, label=str(label), advice=str(advice), kinds=list(kinds),
                    order=order, valid_from=SINCE,
                )  # fmt: skip


@transaction.atomic
def set_limit(
    *, actor: Actor, kind: str, clock: str, priority: str = "", amount: int, unit: str, valid_from: date
) -> ClockLimit:
    """From a day on, clocks that start run so long. Due times already given stay as they are."""
    dated.require_operator(actor)
    dated.require_ahead(valid_from)
    if (kind, clock, priority) not in SETTABLE:
        raise Invalid({"clock": Cannot.UNKNOWN_CLOCK})
    if unit not in set(LimitUnit):
        raise Invalid({"unit": Why.NOT_IN_LIST})
    if not 1 <= amount <= LONGEST:
        raise Invalid({"amount": Cannot.AMOUNT})
    key = {"kind": kind, "clock": clock, "priority": priority, "valid_from": valid_from}
    if ClockLimit.objects.filter(**key).exists():
        raise Invalid({"valid_from": Cannot.IN_FORCE if valid_from == today() else Cannot.PLANNED})
    row = ClockLimit.objects.create(**key, amount=amount, unit=unit)
    dated.record(actor, "limit", row.pk, "set_limit", key | {"amount": amount, "unit": unit})
    queries.forget_limits()
    return row


@transaction.atomic
def drop_limit(*, actor: Actor, kind: str, clock: str, priority: str = "", valid_from: date) -> None:
    """Give up a limit that has not begun."""
    dated.require_operator(actor)
    key = {"kind": kind, "clock": clock, "priority": priority, "valid_from": valid_from}
    row = ClockLimit.objects.filter(**key, valid_from__gt=today()).first()
    if row is None:
        raise Denied(Cannot.NOTHING_PLANNED)
    dated.record(actor, "limit", row.pk, "drop_limit", key | {"amount": row.amount, "unit": row.unit})
    row.delete()
    queries.forget_limits()
