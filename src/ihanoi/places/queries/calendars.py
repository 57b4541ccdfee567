"""Working time by calendar, its years day by day, and which of them are confirmed. Kept in each process."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.kept import Kept
from ihanoi.kernel.worktime import Hours, WorkingTime
from ihanoi.places import models
from ihanoi.places.queries.units import stamp
from ihanoi.places.rules import calendars, days, notices
from ihanoi.places.words import DEFAULT_CALENDAR, DayKind, Slip, day_off
from ihanoi.ui.months import Cell, Month
from ihanoi.ui.months import months as arranged
from ihanoi.ui.strip import minutes
from ihanoi.ui.timewords import day_month, spans, weekday


class _Calendars:
    """Compiled calendars by id, None standing for the city's, and the years that are confirmed."""

    def __init__(self, _stamp: UUID | None) -> None:
        standing = models.ConfirmedYear.objects.filter(withdrawn_at=None)
        self.confirmed = frozenset(standing.values_list("year", flat=True))
        self._compiled: dict[int | None, WorkingTime] = {}

    def get(self, key: int | None) -> WorkingTime:
        """Compile on first use."""
        if key not in self._compiled:
            self._compiled[key] = _compile(key, self.confirmed)
        return self._compiled[key]


_calendars = Kept(partial(stamp, "calendars"), _Calendars)


def forget_calendars() -> None:
    """Drop what this process keeps."""
    _calendars.forget()


def calendar_id(code: str = DEFAULT_CALENDAR) -> int:
    """The id of a calendar by its code; models.Calendar.DoesNotExist when there is none."""
    return models.Calendar.objects.values_list("id", flat=True).get(code=code)


def working_time(calendar_id: int | None = None) -> WorkingTime:
    """The compiled calendar; None: the city's. Known from its first hours to some years ahead."""
    return _calendars.get().get(calendar_id)


def planned_days(first: date, last: date, calendar_id: int | None = None) -> list[calendars.PlannedDay]:
    """Holidays and other overrides that hold for a calendar between two days."""
    return [p for p in _planned(calendar_id) if first <= p.day <= last]


def _planned(calendar_id: int | None) -> list[calendars.PlannedDay]:
    """A calendar's own override of a day comes before that of all calendars."""
    rows = models.DayOverride.objects.filter(Q(calendar=None) | Q(calendar=calendar_id or 0))
    found = {r.day: r for r in sorted(rows, key=lambda r: r.calendar_id or 0)}
    return [_planned_day(found[d]) for d in sorted(found)]


def _planned_day(row: models.DayOverride) -> calendars.PlannedDay:
    return calendars.PlannedDay(row.day, row.name, calendars.parse_hours(row.intervals))


def _compile(calendar_id: int | None, confirmed: Collection[int]) -> WorkingTime:
    """Before the first hours of its own, and without any, a calendar follows the city's."""
    city = _hours(Q(calendar__code=DEFAULT_CALENDAR))
    own = _hours(Q(calendar=calendar_id)) if calendar_id is not None else []
    if not city and not own:
        raise LookupError("no working hours are known: run `ihanoi setup`")
    planned = _planned(calendar_id)
    first = min(r.valid_from for r in (*city, *own))
    last_year = max(clock.today().year + calendars.YEARS_AHEAD, *(p.day.year for p in planned), first.year)
    return WorkingTime.compile(
        [*calendars.patterns(city), *calendars.patterns(own)],
        {p.day: p.hours for p in planned},
        first=first,
        last=date(last_year, 12, 31),
        names={p.day: p.name for p in planned},
        name=_own_name(calendar_id),
        provisional=[year for year in range(first.year, last_year + 1) if year not in confirmed],
    )


def _hours(which: Q) -> list[calendars.HoursRow]:
    rows = models.WorkingHours.objects.filter(which).order_by("valid_from", "weekday", "opens")
    return [calendars.HoursRow(r.weekday, r.opens, r.closes, r.valid_from, r.valid_to) for r in rows]


def _own_name(calendar_id: int | None) -> str:
    """The city's own calendar needs no naming where a due time explains itself."""
    other = models.Calendar.objects.filter(pk=calendar_id or 0).exclude(code=DEFAULT_CALENDAR)
    return other.values_list("name", flat=True).first() or ""


