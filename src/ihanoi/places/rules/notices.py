"""The official notice of a year's days off as a CSV file: read with every slip named, compared, written."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, cast

from ihanoi.kernel.folding import fold_words
from ihanoi.kernel.worktime import Hours
from ihanoi.places.rules.calendars import (
    PlannedDay,
    is_fixed,
    parse_hours,
    planned_days,
    written_hours,
    wrong_hours,
)
from ihanoi.places.words import COLUMNS, NAME_LENGTH, REFUSING, Plan, Slip
from ihanoi.ui.strip import difference

Usual = Callable[[date], Hours]
"""What the week gives to a day."""

LARGEST: Final = 100_000  # bytes; a year has some dozens of lines
_NEEDED: Final = ("ngay", "loai", "ten")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T00:00(?::00)?)?")
_CLOCK: Final = r"(\d{1,2})[:hg](\d{2})?"
_SPAN: Final = re.compile(rf"{_CLOCK}\s*[-–—]\s*{_CLOCK}")
_BETWEEN_SPANS: Final = re.compile(r"[\s,;+&]*")
_FORMULA: Final = tuple("=+-@'")  # what a spreadsheet would compute, and the mark that keeps it from doing so
# Who reads English may write it; a file is always written in Vietnamese.
_PLANS: Final = {name: plan for plan in Plan for name in (fold_words(plan.label), plan.value)}
_IN_ENGLISH: Final = {"day": "ngay", "kind": "loai", "hours": "gio", "name": "ten"}
_KINDS: Final = {"worked": Plan.WORKED, "half": Plan.HALF}


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` as a spreadsheet counts it, 0 for the whole file."""

    slip: Slip
    line: int = 0
    day: date | None = None
    detail: str = ""

    @property
    def refuses(self) -> bool:
        """Whether the file cannot be taken over because of it."""
        return self.slip in REFUSING


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of a file in their order, and what is wrong with it."""

    days: tuple[PlannedDay, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What a notice changes; `changed` has (before, after)."""

    added: tuple[PlannedDay, ...]
    changed: tuple[tuple[PlannedDay, PlannedDay], ...]
    removed: tuple[PlannedDay, ...]
    same: int

    def days(self) -> list[date]:
        """All days that become different."""
        return [p.day for p in (*self.added, *(after for _, after in self.changed), *self.removed)]


def compare(before: Iterable[PlannedDay], after: Iterable[PlannedDay]) -> Diff:
    """By day, name and hours."""
    old, new = ({p.day: _plain(p) for p in days} for days in (before, after))
    both = sorted(old.keys() & new.keys())
    return Diff(
        added=tuple(new[day] for day in sorted(new.keys() - old.keys())),
        changed=tuple((old[day], new[day]) for day in both if old[day] != new[day]),
        removed=tuple(old[day] for day in sorted(old.keys() - new.keys())),
        same=sum(old[day] == new[day] for day in both),
    )


def _plain(planned: PlannedDay) -> PlannedDay:
    return PlannedDay(planned.day, planned.name, tuple(sorted((a, b) for a, b in planned.hours)))


# Writing.


def write(days: Iterable[PlannedDay], usual: Usual) -> str:
    """A file that a spreadsheet opens as it is, and that `read` takes back."""
    out = io.StringIO()
    out.write("\ufeff")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for planned in sorted(days, key=lambda p: p.day):
        hours = " ".join(f"{a}-{b}" for a, b in written_hours(planned.hours))
        plan = _plan_of(planned.hours, usual(planned.day))
        lines.writerow([f"{planned.day:%d/%m/%Y}", plan.label, hours, _guarded(planned.name)])
    return out.getvalue()


def _plan_of(hours: Hours, usual: Hours) -> Plan:
    if not hours:
        return Plan.OFF
    return _KINDS.get(difference(written_hours(sorted(hours)), written_hours(sorted(usual))), Plan.OTHER)


def _guarded(name: str) -> str:
    return f"'{name}" if name.startswith(_FORMULA) else name


# Reading.


