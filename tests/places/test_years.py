"""Years: taken over from a notice, confirmed, undone; a calendar's hours from a day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.worktime import HANOI, Limit, LimitUnit
from ihanoi.places import actions, models, queries
from ihanoi.places.rules.calendars import SHIPPED_YEARS
from ihanoi.places.words import DayKind
from ihanoi.ui.timewords import sentence

pytestmark = pytest.mark.django_db

OPERATOR = Actor(7, "Quản trị", (Seat("operator", 1),))
OVERSEER = Actor(8, "Giám sát", (Seat("overseer", 1),))
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SIGNED = date(2026, 11, 20)
NAMED = {"number": "1234/TB-BNV", "issued_on": SIGNED}
WEEK = {n: [["07:30", "11:30"], ["13:00", "17:00"]] for n in range(5)}


@pytest.fixture(autouse=True)
def now(calendars: int) -> Iterator[None]:
    with clock.at(NOW):
        queries.forget()
        yield
    queries.forget()


def notice(*lines: str, without: str = "") -> bytes:
    """The year 2027 as it is computed, without days of some name, with other lines at the end."""
    kept = [line for line in queries.notice_file(2027).splitlines() if not without or without not in line]
    return "\n".join([*kept, *lines]).encode()


def due(start: datetime, days: int) -> datetime:
    return queries.working_time().due(start, Limit(days, LimitUnit.WORKING_DAYS)).at


def standing(year: int = 2027) -> list[tuple[date, str, object]]:
    rows = models.DayOverride.objects.filter(day__year=year).order_by("day", "calendar")
    return [(row.day, row.name, row.intervals) for row in rows]


def test_years_that_came_with_the_platform_are_confirmed_and_the_next_is_not() -> None:
    states = {state.year: state for state in queries.year_states()}
    assert [year for year, state in states.items() if state.is_confirmed] == list(SHIPPED_YEARS)
    assert states[2026].is_shipped
    assert states[2027].is_wanted
    assert not states[2028].is_wanted
    assert queries.to_confirm() == [2027]
    with pytest.raises(NotFound):
        queries.year_state(1999)


def test_a_due_time_in_a_year_that_nobody_confirmed_says_so() -> None:
    before = datetime(2026, 12, 28, 9, tzinfo=HANOI)
    trace = queries.working_time().due(before, Limit(7, LimitUnit.WORKING_DAYS)).trace
    assert trace["provisional"] == [2027]
    assert "lịch nghỉ năm 2027 chưa được xác nhận" in sentence(trace)
    within = queries.working_time().due(before, Limit(1, LimitUnit.WORKING_DAYS)).trace
    assert within["provisional"] == []
    actions.confirm_year(actor=OPERATOR, year=2027, **NAMED)
    assert queries.working_time().due(before, Limit(7, LimitUnit.WORKING_DAYS)).trace["provisional"] == []


def test_a_notice_is_seen_before_it_is_taken_over_and_confirms_its_year() -> None:
    data = notice("03/02/2027,nghỉ,,Nghỉ hoán đổi", "20/02/2027,làm bù,,Làm bù cho ngày 03/02/2027")
    before = standing()
    preview = queries.preview(2027, data)
    assert preview.ok
    assert [p.day for p in preview.diff.added] == [date(2027, 2, 3), date(2027, 2, 20)]
    assert (preview.diff.changed, preview.diff.removed) == ((), ())
    assert standing() == before
    actions.import_year(actor=OPERATOR, year=2027, data=data, source="tb.csv", seen=preview.stamp, **NAMED)
    assert not queries.working_time().is_working_day(date(2027, 2, 3))
    assert queries.working_time().is_working_day(date(2027, 2, 20))
    state = queries.year_state(2027)
    assert (state.is_confirmed, state.number, state.confirmed_by) == (True, "1234/TB-BNV", "Quản trị")
    line = journal.history("places.calendar", queries.calendar_id())[-1]
    assert (line.verb, line.data["file"], len(line.data["days"])) == ("import_year", "tb.csv", 2)
    assert queries.to_confirm() == []


def test_what_a_notice_leaves_out_follows_its_week() -> None:
    actions.import_year(actor=OPERATOR, year=2027, data=notice(without="29 Tết"), **NAMED)
    assert queries.working_time().is_working_day(date(2027, 2, 4))
    assert actions.install_calendars()
    assert queries.working_time().is_working_day(date(2027, 2, 4)), "a later installation puts nothing back"


@pytest.mark.parametrize(
    ("data", "given", "field"),
    [
        (b"ng", {}, "data"),
        (None, {"number": " "}, "number"),
        (None, {"issued_on": TODAY + timedelta(1)}, "issued_on"),
    ],
)
def test_a_notice_is_taken_over_whole_or_not_at_all(
    data: bytes | None, given: dict[str, object], field: str
) -> None:
    before = standing()
    with pytest.raises(Invalid) as refused:
        actions.import_year(
            actor=OPERATOR, year=2027, data=data or notice("03/02/2027,nghỉ,,Hoán đổi"), **{**NAMED, **given}
        )
    assert list(refused.value.errors) == [field]
    if field == "data":
        assert standing() == before


def test_a_preview_that_is_old_is_not_agreed_to() -> None:
    data = notice("03/02/2027,nghỉ,,Hoán đổi")
    seen = queries.preview(2027, data).stamp
    actions.set_day(actor=OPERATOR, day=date(2027, 3, 1), name="Bão")
    with pytest.raises(Denied, match="đã đổi từ lúc xem trước"):
        actions.import_year(actor=OPERATOR, year=2027, data=data, seen=seen, **NAMED)
    assert queries.working_time().is_working_day(date(2027, 2, 3))


def test_undoing_an_import_gives_back_days_and_confirmation() -> None:
    actions.confirm_year(actor=OPERATOR, year=2027, number="1/TB", issued_on=SIGNED)
    before = standing()
    actions.import_year(
        actor=OPERATOR, year=2027, data=notice("03/02/2027,nghỉ,,Hoán đổi", without="29 Tết"), **NAMED
    )
    assert queries.year_state(2027).number == "1234/TB-BNV"
    actions.undo_last(actor=OPERATOR, year=2027)
    assert standing() == before
    assert queries.year_state(2027).number == "1/TB"
    with pytest.raises(Denied, match="không còn thay đổi nào"):
        actions.undo_last(actor=OPERATOR, year=2027)


def test_changes_are_undone_one_after_the_other() -> None:
    day = date(2027, 3, 1)
    for name in ("Bão", "Bão lớn"):
        actions.set_day(actor=OPERATOR, day=day, name=name)
    actions.clear_day(actor=OPERATOR, day=day)
    names = []
    for _n in range(3):
        change = queries.last_change(2027)
        assert change is not None
        actions.undo_last(actor=OPERATOR, year=2027)
        names.append((change.kind, queries.working_time().name_of(day)))
    assert names == [("clear_day", "Bão lớn"), ("set_day", "Bão"), ("set_day", "")]
    assert queries.last_change(2027) is None


def test_a_day_that_changed_in_another_way_is_not_undone() -> None:
    actions.set_day(actor=OPERATOR, day=date(2027, 3, 1), name="Bão")
    models.DayOverride.objects.filter(day=date(2027, 3, 1)).update(name="Lụt")
    with pytest.raises(Denied, match="đã đổi theo cách khác"):
        actions.undo_last(actor=OPERATOR, year=2027)


def test_each_calendar_has_its_own_last_change() -> None:
    own = actions.create_calendar(actor=OPERATOR, name="Trực Tết")
    actions.set_day(
        actor=OPERATOR,
        day=date(2027, 2, 8),
        name="Trực",
        intervals=[["08:00", "12:00"]],
        calendar_code=own.code,
    )
    assert queries.last_change(2027) is None
    assert queries.year(2027, own.pk).days[date(2027, 2, 8)].is_own
    actions.undo_last(actor=OPERATOR, year=2027, calendar_code=own.code)
    assert not queries.working_time(own.pk).is_working_day(date(2027, 2, 8))


@given(
    st.lists(st.tuples(st.integers(0, 364), st.booleans()), min_size=1, max_size=12, unique_by=lambda t: t[0])
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_importing_and_undoing_gives_the_same_calendar(drawn: list[tuple[int, bool]]) -> None:
    before, lines = standing(), []
    for n, morning in drawn:
        day = date(2027, 1, 1) + timedelta(n)
        half = morning and day.weekday() < 5
        lines.append(f"{day:%d/%m/%Y},{'nửa ngày' if half else 'nghỉ'},,Thử")
    data = "\n".join(["ngày,loại,giờ,tên", *lines]).encode()
    actions.import_year(actor=OPERATOR, year=2027, data=data, **NAMED)
    assert standing() != before
    assert queries.preview(2027, data).diff.days() == []
    actions.undo_last(actor=OPERATOR, year=2027)
    assert standing() == before
    assert not queries.year_state(2027).is_confirmed


def test_the_year_page_tells_kinds_of_days_apart() -> None:
    actions.set_day(actor=OPERATOR, day=date(2027, 12, 31), name="Tất niên", intervals=[["08:00", "12:00"]])
    actions.set_day(actor=OPERATOR, day=date(2027, 2, 13), name="Làm bù", intervals=[["08:00", "12:00"]])
    long = [["07:00", "12:00"], ["13:00", "19:00"]]
    actions.set_day(actor=OPERATOR, day=date(2027, 3, 1), name="Bầu cử", intervals=long)
    of = queries.year(2027)
    kinds = {day: of.days[day].kind for day in (date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 4))}
    assert list(kinds.values()) == [DayKind.HOLIDAY, DayKind.WEEKEND, DayKind.WORKING]
    assert of.days[date(2027, 12, 31)].kind is DayKind.HALF
    assert of.days[date(2027, 2, 13)].kind is DayKind.WORKED
    assert of.days[date(2027, 3, 1)].kind is DayKind.OTHER
    assert queries.day_words(of.days[date(2027, 12, 31)]) == (
        "thứ Sáu 31/12: Nửa ngày, 08:00–12:00, Tất niên"
    )
    assert sum(of.counts.values()) == 365
    assert of.working_days == 365 - of.counts[DayKind.WEEKEND] - of.counts[DayKind.HOLIDAY]
    months = queries.months(of)
    assert sum(month.worked for month in months) == of.working_days
    assert [(line.first.day, line.last.day) for line in months[1].lines] == [(4, 10), (13, 13)]
    assert all(len(week) == 7 for month in months for week in month.weeks)
    assert [p.day for p in of.planned][-1] == date(2027, 12, 31)


# Hours from a day on.


def test_a_new_calendar_follows_the_citys_until_it_has_hours() -> None:
    own = actions.create_calendar(actor=OPERATOR, name="  Đội  trực ban ")
    assert (own.code, own.name) == ("doi-truc-ban", "Đội trực ban")
    monday = datetime(2026, 11, 23, 8, tzinfo=HANOI)
    assert queries.working_time(own.pk).add(monday, 4 * 3600).hour == 12
    actions.change_hours(actor=OPERATOR, code=own.code, week=WEEK, valid_from=date(2026, 11, 25))
    compiled = queries.working_time(own.pk)
    assert compiled.hours_of(date(2026, 11, 23))[0] == ["08:00", "12:00"]
    assert compiled.hours_of(date(2026, 11, 25))[0] == ["07:30", "11:30"]
    trace = compiled.due(monday, Limit(2, LimitUnit.WORKING_DAYS)).trace
    assert (trace["calendar"], trace["new_hours"]) == ("Đội trực ban", ["2026-11-25"])
    said = sentence(trace)
    assert "theo lịch Đội trực ban" in said
    assert "giờ làm việc mới từ 25/11" in said
    for name in ("Đội trực ban", " "):
        with pytest.raises(Invalid):
            actions.create_calendar(actor=OPERATOR, name=name)


def test_the_old_week_ends_the_day_before_and_a_planned_one_still_comes() -> None:
    later, sooner = date(2027, 3, 1), date(2026, 12, 1)
    summer = {n: [["07:00", "11:30"], ["13:30", "17:00"]] for n in range(5)}
    actions.change_hours(actor=OPERATOR, code="default", week=summer, valid_from=later)
    actions.change_hours(actor=OPERATOR, code="default", week=WEEK, valid_from=sooner)
    weeks = queries.calendar_row("default").weeks
    assert [(week.valid_from, week.valid_to) for week in weeks] == [
        (date(2024, 1, 1), date(2026, 11, 30)), (sooner, date(2027, 2, 28)), (later, None),
    ]  # fmt: skip
    assert [week.week[0][0][0] for week in weeks] == ["08:00", "07:30", "07:00"]
    assert weeks[0].lines[0].weekdays == (0, 1, 2, 3, 4)
    actions.drop_hours(actor=OPERATOR, code="default", valid_from=sooner)
    assert [w.valid_to for w in queries.calendar_row("default").weeks] == [date(2027, 2, 28), None]
    actions.drop_hours(actor=OPERATOR, code="default", valid_from=later)
    assert [w.valid_to for w in queries.calendar_row("default").weeks] == [None]


def test_hours_planned_twice_for_a_day_are_those_of_the_second_time() -> None:
    for week in (WEEK, {0: [["08:00", "12:00"]]}):
        actions.change_hours(actor=OPERATOR, code="default", week=week, valid_from=date(2026, 12, 1))
    assert queries.working_time().hours_of(date(2026, 12, 7)) == [["08:00", "12:00"]]
    assert not queries.working_time().is_working_day(date(2026, 12, 8))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"valid_from": TODAY - timedelta(1)}, "valid_from"),
        ({"week": {}}, "week"),
        ({"week": {n: [] for n in range(7)}}, "week"),
        ({"week": {0: [["12:00", "08:00"]], 1: [["08:00", "12:00"]]}}, "0"),
        ({"code": "none"}, "calendar"),
    ],
)
def test_hours_that_cannot_be_are_refused(given: dict[str, object], field: str) -> None:
    values: dict[str, object] = {"code": "default", "week": WEEK, "valid_from": TODAY} | given
    with pytest.raises(Invalid) as refused:
        actions.change_hours(actor=OPERATOR, **values)  # type: ignore[arg-type]  # a table of wrong arguments
    assert list(refused.value.errors) == [field]


def test_only_what_has_not_begun_is_dropped() -> None:
    actions.change_hours(actor=OPERATOR, code="default", week=WEEK, valid_from=TODAY)
    for day in (TODAY, date(2027, 1, 1)):
        with pytest.raises(Denied):
            actions.drop_hours(actor=OPERATOR, code="default", valid_from=day)


def test_a_calendar_is_renamed_and_keeps_its_address() -> None:
    own = actions.create_calendar(actor=OPERATOR, name="Trực")
    actions.rename_calendar(actor=OPERATOR, code=own.code, name="Trực ban đêm")
    assert [(row.code, row.name) for row in queries.calendar_rows()][1:] == [("truc", "Trực ban đêm")]
    with pytest.raises(NotFound):
        queries.calendar_row("khong-co")


OF_A_WARD = Actor(9, "Quản trị phường", (Seat("operator", 2),))


@pytest.mark.parametrize("actor", [PUBLIC, OVERSEER, OF_A_WARD, Actor(1, seats=(Seat("approver", 1),))])
def test_nobody_but_operators_of_the_city_changes_calendars(actor: Actor) -> None:
    for act in (
        lambda: actions.create_calendar(actor=actor, name="Trực"),
        lambda: actions.rename_calendar(actor=actor, code="default", name="Trực"),
        lambda: actions.change_hours(actor=actor, code="default", week=WEEK, valid_from=TODAY),
        lambda: actions.drop_hours(actor=actor, code="default", valid_from=TODAY),
        lambda: actions.import_year(actor=actor, year=2027, data=notice(), **NAMED),
        lambda: actions.confirm_year(actor=actor, year=2027, **NAMED),
        lambda: actions.undo_last(actor=actor, year=2027),
    ):
        with pytest.raises(Denied):
            act()
    assert queries.watches_calendars(actor) == (actor in (OVERSEER, OF_A_WARD))


def test_days_beyond_what_is_known_are_refused() -> None:
    far = queries.known_years()[-1] + 1
    with pytest.raises(Invalid):
        actions.set_day(actor=OPERATOR, day=date(far, 1, 4), name="Bão")
    with pytest.raises(Invalid):
        actions.confirm_year(actor=OPERATOR, year=far, **NAMED)
    with pytest.raises(NotFound):
        queries.preview(far, b"")


def test_years_to_come_are_planned_in_time() -> None:
    assert actions.plan_ahead(actor=SYSTEM) == 0
    with clock.at(datetime(2028, 5, 1, tzinfo=UTC)):
        assert actions.plan_ahead(actor=SYSTEM) > 0
        assert queries.year(2031).days[date(2031, 1, 1)].kind is DayKind.HOLIDAY


def test_a_half_day_and_a_worked_saturday_are_said() -> None:
    actions.set_day(actor=OPERATOR, day=date(2026, 11, 28), name="Làm bù", intervals=[["08:00", "12:00"]])
    actions.set_day(actor=OPERATOR, day=date(2026, 11, 26), name="Hội nghị", intervals=[["13:30", "17:30"]])
    trace = (
        queries.working_time()
        .due(datetime(2026, 11, 23, 9, tzinfo=HANOI), Limit(4, LimitUnit.WORKING_DAYS))
        .trace
    )
    assert sentence(trace) == (
        "tiếp nhận thứ Hai 23/11 09:00 → 4 ngày làm việc, nghỉ lễ 24/11, làm bù 28/11,"
        " nửa ngày 26/11 (13:30–17:30) → thứ Bảy 28/11 12:00"
    )


def test_a_start_on_a_half_day_is_said_where_hours_are_counted() -> None:
    actions.set_day(actor=OPERATOR, day=date(2026, 11, 26), name="Hội nghị", intervals=[["08:00", "12:00"]])
    start = datetime(2026, 11, 26, 10, tzinfo=HANOI)
    found = queries.working_time().due(start, Limit(4, LimitUnit.WORKING_HOURS))
    assert found.at == datetime(2026, 11, 27, 10, tzinfo=HANOI)
    assert "nửa ngày 26/11 (08:00–12:00)" in sentence(found.trace)


def test_midnight_ends_a_day() -> None:
    assert queries.read_hours("07:00-24:00") == [["07:00", "00:00"]]
    assert queries.read_hours("") == []
    assert queries.read_hours("sáng") is None
    assert queries.full_hours(date(2026, 11, 28)) == [["08:00", "12:00"], ["13:30", "17:30"]]
    assert time() == time(0)