# Calendars as the operator keeps them.


@dataclass(frozen=True, slots=True)
class Hour:
    """A stretch of days that are worked alike: weekdays (0 = Monday) and [["08:00", "12:00"]]."""

    weekdays: tuple[int, ...]
    hours: list[list[str]]


@dataclass(frozen=True, slots=True)
class Week:
    """The week as worked from a day on, until the next one begins; `week`: weekday → [["08:00", "12:00"]]."""

    valid_from: date
    valid_to: date | None
    week: dict[int, list[list[str]]]
    lines: tuple[Hour, ...]

    def is_current(self, today: date) -> bool:
        """Whether it is the one of that day."""
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """`weeks`: oldest first; none: it follows the city's."""

    id: int
    code: str
    name: str
    weeks: tuple[Week, ...]

    @property
    def is_city(self) -> bool:
        """Whether all others follow it where they say nothing."""
        return self.code == DEFAULT_CALENDAR


def calendar_rows() -> list[CalendarRow]:
    """All calendars, the city's first."""
    hours: dict[int, list[calendars.HoursRow]] = defaultdict(list)
    for r in models.WorkingHours.objects.order_by("valid_from", "weekday", "opens"):
        hours[r.calendar_id].append(
            calendars.HoursRow(r.weekday, r.opens, r.closes, r.valid_from, r.valid_to)
        )
    rows = [
        CalendarRow(c.pk, c.code, c.name, tuple(_weeks(hours[c.pk])))
        for c in models.Calendar.objects.order_by("name")
    ]
    return sorted(rows, key=lambda row: not row.is_city)


def calendar_row(code: str) -> CalendarRow:
    """One of them. Raises NotFound."""
    found = next((row for row in calendar_rows() if row.code == code), None)
    if found is None:
        raise NotFound(_("Không có lịch làm việc này."))
    return found


def _weeks(rows: Sequence[calendars.HoursRow]) -> Iterable[Week]:
    for pattern in calendars.patterns(rows):
        week = {weekday: calendars.written_hours(sorted(hours)) for weekday, hours in pattern.weekly.items()}
        lines = tuple(_lines(week))
        yield Week(pattern.valid_from, pattern.valid_to, week, lines)


def _lines(week: dict[int, list[list[str]]]) -> Iterable[Hour]:
    for hours, group in groupby(range(7), key=lambda weekday: week.get(weekday, [])):
        yield Hour(tuple(group), hours)


# Years.


@dataclass(frozen=True, slots=True)
class YearState:
    """Whether a year's days off follow an official notice. `number` blank and confirmed: shipped with the platform."""

    year: int
    is_confirmed: bool
    number: str = ""
    issued_on: date | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    is_wanted: bool = False  # it should have been confirmed by now

    @property
    def is_shipped(self) -> bool:
        """Whether the days came with the platform."""
        return self.is_confirmed and not self.number


@dataclass(frozen=True, slots=True)
class Change:
    """An act on days that can be taken back."""

    kind: str
    days: tuple[date, ...]
    source: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a notice's file would do. `stamp` names the days as they stood when it was compared."""

    year: int
    days: tuple[calendars.PlannedDay, ...]
    problems: tuple[notices.Problem, ...]
    diff: notices.Diff
    stamp: str
    text: str  # the same days, written out again

    @property
    def ok(self) -> bool:
        """Whether it may be taken over."""
        return not any(problem.refuses for problem in self.problems)


def known_years() -> range:
    """The years for which days are known."""
    city = working_time()
    return range(city.first.year, city.last.year + 1)


def year_states() -> list[YearState]:
    """All known years, in their order."""
    return [year_state(year) for year in known_years()]


def year_state(year: int) -> YearState:
    """Raises NotFound for a year that no calendar knows."""
    _require_known(year)
    row = models.ConfirmedYear.objects.filter(year=year, withdrawn_at=None).order_by("-pk").first()
    wanted = year in to_confirm()
    if row is None:
        return YearState(year, is_confirmed=False, is_wanted=wanted)
    return YearState(year, True, row.number, row.issued_on, row.confirmed_at, row.confirmed_by_name)