def read(data: bytes, year: int, usual: Usual) -> Notice:
    """Never raises: what cannot be read is a problem with its line."""
    try:
        rows = _rows(data)
    except (UnicodeError, csv.Error):
        return Notice((), (Problem(Slip.NOT_TEXT),))
    names = [fold_words(cell) for cell in rows[0][1]] if rows else []
    places = {_IN_ENGLISH.get(name, name): at for at, name in enumerate(names)}
    missing = [name for name in COLUMNS if fold_words(name) in _NEEDED and fold_words(name) not in places]
    if missing:
        return Notice((), tuple(Problem(Slip.NO_COLUMN, 1, detail=name) for name in missing))
    reader = _Reader(year, usual, places)
    for line, cells in rows[1:]:
        reader.take(line, cells)
    if not reader.days and not reader.problems:
        reader.problems.append(Problem(Slip.EMPTY))
    reader.problems += _missing_holidays(year, reader.days, usual)
    return Notice(tuple(reader.days[day] for day in sorted(reader.days)), tuple(reader.problems))


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Lines with their numbers, blank ones left out. Raises UnicodeError, csv.Error."""
    if len(data) > LARGEST:
        raise csv.Error("too large")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = unicodedata.normalize("NFC", data.decode(encoding))
    if "\0" in text:
        raise csv.Error("no text")
    head = text.lstrip().partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    rows = [(lines.line_num, [" ".join(cell.split()) for cell in cells]) for cells in lines]
    return [(line, cells) for line, cells in rows if any(cells)]


class _Reader:
    """Takes the lines one by one."""

    def __init__(self, year: int, usual: Usual, places: Mapping[str, int]) -> None:
        self._year, self._usual, self._places = year, usual, places
        self._lines: dict[date, int] = {}
        self.days: dict[date, PlannedDay] = {}
        self.problems: list[Problem] = []

    def take(self, line: int, cells: Sequence[str]) -> None:
        """One line: a day, or a problem."""
        found = self._day(line, self._cell(cells, "ngay"))
        if found is None:
            return
        name = self._cell(cells, "ten")
        name = name[1:] if name[:1] == "'" and name[1:].startswith(_FORMULA) else name
        hours = self._hours(line, found, self._cell(cells, "loai"), self._cell(cells, "gio"))
        if not name:
            self._refuse(Slip.NO_NAME, line, found)
        elif len(name) > NAME_LENGTH:
            self._refuse(Slip.LONG_NAME, line, found, str(NAME_LENGTH))
        elif hours is not None:
            self.days[found] = PlannedDay(found, name, hours)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        at = self._places.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    def _refuse(self, slip: Slip, line: int, day: date | None = None, detail: str = "") -> None:
        self.problems.append(Problem(slip, line, day, detail))

    def _day(self, line: int, text: str) -> date | None:
        found = _date(text)
        if found is None:
            self._refuse(Slip.BAD_DATE, line, detail=text)
        elif found.year != self._year:
            self._refuse(Slip.OTHER_YEAR, line, found, str(self._year))
        elif found in self._lines:
            self._refuse(Slip.DUPLICATE, line, found, str(self._lines[found]))
        else:
            self._lines[found] = line
            return found
        return None

    def _hours(self, line: int, day: date, kind: str, text: str) -> Hours | None:
        """None when the line is refused."""
        plan, usual = _PLANS.get(fold_words(kind)), self._usual(day)
        given = spans(text)
        if plan is None:
            self._refuse(Slip.BAD_KIND, line, day, kind)
        elif given is None or (plan is Plan.OFF and given) or (plan is Plan.OTHER and not given):
            self._refuse(Slip.BAD_HOURS, line, day, text)
        elif plan is Plan.WORKED and usual:
            self._refuse(Slip.ALREADY_WORKED, line, day)
        elif plan in (Plan.HALF, Plan.OTHER) and not usual:
            self._refuse(Slip.NOT_WORKED, line, day)
        else:
            hours = given or self._default(plan, day)
            shorter = difference(written_hours(hours), written_hours(usual)) == "half"
            if plan is not Plan.HALF or shorter:
                return hours
            self._refuse(Slip.NOT_SHORTER, line, day)
        return None

    def _default(self, plan: Plan, day: date) -> Hours:
        """A day worked instead: the longest of its week. A half day: the morning."""
        if plan is Plan.OFF:
            return ()
        if plan is Plan.HALF:
            return tuple(self._usual(day)[:1])
        monday = day - timedelta(day.weekday())
        return max((tuple(self._usual(monday + timedelta(n))) for n in range(7)), key=_minutes)


def _minutes(hours: Hours) -> int:
    return sum((b.hour * 60 + b.minute or 1440) - a.hour * 60 - a.minute for a, b in hours)


def _date(text: str) -> date | None:
    """Day first, as Vietnam writes, or ISO."""
    day_first, year_first = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        return date(*(int(part) for part in year_first.groups())) if year_first else None
    except ValueError:
        return None


def spans(text: str) -> Hours | None:
    """The intervals of a cell, none of an empty one; None where it cannot be read."""
    try:
        found = sorted(_span(match) for match in _SPAN.finditer(text))
    except ValueError:
        return None
    rest = _SPAN.sub("", text)
    if not _BETWEEN_SPANS.fullmatch(rest) or wrong_hours(found):
        return None
    return tuple(found)


def _span(match: re.Match[str]) -> tuple[time, time]:
    opens = time(int(match[1]), int(match[2] or 0))
    closes = time(int(match[3]) % 24 if match[3] == "24" else int(match[3]), int(match[4] or 0))
    return opens, closes


def _missing_holidays(year: int, days: Mapping[date, PlannedDay], usual: Usual) -> Iterator[Problem]:
    """Holidays that the law fixes to their day, on which the file would let people work."""
    for planned in planned_days(year, year):
        said = days.get(planned.day)
        if is_fixed(planned) and usual(planned.day) and (said is None or said.hours):
            yield Problem(Slip.MISSING_HOLIDAY, day=planned.day, detail=planned.name)


def restored(kept: Mapping[str, Mapping[str, object] | None]) -> dict[date, PlannedDay | None]:
    """Days as a change keeps them, read back; None: the day followed its week."""
    return {date.fromisoformat(day): _restored(date.fromisoformat(day), row) for day, row in kept.items()}


def _restored(day: date, row: Mapping[str, object] | None) -> PlannedDay | None:
    if row is None:
        return None
    return PlannedDay(day, str(row["name"]), tuple(parse_hours(cast(list[list[str]], row["intervals"]))))
