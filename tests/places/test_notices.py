"""A year's notice as a file: what is read, what is refused, and that what is written comes back."""

from __future__ import annotations

import unicodedata
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ihanoi.kernel.worktime import MORNING_AND_AFTERNOON, Hours
from ihanoi.places.rules.calendars import PlannedDay, is_fixed, planned_days, to_confirm
from ihanoi.places.rules.notices import LARGEST, compare, read, spans, write
from ihanoi.places.words import Slip

YEAR = 2027
HEAD = "ngày,loại,giờ,tên\n"
TET = "01/01/2027,nghỉ,,Tết Dương lịch\n"
MORNING = ((time(8), time(12)),)
SATURDAY = date(2027, 2, 13)


def usual(day: date) -> Hours:
    return MORNING_AND_AFTERNOON if day.weekday() < 5 else ()


def slips(text: str) -> list[tuple[Slip, int]]:
    """What refuses a file."""
    return [(p.slip, p.line) for p in read(text.encode(), YEAR, usual).problems if p.refuses]


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_spreadsheets_of_all_kinds_are_read(between: str, encoding: str) -> None:
    text = (
        "Ngày,Loại,Giờ,Tên\r\n05/02/2027,Nghỉ,,29 Tết\r\n2027-02-13,LÀM BÙ,,Làm bù\r\n\r\n"
        "31.12.2027,nua ngay,8:00-12:00,Tất niên\r\n30-12-2027,giờ khác,07:00 – 11h30 13:00-17:00,Họp\r\n"
    )
    notice = read(text.replace(",", between).encode(encoding), YEAR, usual)
    assert [p for p in notice.problems if p.refuses] == []
    assert notice.days == (
        PlannedDay(date(2027, 2, 5), "29 Tết"),
        PlannedDay(SATURDAY, "Làm bù", MORNING_AND_AFTERNOON),
        PlannedDay(date(2027, 12, 30), "Họp", ((time(7), time(11, 30)), (time(13), time(17)))),
        PlannedDay(date(2027, 12, 31), "Tất niên", MORNING),
    )


def test_letters_composed_or_not_are_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", HEAD + TET)
    assert read(decomposed.encode(), YEAR, usual).days[0].name == "Tết Dương lịch"


def test_columns_may_stand_in_any_order_and_hours_may_be_missing() -> None:
    notice = read("Tên;Ngày;Loại\nTết;5/2/2027;nghỉ\nNửa;4/2/2027;nửa ngày".encode(), YEAR, usual)
    assert notice.days == (PlannedDay(date(2027, 2, 4), "Nửa", MORNING), PlannedDay(date(2027, 2, 5), "Tết"))


def test_who_reads_english_may_write_it() -> None:
    notice = read(
        b"day,kind,name\n2027-02-05,off,Tet\n2027-02-13,worked,Instead\n2027-12-31,half,Eve", YEAR, usual
    )
    hours = [p.hours for p in notice.days]
    assert hours == [(), MORNING_AND_AFTERNOON, MORNING]


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        ("31/02/2027,nghỉ,,Tết", Slip.BAD_DATE),
        ("mùng một,nghỉ,,Tết", Slip.BAD_DATE),
        (",nghỉ,,Tết", Slip.BAD_DATE),
        ("05/02/2026,nghỉ,,Tết", Slip.OTHER_YEAR),
        ("01/01/2027,nghỉ,,Tết", Slip.DUPLICATE),
        ("05/02/2027,lễ,,Tết", Slip.BAD_KIND),
        ("05/02/2027,,,Tết", Slip.BAD_KIND),
        ("05/02/2027,nghỉ,08:00-12:00,Tết", Slip.BAD_HOURS),
        ("13/02/2027,làm bù,sáng,Bù", Slip.BAD_HOURS),
        ("13/02/2027,làm bù,12:00-08:00,Bù", Slip.BAD_HOURS),
        ("13/02/2027,làm bù,08:00-12:00 11:00-17:00,Bù", Slip.BAD_HOURS),
        ("13/02/2027,làm bù,08:00-25:00,Bù", Slip.BAD_HOURS),
        ("05/02/2027,giờ khác,,Họp", Slip.BAD_HOURS),
        ("05/02/2027,nghỉ,,", Slip.NO_NAME),
        (f"05/02/2027,nghỉ,,{'x' * 121}", Slip.LONG_NAME),
        ("12/02/2027,làm bù,,Bù", Slip.ALREADY_WORKED),
        ("13/02/2027,nửa ngày,,Tất niên", Slip.NOT_WORKED),
        ("12/02/2027,nửa ngày,08:00-18:00,Tất niên", Slip.NOT_SHORTER),
    ],
)
def test_a_line_that_cannot_be_is_named(line: str, slip: Slip) -> None:
    assert slips(HEAD + TET + line) == [(slip, 3)]


