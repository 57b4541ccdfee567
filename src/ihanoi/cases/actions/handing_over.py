"""A running clock goes on at another agency. The due time that the sender was given never moves (docs/adr/0021)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ihanoi.cases.actions import clocks, rows
from ihanoi.cases.actions.step import Step
from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.words import Clock, Verb
from ihanoi.kernel.worktime import Limit, LimitUnit
from ihanoi.people import queries as people
from ihanoi.places import queries as places


def hand_over(case: Case, running: Sequence[CaseClock], agency_id: int, now: datetime) -> list[CaseClock]:
    """Each clock stops where it ran, judged by its due time, and goes on at the agency with the same due time."""
    margin = case.margin_s  # a clock that goes on has not ended the handling
    for each in running:
        clocks.stop(case, each, now)
    case.margin_s = margin
    made = [_handed(each, agency_id, now) for each in running]
    for each in made:
        rows.add(each)
    clocks.show(case, made)
    return made


def _handed(old: CaseClock, agency_id: int, now: datetime) -> CaseClock:
    calendar_id = people.calendar_of(agency_id)
    worktime = places.working_time(calendar_id)
    fresh = CaseClock(
        case_id=old.case_id,
        round=old.round,
        name=old.name,
        agency_id=agency_id,
        calendar_id=calendar_id,
        started_at=now,
        amount=old.amount,
        unit=old.unit,
        limit_s=max(worktime.between(now, old.first_due_at), 1),
        first_due_at=old.first_due_at,
        due_at=old.due_at,
        trace={**old.trace, "from": _origin(old, now)},
    )
    fresh.warn_at = clocks.next_warning(fresh, now)[1]
    return fresh


def _origin(old: CaseClock, now: datetime) -> dict[str, Any]:
    """From whom it came, when, and, where it was late by then, when it is late for the new agency as well."""
    given_on = old.trace.get("from", {}) if old.agency_id == people.city().id else {}
    before = given_on.get("agency_id", people.answerable(old.agency_id).id)
    origin: dict[str, Any] = {"agency_id": before, "at": now.isoformat()}
    if now > old.due_at:
        worktime = places.working_time(people.calendar_of(old.agency_id))
        own = worktime.due(now, Limit(old.amount, LimitUnit(old.unit)))
        origin["late_after"] = own.at.isoformat()
    return origin


def pass_to_heir(step: Step, agency_id: int) -> frozenset[str]:
    """The dispatcher places what a closed agency left: its clocks go on at the heir. Returns their names."""
    if step.verb != Verb.TRANSFER or step.case.lead_id != people.city().id:
        return frozenset()
    kept = {Clock.HANDLING, *step.row.starts}
    inherited = [c for c in clocks.running(step.case) if c.name in kept and "from" in c.trace]
    hand_over(step.case, inherited, agency_id, step.now)
    return frozenset(c.name for c in inherited)
