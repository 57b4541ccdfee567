"""Public holidays as overrides of the working week, from the package `holidays` and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Final

import holidays

from ihanoi.kernel.worktime import MORNING_AND_AFTERNOON, Hours, Pattern

FIRST_YEAR: Final = 2024
LAST_YEAR: Final = 2030
YEARS_AHEAD: Final = 3
SHIPPED_YEARS: Final = (2024, 2025, 2026)  # whose notices are in the package and in what it lacks
NOVEMBER: Final = 11  # by its first day the notice of the next year is usually out


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day that differs from the week; no hours: off."""

    day: date
    name: str
    hours: Hours = ()


# Swapped by the Government's notice after the package's release.
_LACKING: Final = (
    PlannedDay(date(2026, 1, 2), "Ngày nghỉ (thay cho ngày 10/01/2026)"),
    PlannedDay(date(2026, 1, 10), "Làm bù cho ngày 02/01/2026", MORNING_AND_AFTERNOON),
)


# Days that the law fixes; which other days of Tết are off, and what is swapped, the year's notice says.
_FIXED: Final = frozenset(
    {
        "Tết Dương lịch", "Tết Nguyên Đán", "Mùng hai Tết Nguyên Đán", "Mùng ba Tết Nguyên Đán",
        "Ngày Giỗ Tổ Hùng Vương", "Ngày Chiến thắng", "Ngày Quốc tế Lao động", "Ngày Văn hóa Việt Nam",
    }
)  # fmt: skip


def is_fixed(planned: PlannedDay) -> bool:
    """Whether the law gives this very day off (Labour Code 2019, Art. 112; 24/11 since 2026)."""
    is_national_day = (planned.day.day, planned.day.month) == (2, 9)
    return not planned.hours and (planned.name in _FIXED or is_national_day)


def to_confirm(today: date, confirmed: Collection[int]) -> list[int]:
    """The years that should have been confirmed by now: this one, and from November on the next."""
    years = [today.year] + [today.year + 1] * (today.month >= NOVEMBER)
    return [year for year in years if year not in confirmed]


def planned_days(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> list[PlannedDay]:
    """Holidays with their Vietnamese names and the Saturdays worked instead, in the order of days."""
    days: dict[date, PlannedDay] = {}
    for year in range(first_year, last_year + 1):
        known = holidays.country_holidays("VN", years=year, language="vi")
        days |= {day: PlannedDay(day, name) for day, name in known.items()}
        # The package lists worked weekends of all years, whatever year was asked for.
        worked = sorted(day for day in known.weekend_workdays if day.year == year)
        days |= {day: PlannedDay(day, "Ngày làm bù", MORNING_AND_AFTERNOON) for day in worked}
    days |= {p.day: p for p in _LACKING if first_year <= p.day.year <= last_year}
    return [days[day] for day in sorted(days)]


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One interval of one weekday, while it is valid (both days included)."""

    weekday: int
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the interval is worked in the week of that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def patterns(rows: Sequence[HoursRow]) -> list[Pattern]:
    """The weeks that the rows make up, from one change of hours to the next."""
    changes = {r.valid_from for r in rows} | {r.valid_to + timedelta(1) for r in rows if r.valid_to}
    starts = sorted(changes)
    ends = [*(later - timedelta(1) for later in starts[1:]), None][: len(starts)]
    return [Pattern(_week(rows, start), start, end) for start, end in zip(starts, ends, strict=True)]


def _week(rows: Sequence[HoursRow], day: date) -> dict[int, list[tuple[time, time]]]:
    week: dict[int, list[tuple[time, time]]] = {}
    for row in rows:
        if row.holds_on(day):
            week.setdefault(row.weekday, []).append((row.opens, row.closes))
    return week


def parse_hours(rows: Sequence[Sequence[str]]) -> Hours:
    """[["08:00", "12:00"]] as times; ValueError when a row is no pair of times."""
    return [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in rows]


def written_hours(hours: Hours) -> list[list[str]]:
    """Times as [["08:00", "12:00"]]."""
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours]


def wrong_hours(hours: Hours) -> str | None:
    """Why these cannot be the hours of a day: "reversed" or "overlap"; None when they can."""
    ordered = sorted(hours)
    if any(closes <= opens and closes != time() for opens, closes in ordered):
        return "reversed"
    overlap = any(later[0] < before[1] or before[1] == time() for before, later in pairwise(ordered))
    return "overlap" if overlap else None