@pytest.mark.parametrize(
    ("data", "slip"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", Slip.NOT_TEXT),
        ("ngày,loại,giờ,tên\n".encode("cp1258", "replace") + b"\xff", Slip.NOT_TEXT),
        (b"ng\0y", Slip.NOT_TEXT),
        (b"x" * (LARGEST + 1), Slip.NOT_TEXT),
        (b"", Slip.NO_COLUMN),
        ("ngày,tên\n05/02/2027,Tết".encode(), Slip.NO_COLUMN),
        (HEAD.encode(), Slip.EMPTY),
    ],
)
def test_a_file_that_is_no_notice_is_refused_whole(data: bytes, slip: Slip) -> None:
    notice = read(data, YEAR, usual)
    assert {p.slip for p in notice.problems if p.refuses} == {slip}
    assert notice.days == ()


def test_a_year_without_tet_is_warned_of_and_not_refused() -> None:
    """29 Tết and the like may be chosen otherwise by the notice; the first days of Tết may not."""
    missing = read((HEAD + TET).encode(), YEAR, usual).problems
    assert {p.slip for p in missing} == {Slip.MISSING_HOLIDAY}
    assert "Mùng ba Tết Nguyên Đán" in {p.detail for p in missing}  # a Monday
    assert {"29 Tết", "Tết Dương lịch"}.isdisjoint({p.detail for p in missing})
    assert not any(p.refuses for p in missing)


def test_the_packages_own_days_are_a_notice_without_fault() -> None:
    days = planned_days(YEAR, YEAR)
    notice = read(write(days, usual).encode(), YEAR, usual)
    assert notice.problems == ()
    assert compare(days, notice.days).days() == []
    assert sum(is_fixed(p) for p in days) == 9


def test_what_a_notice_changes_is_told_apart() -> None:
    old = [PlannedDay(date(2027, 2, 4), "29 Tết"), PlannedDay(date(2027, 2, 5), "Giao thừa")]
    new = [PlannedDay(date(2027, 2, 5), "Giao thừa", MORNING), PlannedDay(SATURDAY, "Bù", MORNING)]
    diff = compare(old, new)
    assert [p.day for p in diff.added] == [SATURDAY]
    assert [(a.hours, b.hours) for a, b in diff.changed] == [((), MORNING)]
    assert [p.name for p in diff.removed] == ["29 Tết"]
    assert diff.same == 0


def test_a_name_that_a_spreadsheet_would_compute_is_guarded() -> None:
    planned = [PlannedDay(date(2027, 2, 5), '=HYPERLINK("x";"y")'), PlannedDay(date(2027, 2, 8), "'=1")]
    written = write(planned, usual)
    assert "'=HYPERLINK" in written
    assert read(written.encode(), YEAR, usual).days == tuple(planned)


def test_this_year_is_wanted_always_and_the_next_from_november() -> None:
    assert to_confirm(date(2026, 10, 31), {2026}) == []
    assert to_confirm(date(2026, 11, 1), {2026}) == [2027]
    assert to_confirm(date(2026, 11, 1), set()) == [2026, 2027]
    assert to_confirm(date(2026, 12, 31), {2026, 2027}) == []


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=40
)
QUARTERS = st.lists(st.integers(0, 95), unique=True, min_size=2, max_size=6).map(sorted)


@st.composite
def plans(draw: st.DrawFn) -> PlannedDay:
    day = date(YEAR, 1, 1) + timedelta(draw(st.integers(0, 364)))
    marks = draw(QUARTERS) if draw(st.booleans()) else []
    times = [time(n // 4, n % 4 * 15) for n in marks]
    hours = tuple(zip(times[::2], times[1::2], strict=False))
    return PlannedDay(day, draw(NAMES), hours)


@settings(deadline=None)
@given(st.lists(plans(), max_size=30, unique_by=lambda p: p.day))
def test_what_is_written_comes_back(days: list[PlannedDay]) -> None:
    same = [PlannedDay(p.day, unicodedata.normalize("NFC", p.name), p.hours) for p in days]
    notice = read(write(same, usual).encode(), YEAR, usual)
    assert [p for p in notice.problems if p.refuses and p.slip is not Slip.EMPTY] == []
    assert list(notice.days) == sorted(same, key=lambda p: p.day)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_whatever_is_uploaded_is_answered(data: bytes) -> None:
    assert read(HEAD.encode() + data, YEAR, usual).problems


@settings(deadline=None)
@given(st.text(max_size=40))
def test_hours_are_read_or_refused(text: str) -> None:
    found = spans(text)
    assert found is None or all(a < b or b == time() for a, b in found)
