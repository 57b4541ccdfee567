"""Start, stop and move the clocks of a case.

The due time is computed once and kept with its working (regulation.md §5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ihanoi.cases import queries
from ihanoi.cases.actions import rows
from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.words import Clock
from ihanoi.kernel.worktime import WorkingTime
from ihanoi.people import queries as people
from ihanoi.places import queries as places

HALF, SOON, FULL, VERY_LATE = (
    50,
    75,
    100,
    150,
)  # percent: the colours of lists; whom is warned when, says the ladder


class Reached(NamedTuple):
    """A rung of the ladder. `daily`: it comes again."""

    percent: int
    daily: bool


def running(case: Case) -> list[CaseClock]:
    """The clocks that run, oldest first."""
    return rows.read(CaseClock, "case_id = %s AND stopped_at IS NULL", case.pk)


def turn(
    case: Case, running: Sequence[CaseClock], stops: Iterable[str], starts: Iterable[str], now: datetime
) -> None:
    """Stop and start clocks at a move, and show on the case the running clock that ends first."""
    stopped = [c for c in running if c.name in set(stops)]
    for each in stopped:
        stop(case, each, now)
    going_on = [c for c in running if c not in stopped]
    begun = {c.name for c in going_on}  # what was handed over by a closed agency runs already
    started = [make(case, Clock(name), case.holder_id, now) for name in starts if name not in begun]
    for each in started:
        rows.add(each)
    show(case, going_on + started)


def make(case: Case, name: Clock, agency_id: int, now: datetime) -> CaseClock:
    """A clock of this round at this agency, not yet stored: the limit valid now, counted in the agency's calendar."""
    calendar_id = people.calendar_of(agency_id)
    worktime = places.working_time(calendar_id)
    limit = queries.limit(case.kind, name, case.priority, now)
    due = worktime.due(now, limit)
    return CaseClock(
        case=case,
        round=case.round,
        name=name,
        agency_id=agency_id,
        calendar_id=calendar_id,
        started_at=now,
        amount=limit.amount,
        unit=limit.unit,
        limit_s=max(worktime.between(now, due.at), 1),
        first_due_at=due.at,
        due_at=due.at,
        trace=due.trace,
        warn_at=_first_look(worktime, now, due.at),
    )


def stop(case: Case, clock: CaseClock, now: datetime) -> None:
    """What was used, and whether it was late, stays with the clock; the case remembers that something was late."""
    worktime = places.working_time(clock.calendar_id)
    before = rows.noted(clock)
    clock.stopped_at, clock.warn_at = now, None
    clock.used_s = worktime.between(clock.started_at, now)
    clock.late = now > clock.judged_at
    rows.update(clock, before)
    case.late = case.late or clock.late
    if clock.name == Clock.HANDLING:
        case.margin_s = worktime.between(now, clock.due_at)


def move_due(case: Case, clock: CaseClock, due_at: datetime) -> None:
    """A granted extension (R63). Warnings start anew from the share that is used by then."""
    worktime = places.working_time(clock.calendar_id)
    clock.due_at = due_at
    clock.warned = 0
    clock.warn_at = _first_look(worktime, clock.started_at, due_at)
    clock.save(update_fields=["due_at", "warned", "warn_at"])
    show(case, running(case))


def recount(case: Case, clock: CaseClock, found: Mapping[str, Any], now: datetime) -> None:
    """By an order: other due times, with the working that they come from, and what follows from them.

    Whoever gave the clock on stays in its trace. A rung that is reached by now and was not told is told at once.
    """
    worktime = places.working_time(clock.calendar_id)
    handed_on = {name: clock.trace[name] for name in ("from",) if name in clock.trace}
    for name, value in found.items():
        setattr(clock, name, value)
    clock.trace = {**clock.trace, **handed_on}
    clock.limit_s = max(worktime.between(clock.started_at, clock.first_due_at), 1)
    reached, ahead = next_warning(clock, now)
    percent = reached.percent if reached else 0
    clock.warn_at = now if percent > clock.warned else ahead
    clock.warned = min(clock.warned, percent)
    if clock.late and now <= clock.due_at:
        clock.late = False
        case.late = case.clocks.filter(late=True).exclude(pk=clock.pk).exists()
    clock.save()


def show(case: Case, running: list[CaseClock]) -> None:
    """Copy the running clock that ends first onto the case, so that a list needs no join."""
    first = min(running, key=lambda c: c.due_at, default=None)
    if first is None:
        case.clock, case.started_at, case.due_at = "", None, None
        case.half_at = case.soon_at = case.very_late_at = None
        return
    worktime = places.working_time(first.calendar_id)
    case.clock, case.started_at, case.due_at = first.name, first.started_at, first.due_at
    case.half_at = _at(worktime, first, HALF)
    case.soon_at = _at(worktime, first, SOON)
    case.very_late_at = _at(worktime, first, VERY_LATE)


def _at(worktime: WorkingTime, clock: CaseClock, percent: int) -> datetime:
    return worktime.moment_of(clock.started_at, clock.judged_at, percent / 100)


def _first_look(worktime: WorkingTime, started_at: datetime, due_at: datetime) -> datetime:
    """The lowest rung; at the latest the due time, when the clock becomes late."""
    percent = min([FULL, *(rung.percent for rung in queries.ladder())])
    return worktime.moment_of(started_at, due_at, percent / 100)


def next_warning(clock: CaseClock, now: datetime) -> tuple[Reached | None, datetime | None]:
    """The highest rung that has been reached by now, and when to look next: None after the last one.

    The due time itself is always looked at, whether or not somebody is told then. A daily rung comes again at the
    end of the next working day.
    """
    worktime = places.working_time(clock.calendar_id)
    rungs = {rung.percent: rung.daily for rung in queries.ladder()}
    rungs.setdefault(FULL, False)
    steps = sorted((_at(worktime, clock, percent), percent) for percent in rungs)
    passed = [percent for at, percent in steps if at <= now]
    ahead = [at for at, _ in steps if at > now]
    reached = Reached(max(passed), rungs[max(passed)]) if passed else None
    if reached and reached.daily:
        ahead.append(worktime.add_days(now, 1))
    return reached, min(ahead, default=None)
