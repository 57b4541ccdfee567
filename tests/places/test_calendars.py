"""Working hours, holidays and days that differ, as rows and compiled."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.worktime import HANOI, OFFICE_WEEK, Limit, LimitUnit
from ihanoi.places import actions, models, queries
from ihanoi.places.rules.calendars import HoursRow, patterns, planned_days

OPERATOR = Actor(7, "Quản trị", (Seat("operator", 1),))
MONDAY = datetime(2026, 11, 16, 8, tzinfo=HANOI)
WEEK = Limit(7, LimitUnit.WORKING_DAYS)


def test_holidays_have_vietnamese_names_and_what_the_package_lacks() -> None:
    days = {p.day: p for p in planned_days()}
    assert days[date(2026, 11, 24)].name == "Ngày Văn hóa Việt Nam"
    assert days[date(2026, 2, 17)].name == "Tết Nguyên Đán"
    assert days[date(2026, 1, 2)].hours == ()
    assert days[date(2026, 1, 10)].hours == OFFICE_WEEK[0]
    assert days[date(2026, 8, 22)].hours == OFFICE_WEEK[0]  # Saturday worked for 31/8
    assert days[date(2026, 8, 31)].hours == ()


def test_worked_saturdays_of_other_years_do_not_leak_in() -> None:
    assert {p.day for p in planned_days(2027, 2028) if p.hours} == set()
    assert {p.day.year for p in planned_days(2025, 2025)} == {2025}


def test_hours_that_change_make_one_week_after_the_other() -> None:
    old = HoursRow(0, time(8), time(12), date(2024, 1, 1), date(2026, 11, 17))
    new = HoursRow(0, time(7), time(11), date(2026, 11, 18), None)
    always = HoursRow(1, time(8), time(12), date(2024, 1, 1), None)
    found = patterns([old, new, always])
    assert [(p.valid_from, p.valid_to, sorted(p.weekly)) for p in found] == [
        (date(2024, 1, 1), date(2026, 11, 17), [0, 1]),
        (date(2026, 11, 18), None, [0, 1]),
    ]
    assert found[1].weekly[0] == [(time(7), time(11))]


@pytest.mark.django_db
def test_the_installed_calendar_answers_the_regulations_example(calendars: int) -> None:
    assert queries.working_time().due(MONDAY, WEEK).at == datetime(2026, 11, 26, 17, 30, tzinfo=HANOI)
    assert queries.working_time(queries.calendar_id()).due(MONDAY, WEEK).at.day == 26
    assert not queries.working_time().is_working_day(date(2026, 1, 2))
    assert queries.working_time().is_working_day(date(2026, 1, 10))


@pytest.mark.django_db
def test_installing_again_leaves_edited_days_alone(calendars: int) -> None:
    actions.set_day(actor=OPERATOR, day=date(2026, 11, 24), name="Làm việc", intervals=[["08:00", "12:00"]])
    assert actions.install_calendars() == calendars
    assert models.DayOverride.objects.count() == calendars
    assert queries.working_time().is_working_day(date(2026, 11, 24))


@pytest.mark.django_db
def test_a_day_set_off_moves_new_due_times_and_clearing_it_moves_them_back(calendars: int) -> None:
    actions.set_day(actor=OPERATOR, day=date(2026, 11, 18), name="Bão")
    due = queries.working_time().due(MONDAY, WEEK)
    assert due.at.day == 27
    assert [d["name"] for d in due.trace["off"]] == ["Bão", "Ngày Văn hóa Việt Nam"]
    actions.clear_day(actor=OPERATOR, day=date(2026, 11, 18))
    assert queries.working_time().due(MONDAY, WEEK).at.day == 26
    calendar = queries.calendar_id()
    assert {e.verb for e in journal.history("places.calendar", calendar)} == {"set_day", "clear_day"}


@pytest.mark.django_db
def test_a_calendar_of_its_own_has_its_own_hours_and_days(calendars: int) -> None:
    own = models.Calendar.objects.create(code="chieu", name="Làm buổi chiều")
    models.WorkingHours.objects.create(
        calendar=own, weekday=0, opens=time(13), closes=time(17), valid_from=date(2024, 1, 1)
    )
    actions.set_day(
        actor=OPERATOR,
        day=date(2026, 11, 24),
        name="Trực",
        intervals=[["09:00", "10:00"]],
        calendar_code="chieu",
    )
    calendar = queries.working_time(own.id)
    assert calendar.add_days(MONDAY, 1) == datetime(2026, 11, 23, 17, tzinfo=HANOI)
    assert calendar.add_days(MONDAY, 2) == datetime(2026, 11, 24, 10, tzinfo=HANOI)
    assert not queries.working_time().is_working_day(date(2026, 11, 24))
    names = [p.name for p in queries.planned_days(date(2026, 11, 1), date(2026, 11, 30), own.id)]
    assert names == ["Trực"]


@pytest.mark.django_db
def test_a_calendar_without_hours_follows_the_citys(calendars: int) -> None:
    empty = models.Calendar.objects.create(code="trong", name="Chưa khai giờ")
    assert queries.working_time(empty.id).due(MONDAY, WEEK).at.day == 26


@pytest.mark.django_db
def test_without_any_hours_it_says_what_to_do() -> None:
    with pytest.raises(LookupError, match="ihanoi setup"):
        queries.working_time()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"intervals": [["8h", "12h"]]}, "intervals"),
        ({"intervals": [["08:00"]]}, "intervals"),
        ({"intervals": [["12:00", "08:00"]]}, "intervals"),
        ({"intervals": [["08:00", "12:00"], ["11:00", "17:00"]]}, "intervals"),
        ({"calendar_code": "none"}, "calendar"),
    ],
)
def test_a_day_that_cannot_be_is_refused(calendars: int, given: dict[str, Any], field: str) -> None:
    values: dict[str, Any] = {"name": "Bão", "day": date(2026, 11, 18)} | given
    with pytest.raises(Invalid) as refused:
        actions.set_day(actor=OPERATOR, **values)
    assert list(refused.value.errors) == [field]
    assert not models.DayOverride.objects.filter(day=date(2026, 11, 18)).exists()


@pytest.mark.django_db
def test_only_the_operator_changes_a_day(calendars: int) -> None:
    for actor in (PUBLIC, Actor(1, seats=(Seat("approver", 1),))):
        with pytest.raises(Denied):
            actions.set_day(actor=actor, day=date(2026, 11, 18), name="Bão")
    with pytest.raises(Denied, match="18/11/2026"):
        actions.clear_day(actor=SYSTEM, day=date(2026, 11, 18))
