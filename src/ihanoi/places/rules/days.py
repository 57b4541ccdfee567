"""What a day of a calendar is, and a year of them month by month, as a page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ihanoi.kernel.worktime import WorkingTime
from ihanoi.places.words import DayKind
from ihanoi.ui.strip import difference

_KINDS = {"": DayKind.WORKING, "worked": DayKind.WORKED, "half": DayKind.HALF, "other": DayKind.OTHER}


@dataclass(frozen=True, slots=True)
class Day:
    """`hours` as worked, `usual` as the week says, both [["08:00", "12:00"]]; `own`: set for this calendar alone."""

    day: date
    kind: DayKind
    name: str
    hours: list[list[str]]
    usual: list[list[str]]
    is_own: bool = False

    @property
    def is_worked(self) -> bool:
        """Whether anybody works."""
        return bool(self.hours)

    @property
    def is_planned(self) -> bool:
        """Whether the day was set, and does not simply follow its week."""
        return bool(self.name) or self.hours != self.usual


@dataclass(frozen=True)
class Year:
    """A calendar's year. `is_confirmed`: its days off follow an official notice."""

    year: int
    days: Mapping[date, Day]
    is_confirmed: bool

    @cached_property
    def counts(self) -> Counter[DayKind]:
        """How many days there are of each kind."""
        return Counter(day.kind for day in self.days.values())

    @property
    def working_days(self) -> int:
        """Days on which anybody works, half days among them."""
        return sum(day.is_worked for day in self.days.values())

    @property
    def planned(self) -> list[Day]:
        """The days that differ from the week or bear a name, in their order."""
        return [day for day in self.days.values() if day.is_planned]


def year_of(calendar: WorkingTime, year: int, own: Iterable[date] = ()) -> Year:
    """Raises OutOfRange when the calendar is not known for the whole year."""
    own_days = frozenset(own)
    days = {day: _day(calendar, day, day in own_days) for day in days_of(year)}
    return Year(year, days, year not in calendar.provisional)


def _day(calendar: WorkingTime, day: date, is_own: bool) -> Day:
    hours, name = calendar.hours_of(day), calendar.name_of(day)
    usual = calendar.usual_of(day) if calendar.is_special(day) else hours
    return Day(day, _kind(hours, usual, name), name, hours, usual, is_own)


def _kind(hours: list[list[str]], usual: list[list[str]], name: str) -> DayKind:
    """A day off with a name is a holiday, even when nobody would have worked."""
    if not hours:
        return DayKind.HOLIDAY if usual or name else DayKind.WEEKEND
    return _KINDS[difference(hours, usual)]


def days_of(year: int) -> Iterator[date]:
    """From 1/1 to 31/12."""
    first = date(year, 1, 1)
    return (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))
