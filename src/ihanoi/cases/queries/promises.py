"""Promises: what was promised for which day, by whom, and what became of it (R43, R56)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from ihanoi.cases.models import Case, Result
from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.queries.gate import visible_to
from ihanoi.cases.words.promises import Kept
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import queries as places

MOST: Final = 100  # of each list
LOOK_BACK: Final = timedelta(days=90)
SEATS: Final = (Role.ASSIGNER, Role.HANDLER, Role.APPROVER, Role.DISPATCHER)

_MADE: Final = Q(approved=True, scheduled_for__isnull=False)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. `days`: until its day, negative after it."""

    code: str
    title: str
    lead_name: str
    handler_name: str
    day: date
    days: int
    kept: Kept
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Promises:
    """`open`: soonest first; `due`: being looked after; `broken`: newest first; how many were kept, in time or late."""

    open: tuple[Promise, ...]
    due: tuple[Promise, ...]
    broken: tuple[Promise, ...]
    on_time: int
    late: int


def sees_promises(actor: Actor) -> bool:
    """Who works on cases, and who oversees."""
    return bool(actor.agencies(*SEATS)) or actor.holds(Role.OVERSEER)


def promises(actor: Actor, agency_id: int | None = None) -> Promises:
    """Of the cases that the actor may see; `agency_id`: only what it and those below it answer for."""
    made = _results(actor, agency_id)
    today = clock.today()
    waiting = made.filter(promise_kept__isnull=True)
    since = Q(promise_ended_at__gte=clock.now() - LOOK_BACK)
    kept = [what_became(each) for each in made.filter(since, promise_kept=True)]
    return Promises(
        open=_told(waiting.filter(case__promised_for__isnull=False).order_by("scheduled_for", "pk"), today),
        due=_told(waiting.filter(case__promised_for__isnull=True).order_by("scheduled_for", "pk"), today),
        broken=_told(made.filter(since, promise_kept=False).order_by("-promise_ended_at", "-pk"), today),
        on_time=kept.count(Kept.ON_TIME),
        late=kept.count(Kept.LATE),
    )


def _results(actor: Actor, agency_id: int | None) -> QuerySet[Result]:
    seen = visible_to(actor)
    if agency_id is not None:
        seen = seen.filter(lead__in=people.under(agency_id))
    return Result.objects.filter(_MADE, case__in=seen)


def _told(rows: QuerySet[Result], today: date) -> tuple[Promise, ...]:
    return tuple(_promise(row, today) for row in rows.select_related("case__lead", "handler")[:MOST])


def _promise(row: Result, today: date) -> Promise:
    case = row.case
    day = row.scheduled_for or today
    return Promise(
        code=code_of(case.pk, case.submitted_at),
        title=case.title,
        lead_name=case.lead.name,
        handler_name=row.handler.full_name,
        day=day,
        days=(day - today).days,
        kept=what_became(row),
        ended_at=row.promise_ended_at,
    )


def what_became(row: Result) -> Kept:
    """Of the promise that a result makes. A promise that is no longer with its case is being looked after."""
    if row.promise_kept is None:
        return Kept.OPEN if row.case.promised_for else Kept.DUE
    if not row.promise_kept:
        return Kept.BROKEN
    ended, day = row.promise_ended_at, row.scheduled_for
    return Kept.LATE if ended and day and clock.day_of(ended) > day else Kept.ON_TIME


def promised_soon() -> Sequence[Case]:
    """Cases with a promise for today or for the next working day of the agency that answers."""
    today, now = clock.today(), clock.now()
    near = Case.objects.filter(promised_for__gte=today, promised_for__lte=today + timedelta(days=14))
    return [
        case
        for case in near.order_by("promised_for", "pk")
        if case.promised_for and case.promised_for <= _next_day(case, now)
    ]


def _next_day(case: Case, now: datetime) -> date:
    return clock.day_of(places.working_time(people.calendar_of(case.lead_id)).add_days(now, 1))
