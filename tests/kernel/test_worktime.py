"""Working time against a slow oracle that walks minute by minute, and the examples of regulation §5."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ihanoi.kernel.worktime import (
    HANOI,
    MORNING_AND_AFTERNOON,
    OFFICE_WEEK,
    Hours,
    Limit,
    LimitUnit,
    OutOfRange,
    Pattern,
    Weekly,
    WorkingTime,
)
from ihanoi.ui.timewords import sentence

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
CULTURE_DAY = {date(2026, 11, 24): "Ngày Văn hóa Việt Nam"}
MINUTE = timedelta(minutes=1)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


@pytest.fixture(scope="module")
def office() -> WorkingTime:
    off = dict.fromkeys(CULTURE_DAY, ())
    return WorkingTime.compile(OFFICE_WEEK, off, date(2026, 1, 1), date(2027, 12, 31), names=CULTURE_DAY)


# The oracle.


class Oracle:
    """The same calendar as one truth value per minute."""

    def __init__(self, weekly: Weekly, overrides: dict[date, Hours]) -> None:
        self.weekly, self.overrides = weekly, overrides
        self.begin = datetime.combine(FIRST, time(), HANOI)
        self.open: list[bool] = []
        for n in range((LAST - FIRST).days + 1):
            self.open += self._minutes_of(FIRST + timedelta(n))

    def hours(self, day: date) -> Hours:
        return self.overrides.get(day, self.weekly.get(day.weekday(), ()))

    def _minutes_of(self, day: date) -> list[bool]:
        minutes = [False] * 1440
        for opens, closes in self.hours(day):
            a, b = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute or 1440
            minutes[a:b] = [True] * (b - a)
        return minutes

    def index(self, moment: datetime) -> int:
        return int((moment - self.begin) / MINUTE)

    def between(self, a: datetime, b: datetime) -> int:
        return sum(self.open[self.index(a) : self.index(b)])

    def add(self, start: datetime, minutes: int) -> datetime | None:
        n = self.index(start)
        while minutes:
            if n == len(self.open):
                return None
            minutes -= self.open[n]
            n += 1
        return self.begin + n * MINUTE

    def add_days(self, start: datetime, days: int) -> datetime | None:
        day = start.astimezone(HANOI).date()
        while days:
            day += timedelta(1)
            if day > LAST:
                return None
            days -= bool(self.hours(day))
        return max(datetime.combine(day, b, HANOI) + timedelta(b == time()) for _, b in self.hours(day))


@st.composite
def day_hours(draw: st.DrawFn) -> Hours:
    """Up to three intervals on quarter hours, touching ones included."""
    marks = sorted(draw(st.lists(st.integers(0, 95), unique=True, max_size=6)))
    if draw(st.booleans()) and len(marks) >= 4:
        marks[2] = marks[1]  # the second interval begins where the first ends
    ends = [(marks[i], marks[i + 1]) for i in range(0, len(marks) - 1, 2)]
    return [(_quarter(a), _quarter(b)) for a, b in ends if a < b]


def _quarter(n: int) -> time:
    return time(n // 4, n % 4 * 15)


weeks = st.dictionaries(st.integers(0, 6), day_hours(), max_size=7)
days = st.dates(FIRST, LAST)
moments = st.integers(0, 30 * 1440 - 1).map(lambda n: datetime.combine(FIRST, time(), HANOI) + n * MINUTE)
calendars = st.tuples(weeks, st.dictionaries(days, day_hours(), max_size=6))


@given(calendars, moments, st.integers(0, 6000))
@settings(max_examples=150, deadline=None)
def test_adding_equals_the_oracle(
    drawn: tuple[Weekly, dict[date, Hours]], start: datetime, minutes: int
) -> None:
    calendar, oracle = WorkingTime.compile(*drawn, FIRST, LAST), Oracle(*drawn)
    expected = oracle.add(start, minutes)
    if expected is None:
        with pytest.raises(OutOfRange):
            calendar.add(start, minutes * 60)
    else:
        assert calendar.add(start, minutes * 60) == expected
        assert calendar.between(start, expected) == minutes * 60


@given(calendars, moments, moments)
@settings(max_examples=150, deadline=None)
def test_measuring_equals_the_oracle(
    drawn: tuple[Weekly, dict[date, Hours]], a: datetime, b: datetime
) -> None:
    calendar, oracle = WorkingTime.compile(*drawn, FIRST, LAST), Oracle(*drawn)
    a, b = min(a, b), max(a, b)
    assert calendar.between(a, b) == 60 * oracle.between(a, b)
    assert calendar.between(b, a) == -calendar.between(a, b)
    assert calendar.is_open(a) == oracle.open[oracle.index(a)]


@given(calendars, moments, st.integers(1, 20))
@settings(max_examples=150, deadline=None)
def test_adding_days_equals_the_oracle(
    drawn: tuple[Weekly, dict[date, Hours]], start: datetime, count: int
) -> None:
    calendar, oracle = WorkingTime.compile(*drawn, FIRST, LAST), Oracle(*drawn)
    expected = oracle.add_days(start, count)
    if expected is None:
        with pytest.raises(OutOfRange):
            calendar.add_days(start, count)
    else:
        assert calendar.add_days(start, count) == expected


@given(calendars, moments, moments, st.integers(0, 40_000))
@settings(max_examples=150, deadline=None)
def test_adding_is_monotonic_and_measuring_undoes_it(
    drawn: tuple[Weekly, dict[date, Hours]], a: datetime, b: datetime, seconds: int
) -> None:
    calendar = WorkingTime.compile(*drawn, FIRST, LAST)
    a, b = min(a, b), max(a, b)
    try:
        later = calendar.add(b, seconds)
    except OutOfRange:
        return
    assert calendar.add(a, seconds) <= later
    assert calendar.between(b, later) == seconds
    assert calendar.add(a, calendar.between(a, b)) <= b
    # Adding in two steps is adding at once.
    assert calendar.add(calendar.add(b, seconds // 3), seconds - seconds // 3) == later


@given(calendars, moments)
@settings(max_examples=100, deadline=None)
def test_the_next_opening_is_the_first_open_minute(
    drawn: tuple[Weekly, dict[date, Hours]], moment: datetime
) -> None:
    calendar, oracle = WorkingTime.compile(*drawn, FIRST, LAST), Oracle(*drawn)
    n = oracle.index(moment)
    expected = next((k for k in range(n, len(oracle.open)) if oracle.open[k]), None)
    if expected is None:
        with pytest.raises(OutOfRange):
            calendar.next_open(moment)
    else:
        assert calendar.next_open(moment) == oracle.begin + expected * MINUTE


@given(calendars, days)
@settings(max_examples=100, deadline=None)
def test_the_intervals_of_a_day_are_its_hours(drawn: tuple[Weekly, dict[date, Hours]], day: date) -> None:
    calendar, oracle = WorkingTime.compile(*drawn, FIRST, LAST), Oracle(*drawn)
    found = calendar.intervals(day)
    assert (
        sum((b - a for a, b in found), timedelta())
        == sum(oracle.open[oracle.index(datetime.combine(day, time(), HANOI)) :][:1440]) * MINUTE
    )
    assert calendar.is_working_day(day) == bool(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


# The regulation's own examples (§5).


def test_seven_working_days_leave_out_the_first_and_the_holiday(office: WorkingTime) -> None:
    due = office.due(at(16, 8), Limit(7, LimitUnit.WORKING_DAYS))
    assert due.at == at(26, 17, 30)
    assert sentence(due.trace) == (
        "tiếp nhận thứ Hai 16/11 08:00 → 7 ngày làm việc, nghỉ lễ 24/11 → thứ Năm 26/11 17:30"
    )


def test_eight_working_hours_from_five_in_the_afternoon_end_at_five_the_next_day(office: WorkingTime) -> None:
    assert office.due(at(16, 17), Limit(8, LimitUnit.WORKING_HOURS)).at == at(17, 17)


def test_four_working_hours_over_noon_end_in_the_afternoon(office: WorkingTime) -> None:
    assert office.due(at(16, 10), Limit(4, LimitUnit.WORKING_HOURS)).at == at(16, 15, 30)


def test_four_working_hours_from_the_opening_end_at_noon_and_not_after_the_break(office: WorkingTime) -> None:
    assert office.due(at(16, 8), Limit(4, LimitUnit.WORKING_HOURS)).at == at(16, 12)


def test_hours_received_at_night_begin_in_the_morning(office: WorkingTime) -> None:
    assert office.due(at(16, 22), Limit(8, LimitUnit.WORKING_HOURS)).at == at(17, 17, 30)


@pytest.mark.parametrize("received", [at(21, 9), at(22, 23)])  # Saturday, Sunday
def test_received_on_a_day_off_the_day_itself_is_left_out(office: WorkingTime, received: datetime) -> None:
    assert office.due(received, Limit(1, LimitUnit.WORKING_DAYS)).at == at(23, 17, 30)


def test_received_on_a_holiday_the_day_itself_is_left_out(office: WorkingTime) -> None:
    assert office.due(at(24, 9), Limit(1, LimitUnit.WORKING_DAYS)).at == at(25, 17, 30)


def test_received_after_work_the_day_is_still_the_one_left_out(office: WorkingTime) -> None:
    assert office.due(at(16, 20), Limit(1, LimitUnit.WORKING_DAYS)).at == at(17, 17, 30)


def test_fifteen_working_days_for_the_complex(office: WorkingTime) -> None:
    assert office.due(at(16, 8), Limit(15, LimitUnit.WORKING_DAYS)).at == at(8, 17, 30, month=12)


def test_plain_days_that_end_on_a_day_off_end_with_the_next_working_day(office: WorkingTime) -> None:
    due = office.due(at(9, 10), Limit(15, LimitUnit.DAYS))  # Tuesday 24/11 is a holiday
    assert due.at == at(25, 17, 30)
    assert [d["day"] for d in due.trace["off"]] == ["2026-11-24"]
    assert office.due(at(2, 10), Limit(15, LimitUnit.DAYS)).at == at(17, 17, 30)


def test_urgent_cases_may_be_switched_to_elapsed_hours(office: WorkingTime) -> None:
    due = office.due(at(20, 22), Limit(4, LimitUnit.HOURS))
    assert due.at == at(21, 2)
    assert due.trace["off"] == []


def test_an_opening_is_working_time_and_a_closing_is_not(office: WorkingTime) -> None:
    open_at = {
        at(16, 8): True,
        at(16, 11, 59): True,
        at(16, 12): False,
        at(16, 13, 30): True,
        at(16, 18): False,
    }
    assert {moment: office.is_open(moment) for moment in open_at} == open_at


def test_nothing_is_worked_before_the_first_opening() -> None:
    calendar = WorkingTime.compile(OFFICE_WEEK, {}, FIRST, LAST)  # begins on a Sunday
    assert not calendar.is_open(at(1, 9))
    assert calendar.between(at(1, 9), at(2, 9)) == 3600
    assert calendar.add(at(1, 9), 3600) == at(2, 9)


def test_no_time_added_is_the_same_moment(office: WorkingTime) -> None:
    assert office.add(at(16, 20), 0) == at(16, 20)


def test_a_half_day_counts_as_a_working_day_and_is_named() -> None:
    half = {date(2026, 11, 17): ((time(8), time(12)),)}
    calendar = WorkingTime.compile(OFFICE_WEEK, half, FIRST, LAST, names={date(2026, 11, 17): "Họp"})
    due = calendar.due(at(16, 8), Limit(1, LimitUnit.WORKING_DAYS))
    assert due.at == at(17, 12)
    assert due.trace["changed"] == [
        {
            "day": "2026-11-17", "name": "Họp", "hours": [["08:00", "12:00"]],
            "usual": [["08:00", "12:00"], ["13:30", "17:30"]],
        }
    ]  # fmt: skip


def test_a_worked_saturday_counts() -> None:
    calendar = WorkingTime.compile(OFFICE_WEEK, {date(2026, 11, 21): MORNING_AND_AFTERNOON}, FIRST, LAST)
    assert calendar.due(at(20, 8), Limit(1, LimitUnit.WORKING_DAYS)).at == at(21, 17, 30)


def test_the_week_may_change_on_a_day() -> None:
    mornings = dict.fromkeys(range(5), ((time(7), time(11)),))
    calendar = WorkingTime.compile(
        [Pattern(OFFICE_WEEK, FIRST, date(2026, 11, 17)), Pattern(mornings, date(2026, 11, 18))],
        {},
        FIRST,
        LAST,
    )
    assert calendar.add_days(at(16, 8), 1) == at(17, 17, 30)
    assert calendar.add_days(at(16, 8), 2) == at(18, 11)


def test_work_may_last_until_midnight() -> None:
    calendar = WorkingTime.compile(dict.fromkeys(range(7), ((time(), time()),)), {}, FIRST, LAST)
    assert calendar.add(at(16, 8), 24 * 3600) == at(17, 8)
    assert calendar.add_days(at(16, 8), 1) == at(18, 0)


# Clocks and refusals.


def test_the_trace_is_json_and_survives_it(office: WorkingTime) -> None:
    trace = office.due(at(16, 8), Limit(7, LimitUnit.WORKING_DAYS)).trace
    assert json.loads(json.dumps(trace)) == trace
    assert trace["hours"] == [["08:00", "12:00"], ["13:30", "17:30"]]


def test_the_fraction_used_is_one_when_due_and_grows_when_late(office: WorkingTime) -> None:
    start, due = at(16, 8), at(17, 17, 30)
    assert office.progress(start, due, start)[0] == 0
    assert office.progress(start, due, at(16, 23))[0] == 0.5
    assert office.progress(start, due, due)[0] == 1
    assert office.progress(start, due, at(18, 17, 30))[0] == 1.5
    assert office.progress(start, due, at(13, 8))[0] == 0


def test_a_clock_without_working_time_runs_by_the_plain_clock(office: WorkingTime) -> None:
    start, due = at(20, 20), at(21, 0)
    assert office.progress(start, due, at(20, 21))[0] == 0.25
    assert office.moment_of(start, due, 0.5) == at(20, 22)
    assert office.progress(start, start, start)[0] == 1


@pytest.mark.parametrize("fraction", [0.5, 0.75, 1.0, 1.5])
def test_the_moment_of_a_fraction_has_that_fraction(office: WorkingTime, fraction: float) -> None:
    start, due = at(16, 8), at(26, 17, 30)
    moment = office.moment_of(start, due, fraction)
    assert office.progress(start, due, moment)[0] == pytest.approx(fraction)


def test_moments_of_any_zone_are_the_same_moment(office: WorkingTime) -> None:
    assert office.add(at(16, 8).astimezone(UTC), 3600) == at(16, 9)


def test_outside_of_the_compiled_days_it_says_so(office: WorkingTime) -> None:
    for question in (
        lambda: office.add(datetime(2025, 12, 31, 8, tzinfo=HANOI), 60),
        lambda: office.add(datetime(2027, 12, 31, 17, tzinfo=HANOI), 3600),
        lambda: office.add_days(datetime(2027, 12, 31, 8, tzinfo=HANOI), 1),
        lambda: office.add_days(datetime(2028, 1, 1, tzinfo=HANOI), 1),
        lambda: office.next_open(datetime(2027, 12, 31, 18, tzinfo=HANOI)),
        lambda: office.end_of_day(date(2028, 1, 1)),
        lambda: office.is_working_day(date(2025, 12, 31)),
    ):
        with pytest.raises(OutOfRange, match="2026-01-01 to 2027-12-31"):
            question()


def test_wrong_questions_are_refused(office: WorkingTime) -> None:
    with pytest.raises(ValueError, match="aware"):
        office.add(datetime(2026, 11, 16, 8), 60)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="forwards"):
        office.add(at(16, 8), -1)
    with pytest.raises(ValueError, match="at least 1"):
        office.add_days(at(16, 8), 0)
    with pytest.raises(ValueError, match="at least 1"):
        Limit(0, LimitUnit.DAYS)


@pytest.mark.parametrize(
    "hours",
    [
        ((time(12), time(8)),),
        ((time(8), time(12)), (time(11), time(17))),
        ((time(8), time(8)),),
    ],
)
def test_impossible_hours_are_refused(hours: Hours) -> None:
    with pytest.raises(ValueError, match="overlap or end before"):
        WorkingTime.compile({0: hours}, {}, FIRST, LAST)


def test_a_calendar_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        WorkingTime.compile({}, {}, LAST, FIRST)
