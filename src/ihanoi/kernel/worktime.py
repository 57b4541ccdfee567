"""Working time of one calendar: added and measured in O(log n), due times that explain themselves (R58-R66).

A calendar is compiled once into sorted arrays of seconds since 1970; every question is then a bisection or two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from ihanoi.kernel.clock import HANOI as HANOI

Hours = Sequence[tuple[time, time]]
"""The intervals of one day in local time; a closing at 00:00 means midnight at the end of the day."""
Weekly = Mapping[int, Hours]
"""Weekday (0 = Monday) to its intervals; a missing weekday is off."""

MORNING_AND_AFTERNOON: Hours = ((time(8), time(12)), (time(13, 30), time(17, 30)))
OFFICE_WEEK: Weekly = dict.fromkeys(range(5), MORNING_AND_AFTERNOON)


class OutOfRange(ValueError):
    """The moment asked for, or the answer, lies outside the days for which the calendar was compiled."""


class LimitUnit(StrEnum):
    """In what a limit is counted."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a clock may run: hours from the moment itself, days without the first (Civil Code 147-148)."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", LimitUnit(self.unit))
        if self.amount < 1:
            raise ValueError(f"a limit is at least 1, not {self.amount}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The week as worked from one day to another, both included; `valid_to` None: until further notice."""

    weekly: Weekly
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this is the week that applies on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out, and everything needed to say why."""

    start: datetime
    limit: Limit
    at: datetime
    calendar: WorkingTime

    @property
    def trace(self) -> dict[str, Any]:
        """What the due time came from, ready for JSON: kept on the case, so that nothing rewrites it."""
        zone, cal = self.calendar.zone, self.calendar
        start, at = self.start.astimezone(zone), self.at.astimezone(zone)
        counted = self._counted_days(start.date(), at.date())
        special = [self._told(d) for d in counted if cal.is_special(d)]
        return {
            "start": start.isoformat(timespec="seconds"),
            "limit": {"amount": self.limit.amount, "unit": str(self.limit.unit)},
            "off": [told for told in special if "hours" not in told],
            "changed": [told for told in special if "hours" in told],
            "hours": cal.hours_of(at.date()),
            "new_hours": [d.isoformat() for d in counted if d in cal.turns],
            "calendar": cal.name,
            "provisional": sorted({d.year for d in counted} & cal.provisional),
            "due": at.isoformat(timespec="seconds"),
        }

    def _told(self, day: date) -> dict[str, Any]:
        cal, named = self.calendar, {"day": day.isoformat(), "name": self.calendar.name_of(day)}
        worked = {"hours": cal.hours_of(day), "usual": cal.usual_of(day)}
        return named | worked if cal.is_working_day(day) else named

    def _counted_days(self, first: date, last: date) -> list[date]:
        """The days on which being worked or off mattered to the due time; limits in days leave out the first."""
        if self.limit.unit is LimitUnit.HOURS:
            return []
        skip = {LimitUnit.DAYS: self.limit.amount, LimitUnit.WORKING_DAYS: 1}.get(self.limit.unit, 0)
        return [first + timedelta(n) for n in range(skip, (last - first).days + 1)]


class WorkingTime:
    """A compiled calendar. Immutable; moments are aware, and to the whole second (fractions are cut)."""

    __slots__ = (
        "_closes", "_day_ends", "_days_until", "_midnights", "_names", "_opens", "_total", "_usual",
        "first", "last", "name", "provisional", "turns", "zone",
    )  # fmt: skip

    def __init__(self, first: date, last: date, zone: ZoneInfo) -> None:
        self.first, self.last, self.zone = first, last, zone
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._total: list[int] = []  # working seconds from the first day to the closing of each interval
        self._midnights: list[int] = []  # start of each day, and the end of the last
        self._days_until: list[int] = []  # working days up to and including each day
        self._day_ends: list[int] = []  # closing time of each working day
        self._usual: dict[date, Hours] = {}  # what the week says of days that an override made differ from it
        self._names: Mapping[date, str] = {}
        self.turns: set[date] = set()  # days from which another week holds
        self.name = ""  # of a calendar that is not the common one
        self.provisional: frozenset[int] = frozenset()  # years whose days off nobody has confirmed

    @classmethod
    def compile(
        cls,
        weekly: Weekly | Iterable[Pattern],
        overrides: Mapping[date, Hours],
        first: date,
        last: date,
        zone: ZoneInfo = HANOI,
        names: Mapping[date, str] | None = None,
        name: str = "",
        provisional: Iterable[int] = (),
    ) -> WorkingTime:
        """Lay out each day from `first` to `last`. Dated patterns: the last given that holds on a day wins."""
        if last < first:
            raise ValueError(f"the calendar would end ({last}) before it begins ({first})")
        patterns = [Pattern(weekly, first)] if isinstance(weekly, Mapping) else list(weekly)[::-1]
        made = cls(first, last, zone)
        made._names, made.name, made.provisional = dict(names or {}), name, frozenset(provisional)
        before: Weekly | None = None
        for day in (first + timedelta(n) for n in range((last - first).days + 1)):
            week = next((p.weekly for p in patterns if p.holds_on(day)), {})
            if before is not None and week != before:
                made.turns.add(day)
            before, usual = week, week.get(day.weekday(), ())
            made._append(day, overrides.get(day, usual), usual)
        made._midnights.append(made._epoch(last + timedelta(1), time()))
        return made

    def _append(self, day: date, hours: Hours, usual: Hours) -> None:
        self._midnights.append(self._epoch(day, time()))
        ordered = sorted((self._epoch(day, a), self._closing(day, b)) for a, b in hours)
        if any(b <= a for a, b in ordered) or any(n[0] < p[1] for p, n in pairwise(ordered)):
            raise ValueError(f"the working hours of {day} overlap or end before they begin")
        for opens, closes in ordered:
            self._opens.append(opens)
            self._closes.append(closes)
            self._total.append((self._total[-1] if self._total else 0) + closes - opens)
        if ordered:
            self._day_ends.append(ordered[-1][1])
        self._days_until.append(len(self._day_ends))
        if sorted(hours) != sorted(usual):
            self._usual[day] = usual

    def _epoch(self, day: date, at: time) -> int:
        return int(datetime.combine(day, at, self.zone).timestamp())

    def _closing(self, day: date, at: time) -> int:
        return self._epoch(day + timedelta(1), at) if at == time() else self._epoch(day, at)

    # Seconds since 1970: the arithmetic itself.

    def _second(self, moment: datetime) -> int:
        if moment.tzinfo is None:
            raise ValueError("working time needs aware moments")
        second = int(moment.timestamp())
        if not self._midnights[0] <= second <= self._midnights[-1]:
            raise self._out_of_range(moment.astimezone(self.zone).date())
        return second

    def _moment(self, second: int) -> datetime:
        return datetime.fromtimestamp(second, self.zone)

    def _out_of_range(self, what: object) -> OutOfRange:
        return OutOfRange(f"{what}: the calendar is known from {self.first} to {self.last} only")

    def _worked(self, second: int) -> int:
        """Working seconds from the first day to this second."""
        i = bisect_right(self._opens, second) - 1
        if i < 0:
            return 0
        closes = self._closes[i]
        return self._total[i] - (closes - second if second < closes else 0)

    def _index(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise self._out_of_range(day)
        return (day - self.first).days

    def _end_of_working_day(self, number: int) -> datetime:
        if number >= len(self._day_ends):
            raise self._out_of_range("the due day")
        return self._moment(self._day_ends[number])

    # Questions.

    def add(self, start: datetime, seconds: int) -> datetime:
        """The first moment by which so many working seconds have passed: a closing, not the next opening."""
        if seconds <= 0:
            if seconds:
                raise ValueError("working time is added forwards only")
            return self._moment(self._second(start))
        target = self._worked(self._second(start)) + seconds
        i = bisect_left(self._total, target)
        if i == len(self._total):
            raise self._out_of_range("the due moment")
        return self._moment(self._closes[i] - self._total[i] + target)

    def between(self, a: datetime, b: datetime) -> int:
        """Working seconds from `a` to `b`; negative when `b` comes first."""
        return self._worked(self._second(b)) - self._worked(self._second(a))

    def add_days(self, start: datetime, days: int) -> datetime:
        """The closing of the n-th working day after the day of `start`, which is left out even when off."""
        if days < 1:
            raise ValueError(f"a limit in days is at least 1, not {days}")
        today = bisect_right(self._midnights, self._second(start)) - 1
        until = self._days_until[today] if today < len(self._days_until) else len(self._day_ends)
        return self._end_of_working_day(until + days - 1)

    def end_of_day(self, day: date) -> datetime:
        """The closing of the day, or of the next working day when it is off (Civil Code 148.5)."""
        i = self._index(day)
        return self._end_of_working_day(self._days_until[i] - self.is_working_day(day))

    def is_working_day(self, day: date) -> bool:
        """Whether anybody works on the day at all."""
        i = self._index(day)
        return self._days_until[i] > (self._days_until[i - 1] if i else 0)

    def is_special(self, day: date) -> bool:
        """Whether an override changes the day: a holiday on a weekday, a worked Saturday, a half day."""
        self._index(day)
        return day in self._usual

    def name_of(self, day: date) -> str:
        """The name of the holiday or override, empty for an ordinary day."""
        return self._names.get(day, "")

    def is_open(self, moment: datetime) -> bool:
        """Whether the moment is working time; an opening is, a closing is not."""
        second = self._second(moment)
        i = bisect_right(self._opens, second) - 1
        return i >= 0 and second < self._closes[i]

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if it is working time, else the next opening."""
        second = self._second(moment)
        i = bisect_right(self._closes, second)
        if i == len(self._opens):
            raise self._out_of_range("the next opening")
        return self._moment(max(second, self._opens[i]))

    def intervals(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working intervals of the day."""
        i = self._index(day)
        begin, end = (bisect_left(self._opens, m) for m in self._midnights[i : i + 2])
        return tuple((self._moment(self._opens[k]), self._moment(self._closes[k])) for k in range(begin, end))

    def hours_of(self, day: date) -> list[list[str]]:
        """The intervals of the day as [["08:00", "12:00"], …], ready for JSON."""
        return _written(self.intervals(day))

    def usual_of(self, day: date) -> list[list[str]]:
        """The intervals that the week gives to the day, whatever an override made of it."""
        return _written(sorted(self._usual[day])) if self.is_special(day) else self.hours_of(day)

    # Clocks.

    def due(self, start: datetime, limit: Limit) -> Due:
        """When the limit runs out that starts now (regulation §5)."""
        if limit.unit is LimitUnit.WORKING_HOURS:
            at = self.add(start, limit.amount * 3600)
        elif limit.unit is LimitUnit.WORKING_DAYS:
            at = self.add_days(start, limit.amount)
        elif limit.unit is LimitUnit.HOURS:
            at = self._moment(self._second(start) + limit.amount * 3600)
        else:
            at = self.end_of_day(start.astimezone(self.zone).date() + timedelta(limit.amount))
        return Due(start, limit, at, self)

    def progress(self, start: datetime, due: datetime, now: datetime) -> tuple[float, int]:
        """How much of the clock has run, and the working seconds left, negative when late.

        1 when due, more when late; in plain time if no work falls in it.
        """
        begun, ends, here = (self._worked(self._second(moment)) for moment in (start, due, now))
        if ends > begun:
            return max((here - begun) / (ends - begun), 0.0), ends - here
        elapsed = (due - start).total_seconds()
        used = max((now - start).total_seconds() / elapsed, 0.0) if elapsed > 0 else 1.0
        return used, ends - here

    def moment_of(self, start: datetime, due: datetime, fraction: float) -> datetime:
        """When that fraction of the clock will have run (warnings at 50, 75, 100 and 150 %)."""
        if fraction == 1.0:
            return due
        whole = self.between(start, due)
        return self.add(start, round(whole * fraction)) if whole > 0 else start + (due - start) * fraction


def _written(hours: Iterable[tuple[time | datetime, time | datetime]]) -> list[list[str]]:
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours]
