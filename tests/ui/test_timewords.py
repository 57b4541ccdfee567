"""How time is said, and the strip that shows it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel.worktime import HANOI, OFFICE_WEEK, Limit, LimitUnit, WorkingTime
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
