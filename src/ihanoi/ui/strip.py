"""The strip under a due time: day by day, which working time is used, left, or outside of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import itemgetter

from ihanoi.kernel.worktime import WorkingTime


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one interval, as fractions of it.

    `kind`: "used", "left" or "outside" of the clock; "off": the week works it, this day does not.
    """

    kind: str
    begins: float
    width: float


@dataclass(frozen=True, slots=True)
class StripRow:
    """A working day with its intervals, or neighbouring days off under one name (empty for a weekend).

    `differs`: how a working day differs from the week: "worked" instead of off, "half" (shorter), "other"; else empty.
    """

    days: tuple[date, ...]
    name: str
    intervals: tuple[tuple[Part, ...], ...]
    number: int  # which counted day it is; 0 for the first day, which is left out, and for days off
    is_start: bool
    is_due: bool
    is_today: bool
    differs: str = ""

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
        differs = difference(calendar.hours_of(day), calendar.usual_of(day)) if intervals else ""
        intervals = _with_gaps(calendar, day, intervals) if differs == "half" else intervals
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
                (day,),
                name,
                intervals,
                counted if counts else 0,
                day == first,
                day == last,
                day == today,
                differs,
            )
        )
    return rows


def difference(hours: Sequence[Sequence[str]], usual: Sequence[Sequence[str]]) -> str:
    """How the hours of a working day differ from what its week says: "worked", "half", "other", or not at all."""
    if list(hours) == list(usual):
        return ""
    if not usual:
        return "worked"
    return "half" if minutes(hours) < minutes(usual) else "other"


def minutes(hours: Sequence[Sequence[str]]) -> int:
    """How long intervals like ["08:00", "12:00"] are together."""
    return sum(_minute(closes) - _minute(opens) for opens, closes in map(_whole, hours))


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _whole(interval: Sequence[str]) -> tuple[str, str]:
    """A closing at 00:00 is midnight at the end of the day."""
    opens, closes = interval
    return opens, "24:00" if closes == "00:00" else closes


def _with_gaps(
    calendar: WorkingTime, day: date, intervals: tuple[tuple[Part, ...], ...]
) -> tuple[tuple[Part, ...], ...]:
    """The intervals of a short day, and what of the week's is not worked, in the order of the day."""
    worked = [_whole(each) for each in calendar.hours_of(day)]
    missing = [
        (opens, closes)
        for opens, closes in map(_whole, calendar.usual_of(day))
        if not any(opens < end and begin < closes for begin, end in worked)
    ]
    gaps = [(span, (Part("off", 0.0, 1.0),)) for span in missing]
    return tuple(
        parts for _, parts in sorted([*zip(worked, intervals, strict=True), *gaps], key=itemgetter(0))
    )


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
