"""The strip under a due time: day by day, which working time is used, left, or outside of the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from ihanoi.kernel.worktime import WorkingTime


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one interval, as fractions of it. `kind`: "used", "left" or "outside" of the clock."""

    kind: str
    begins: float
    width: float


@dataclass(frozen=True, slots=True)
class StripRow:
    """A working day with its intervals, or neighbouring days off under one name (empty for a weekend)."""

    days: tuple[date, ...]
    name: str
    intervals: tuple[tuple[Part, ...], ...]
    number: int  # which counted day it is; 0 for the first day, which is left out, and for days off
    is_start: bool
    is_due: bool
    is_today: bool

    @property
    def is_off(self) -> bool:
        """Whether nobody works on these days."""
        return not self.intervals


def day_strip(calendar: WorkingTime, start: datetime, due: datetime, now: datetime) -> list[StripRow]:
    """The days from start to due, both included. For a clock that stopped, `now` is the moment when it did."""
    first, last, today = (m.astimezone(calendar.zone).date() for m in (start, due, now))
    rows: list[StripRow] = []
    counted = 0
    for day in (first + timedelta(n) for n in range((last - first).days + 1)):
        intervals = tuple(_parts(a, b, start, due, now) for a, b in calendar.intervals(day))
        name = calendar.name_of(day) if calendar.is_special(day) else ""
        if not intervals and rows and rows[-1].is_off and rows[-1].name == name and day != last:
            rows[-1] = replace(
                rows[-1], days=(*rows[-1].days, day), is_today=rows[-1].is_today or day == today
            )
            continue
        counts = bool(intervals) and day != first
        counted += counts
        rows.append(
            StripRow(
                (day,), name, intervals, counted if counts else 0, day == first, day == last, day == today
            )
        )
    return rows


def _parts(
    opens: datetime, closes: datetime, start: datetime, due: datetime, now: datetime
) -> tuple[Part, ...]:
    """Cut one interval at the start, the end and now; neighbours of one kind become one part."""
    whole = (closes - opens).total_seconds()
    cuts = sorted({opens, closes, *(m for m in (start, due, now) if opens < m < closes)})
    parts: list[Part] = []
    for a, b in pairwise(cuts):
        kind = "outside" if b <= start or a >= due else "used" if b <= now else "left"
        width = (b - a).total_seconds() / whole
        if parts and parts[-1].kind == kind:
            parts[-1] = replace(parts[-1], width=parts[-1].width + width)
        else:
            parts.append(Part(kind, (a - opens).total_seconds() / whole, width))
    return tuple(parts)
