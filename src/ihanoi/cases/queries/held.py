"""Who held a case how long, and how long its sender has waited, in working seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ihanoi.cases.models import CaseClock
from ihanoi.cases.queries.story import limit_words
from ihanoi.cases.queries.succession_told import late_before_words
from ihanoi.cases.words import Clock
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.ui import timewords as said


@dataclass(frozen=True, slots=True)
class Held:
    """How long one agency had one clock, in working seconds; `late` when beyond the limit.

    `brief`: the limit where it is said once that working time is meant: "7 ngày".
    """

    label: str
    agency: str
    used_s: int
    limit: str
    brief: str
    late: bool
    running: bool
    note: str = ""  # for officers


def held_by(row: CaseClock, now: datetime) -> Held:
    """One clock, stopped or running."""
    running = row.stopped_at is None
    used = row.used_s
    if used is None:
        used = places.working_time(row.calendar_id).between(row.started_at, now)
    late = row.late or (running and now > row.judged_at)
    return Held(
        label=str(Clock(row.name).label),
        agency=people.agency(row.agency_id).name,
        used_s=used,
        limit=limit_words(row),
        brief=said.days(row.amount) if row.unit.endswith("days") else said.hours(row.amount),
        late=late,
        running=running,
        note=late_before_words(row) if running else "",
    )


def held(clocks: Iterable[CaseClock], now: datetime) -> list[Held]:
    """Who held the case how long, in the order in which the clocks ran."""
    return [held_by(row, now) for row in sorted(clocks, key=lambda row: row.started_at)]


@dataclass(frozen=True, slots=True)
class Share:
    """How long an agency had the case in all, in working seconds of its calendar."""

    agency_id: int
    agency: str
    used_s: int


def shares(clocks: Iterable[CaseClock], now: datetime) -> list[Share]:
    """Whose time it was, agency by agency: clocks that ran side by side count once, so that they add up to what the
    sender waited. A division's time is its agency's.
    """
    spans: dict[int, list[tuple[datetime, datetime, int | None]]] = {}
    for row in sorted(clocks, key=lambda row: (row.started_at, row.pk)):
        own = spans.setdefault(people.answerable(row.agency_id).id, [])
        ends = row.stopped_at or now
        if own and row.started_at <= own[-1][1]:
            own[-1] = (own[-1][0], max(own[-1][1], ends), own[-1][2])
        else:
            own.append((row.started_at, ends, row.calendar_id))
    return [
        Share(
            agency_id,
            people.agency(agency_id).name,
            sum(places.working_time(calendar_id).between(a, b) for a, b, calendar_id in own),
        )
        for agency_id, own in spans.items()
    ]


class Awaited(Protocol):
    """What is read of a case to tell how long its sender has waited."""

    waited_s: int | None
    lead_id: int
    submitted_at: datetime
    closed_at: datetime | None


def waited_s(row: Awaited, now: datetime) -> int:
    """From the submission to the answer or the end: this clock never restarts (regulation.md §5)."""
    if row.waited_s is not None:
        return row.waited_s
    calendar = places.working_time(people.calendar_of(row.lead_id))
    return calendar.between(row.submitted_at, row.closed_at or now)
