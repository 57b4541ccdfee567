"""Counting a due time anew: what was granted stays, and nobody becomes late by it (regulation.md §5). Pure.

A due time that still lies ahead is never moved into the past: it stays at least until work ends on the next working
day, or where it was if that is sooner. One that has passed is only ever moved later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ihanoi.cases.rules.conditions import EXTENSION_MAX
from ihanoi.kernel.worktime import Due, Limit, OutOfRange, WorkingTime


@dataclass(frozen=True, slots=True)
class Running:
    """What is counted anew of a running clock."""

    started_at: datetime
    first_due_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Recounted:
    """`first` and `due` as they would be; `counted` is the due time before anybody is spared."""

    first: Due
    counted: datetime
    due_at: datetime


def recount(clock: Running, limit: Limit, worktime: WorkingTime, now: datetime) -> Recounted | None:
    """The due time by this limit and calendar; None where the calendar does not reach so far."""
    try:
        first = worktime.due(clock.started_at, limit)
        counted = extended(clock, first.at, worktime)
        return Recounted(first, counted, spared(clock.due_at, counted, worktime, now))
    except OutOfRange:
        return None


def extended(clock: Running, first: datetime, worktime: WorkingTime) -> datetime:
    """A granted extension keeps its length, to the end of work of its day, and its bound of 30 days (R63)."""
    more = clock.due_at - clock.first_due_at
    if not more:
        return first
    return min(worktime.end_of_day((first + more).astimezone(worktime.zone).date()), first + EXTENSION_MAX)


def spared(due_at: datetime, counted: datetime, worktime: WorkingTime, now: datetime) -> datetime:
    """What the due time becomes: see the head of this file."""
    if counted >= due_at or due_at <= now:
        return max(counted, due_at)
    return max(counted, min(due_at, worktime.add_days(now, 1)))
