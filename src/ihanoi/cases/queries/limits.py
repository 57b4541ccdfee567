"""How long each clock may run, by date (regulation.md §5)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from ihanoi.cases.models import ClockLimit
from ihanoi.kernel import clock
from ihanoi.kernel.kept import Kept
from ihanoi.kernel.worktime import Due, Limit, LimitUnit
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.ui import timewords


class LimitRow(NamedTuple):
    """A limit from a day on; blank priority: for all."""

    kind: str
    clock: str
    priority: str
    amount: int
    unit: str
    valid_from: date

    @property
    def words(self) -> str:
        """ "7 ngày làm việc"."""
        return timewords.limit(self.amount, self.unit)


def _read() -> tuple[LimitRow, ...]:
    return tuple(LimitRow(*values) for values in ClockLimit.objects.values_list(*LimitRow._fields))


_kept = Kept(_read, lambda rows: rows)  # a handful of rows: they are their own stamp


def limit(kind: str, name: str, priority: str, now: datetime) -> Limit:
    """The limit valid today. A row for the priority wins over one for all; raises LookupError if the city set none."""
    today = clock.day_of(now)
    fitting = [
        row
        for row in _kept.get()
        if row.kind == kind
        and row.clock == name
        and row.priority in ("", priority)
        and row.valid_from <= today
    ]
    if not fitting:
        raise LookupError(
            f"no limit is set for the clock {name} of {kind} ({priority or 'any priority'}) on {today}"
        )
    best = max(fitting, key=lambda row: (row.priority == priority, row.valid_from))
    return Limit(best.amount, LimitUnit(best.unit))


def has_own_limit(kind: str, name: str, priority: str, day: date) -> bool:
    """Whether a limit of its own is in force for the priority, before which the one for all steps back."""
    key = (kind, name, priority)
    return bool(priority) and any(
        (row.kind, row.clock, row.priority) == key and row.valid_from <= day for row in _kept.get()
    )


def limit_rows() -> list[LimitRow]:
    """All that were, are and are planned, for the operator's page."""
    return sorted(_kept.get(), key=lambda row: row.valid_from)


def limits_today(kind: str = "field") -> list[tuple[str, str, Limit]]:
    """Clock, priority (blank: all) and limit, as valid today, for the page that explains them."""
    now = clock.now()
    today = clock.day_of(now)
    pairs = dict.fromkeys(
        (r.clock, r.priority) for r in _kept.get() if r.kind == kind and r.valid_from <= today
    )
    return [(name, priority, limit(kind, name, priority, now)) for name, priority in pairs]


def due_times(
    kind: str, priority: str, start: datetime, agency_id: int | None = None
) -> list[tuple[str, Due]]:
    """Each clock of a kind with its due time, as if it started at that moment at that agency (None: the city).

    Empty where the city has set no limit for the kind. Raises OutOfRange outside the years that the calendar knows.
    """
    day = clock.day_of(start)
    worktime = places.working_time(people.calendar_of(agency_id, day) if agency_id else None)
    names = dict.fromkeys(
        r.clock
        for r in _kept.get()
        if r.kind == kind and r.priority in ("", priority) and r.valid_from <= day
    )
    return [(name, worktime.due(start, limit(kind, name, priority, start))) for name in names]


def forget_limits() -> None:
    """After a change in this process; the others see it within a second."""
    _kept.forget()
