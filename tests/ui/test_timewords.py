"""How time is said, and the strip that shows it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel.worktime import HANOI, OFFICE_WEEK, Limit, LimitUnit, WorkingTime
from ihanoi.ui.months import Cell, months
from ihanoi.ui.strip import day_strip
from ihanoi.ui.timewords import sentence, strip_label, strip_note

H, M = 3600, 60


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


@pytest.fixture(scope="module")
def office() -> WorkingTime:
    day = date(2026, 11, 24)
    return WorkingTime.compile(
        OFFICE_WEEK, {day: ()}, date(2026, 11, 1), date(2026, 12, 31), names={day: "Ngày Văn hóa Việt Nam"}
    )


def test_the_sentence_is_there_in_english(office: WorkingTime) -> None:
    trace = office.due(at(16, 8), Limit(7, LimitUnit.WORKING_DAYS)).trace
    with translation.override("en"):
        said = sentence(trace)
    assert said == ("received Monday 16/11 08:00 → 7 working days, holiday 24/11 → Thursday 26/11 17:30")


def test_the_strip_shows_each_day_once(office: WorkingTime) -> None:
    start, due, now = at(16, 9), at(26, 17, 30), at(19, 14)
    rows = day_strip(office, start, due, now)
    assert [(strip_label(r), strip_note(r, due)) for r in rows] == [
        ("T2 16/11", "nhận"),
        ("T3 17/11", "ngày 1"),
        ("T4 18/11", "ngày 2"),
        ("T5 19/11", "hôm nay"),
        ("T6 20/11", "ngày 4"),
        ("T7, CN", "nghỉ"),
        ("T2 23/11", "ngày 5"),
        ("T3 24/11", "Ngày Văn hóa Việt Nam"),
        ("T4 25/11", "ngày 6"),
        ("T5 26/11", "hạn 17:30"),
    ]
    assert [[(p.kind, p.begins, p.width) for p in i] for i in rows[0].intervals] == [
        [("outside", 0.0, 0.25), ("used", 0.25, 0.75)],
        [("used", 0.0, 1.0)],
    ]
    assert [(p.kind, p.width) for p in rows[3].intervals[1]] == [("used", 0.125), ("left", 0.875)]
    assert {p.kind for r in rows[4:] for i in r.intervals for p in i} == {"left"}


@given(st.integers(0, 14 * 1440), st.integers(1, 60 * H), st.integers(0, 30 * 1440))
def test_the_strip_adds_up_to_the_clock(office: WorkingTime, begin: int, length: int, seen: int) -> None:
    start = datetime.fromtimestamp(at(2, 0).timestamp() + begin * M, HANOI)
    now = datetime.fromtimestamp(at(2, 0).timestamp() + seen * M, HANOI)
    due = office.add(start, length)
    shown = {"used": 0.0, "left": 0.0, "outside": 0.0}
    for row in day_strip(office, start, due, now):
        spans = office.intervals(row.days[0])
        for (opens, closes), parts in zip(spans, row.intervals, strict=True):
            assert sum(p.width for p in parts) == pytest.approx(1)
            for part in parts:
                shown[part.kind] += part.width * (closes - opens).total_seconds()
    assert shown["used"] + shown["left"] == pytest.approx(length)
    assert shown["used"] == pytest.approx(max(0, min(length, office.between(start, max(now, start)))))


def test_the_strip_of_a_short_night_clock_marks_the_due_day(office: WorkingTime) -> None:
    due = at(21, 2)
    rows = day_strip(office, at(20, 22), due, at(20, 23))
    assert [strip_note(r, due) for r in rows] == ["hôm nay", "hạn 02:00"]
    assert rows[1].is_off


@pytest.fixture(scope="module")
def odd_days() -> WorkingTime:
    """26/11 only the morning, 27/11 only the afternoon, Saturday 28/11 worked, 30/11 longer than usual."""
    overrides = {
        date(2026, 11, 26): [(time(8), time(12))],
        date(2026, 11, 27): [(time(13, 30), time(17, 30))],
        date(2026, 11, 28): OFFICE_WEEK[0],
        date(2026, 11, 30): [(time(7), time(12)), (time(13), time(19))],
    }
    return WorkingTime.compile(
        OFFICE_WEEK, overrides, date(2026, 11, 1), date(2026, 12, 31), name="Trực", provisional=[2026]
    )


def test_the_strip_shows_what_of_a_half_day_is_not_worked(odd_days: WorkingTime) -> None:
    start, due = at(25, 9), odd_days.add_days(at(25, 9), 4)
    rows = day_strip(odd_days, start, due, at(20, 9))
    assert [[[p.kind for p in parts] for parts in row.intervals] for row in rows[1:3]] == [
        [["left"], ["off"]],
        [["off"], ["left"]],
    ]
    assert [(strip_label(r), strip_note(r, due)) for r in rows] == [
        ("T4 25/11", "nhận"),
        ("T5 26/11", "ngày 1, nửa ngày"),
        ("T6 27/11", "ngày 2, nửa ngày"),
        ("T7 28/11", "ngày 3, làm bù"),
        ("CN", "nghỉ"),
        ("T2 30/11", "hạn 19:00, giờ khác"),
    ]


def test_the_sentence_tells_the_ways_in_which_days_differ(odd_days: WorkingTime) -> None:
    trace = odd_days.due(at(25, 9), Limit(4, LimitUnit.WORKING_DAYS)).trace
    said = sentence(trace)
    assert "theo lịch Trực" in said
    assert "làm bù 28/11" in said
    assert "nửa ngày 26/11 (08:00–12:00), 27/11 (13:30–17:30)" in said
    assert "giờ khác 30/11 (07:00–12:00, 13:00–19:00)" in said
    assert "lịch nghỉ năm 2026 chưa được xác nhận" in said


def test_a_trace_of_before_is_still_told() -> None:
    """Traces kept on cases before they told the usual hours, the calendar and years that nobody confirmed."""
    hours = [["08:00", "12:00"]]
    kept = {
        "start": "2026-01-08T09:00:00+07:00", "limit": {"amount": 2, "unit": "working_days"}, "off": [],
        "changed": [
            {"day": "2026-01-09", "name": "Họp", "hours": hours},
            {"day": "2026-01-10", "name": "Bù", "hours": hours},
        ],
        "hours": hours, "due": "2026-01-10T12:00:00+07:00",
    }  # fmt: skip
    assert sentence(kept) == (
        "tiếp nhận thứ Năm 8/1 09:00 → 2 ngày làm việc, làm bù 10/1, nửa ngày 9/1 (08:00–12:00) → thứ Bảy 10/1 12:00"
    )


@given(st.integers(2024, 2040))
def test_a_year_is_laid_out_whole(year: int) -> None:
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
    off = {day for day in days if day.weekday() > 4}
    found = months(
        [
            Cell(day, "weekend" if day in off else "working", "", name="x" if day.day < 3 else "")
            for day in days
        ]
    )
    placed = [cell.day for month in found for week in month.weeks for cell in week if cell]
    assert placed == days
    assert all(
        cell is None or cell.day.weekday() == n for m in found for w in m.weeks for n, cell in enumerate(w)
    )
    assert sum(month.worked for month in found) == len(days) - len(off)
    assert all(len(month.lines) == 2 for month in found)