def _require_known(year: int) -> None:
    if year not in known_years():
        raise NotFound(_("Lịch chưa có năm %(year)d.") % {"year": year})


def to_confirm() -> list[int]:
    """The years that should have been confirmed by now; without calendars none. Kept, so cheap enough for any page."""
    return calendars.to_confirm(clock.today(), _calendars.get().confirmed)


def year(number: int, calendar_id: int | None = None) -> days.Year:
    """A year day by day. Raises NotFound."""
    _require_known(number)
    own = models.DayOverride.objects.filter(day__year=number, calendar=calendar_id or 0)
    return days.year_of(working_time(calendar_id), number, own.values_list("day", flat=True))


def months(
    of: days.Year, address: Callable[[date], str] | None = None, chosen: date | None = None
) -> list[Month]:
    """A year as the component c-year draws it; `address` makes links of its days."""
    today = clock.today()
    return arranged(
        [
            Cell(
                day=each.day,
                kind=each.kind,
                words=day_words(each),
                href=address(each.day) if address else "",
                name=day_off(each.name) if each.is_planned else "",
                is_today=each.day == today,
                is_chosen=each.day == chosen,
                is_own=each.is_own,
            )
            for each in of.days.values()
        ]
    )


def full_hours(day: date, calendar_id: int | None = None) -> list[list[str]]:
    """The hours of a whole day of work: the day's own, else the longest of its week."""
    worktime, monday = working_time(calendar_id), day - timedelta(day.weekday())
    week = [monday + timedelta(n) for n in range(7)]
    usual = [worktime.usual_of(each) for each in week if worktime.first <= each <= worktime.last]
    return worktime.usual_of(day) or max(usual, key=minutes)


def read_hours(text: str) -> list[list[str]] | None:
    """ "08:00-12:00 13:30-17:30" as intervals, none of an empty text; None where it cannot be read."""
    found = notices.spans(text)
    return None if found is None else calendars.written_hours(found)


def day_words(each: days.Day) -> str:
    """ "thứ Năm 31/12: Nửa ngày, 08:00–12:00, Tất niên"."""
    said = [str(each.kind.label)]
    if each.hours and each.kind is not DayKind.WORKING:
        said.append(spans(each.hours))
    if each.name:
        said.append(day_off(each.name))
    return f"{weekday(each.day)} {day_month(each.day)}: {', '.join(said)}"


def last_change(year: int, calendar_id: int | None = None) -> Change | None:
    """What `undo_last` would take back."""
    rows = models.DayChange.objects.filter(year=year, calendar=calendar_id, undone_at=None)
    row = rows.order_by("-pk").first()
    if row is None:
        return None
    changed = tuple(date.fromisoformat(day) for day in sorted(row.after))
    return Change(row.kind, changed, row.source, row.at, row.by_name)


def notice_file(year: int) -> str:
    """The days of a year that hold for all calendars, as the CSV that `preview` reads."""
    _require_known(year)
    return notices.write(_of_all(year), _usual)


def preview(year: int, data: bytes) -> Preview:
    """What a file would change, and what is wrong with it. Raises NotFound for an unknown year."""
    _require_known(year)
    before = _of_all(year)
    notice = notices.read(data, year, _usual)
    diff = notices.compare(before, notice.days)
    today = clock.today()
    past = sum(day < today for day in diff.days())
    late = (notices.Problem(Slip.PAST, detail=str(past)),) if past else ()
    written = notices.write(before, _usual)
    mark = hashlib.sha256(written.encode()).hexdigest()[:16]
    again = notices.write(notice.days, _usual)
    return Preview(year, notice.days, (*notice.problems, *late), diff, mark, again)


def _of_all(year: int) -> list[calendars.PlannedDay]:
    rows = models.DayOverride.objects.filter(calendar=None, day__year=year).order_by("day")
    return [_planned_day(row) for row in rows]


def _usual(day: date) -> Hours:
    """What the city's week gives to a day."""
    return calendars.parse_hours(working_time().usual_of(day))
