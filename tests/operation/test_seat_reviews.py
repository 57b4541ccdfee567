"""The quarter's review of seats: operators are told weekly before the day, overseers after it; alarm and doctor too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ihanoi.config.schedule import TIMETABLE
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.notifications.models import Notice
from ihanoi.operation import jobs, metrics, queries
from ihanoi.operation.doctor import Grade, outside
from ihanoi.people import actions
from ihanoi.people import queries as people
from tests.conftest import City
from tests.people.officials import own, seat

pytestmark = pytest.mark.django_db
QUARTER = date(2026, 10, 1)
DUE = datetime(2026, 11, 30, 1, tzinfo=UTC)  # in the morning of the last day
WEEK = timedelta(weeks=1)


def told(account_id: int) -> list[str]:
    return list(Notice.objects.filter(account=account_id).order_by("pk").values_list("title", flat=True))


def run_at(moment: datetime) -> int:
    with clock.at(moment):
        return jobs.remind_of_reviews()


def look_at_all(city: City, operator: Actor) -> None:
    rows = people.review(city.ward, QUARTER)
    verdicts = {row.membership_id: True for row in rows}
    actions.check_seats(actor=operator, agency_id=city.ward, quarter=QUARTER, verdicts=verdicts)


def test_operators_are_told_once_a_week_from_four_weeks_before(city: City) -> None:
    operator = seat("minh", city.ward)
    assert run_at(DUE - 4 * WEEK - timedelta(days=1)) == 0
    assert run_at(DUE - 4 * WEEK) == 1
    assert run_at(DUE - 4 * WEEK + timedelta(days=1)) == 0  # the same week
    assert run_at(DUE - 3 * WEEK) == 1
    left = len(people.review(city.ward, QUARTER))
    assert told(own(operator)) == [f"Còn {left} vai trò chưa được rà soát trong quý này"] * 2
    notice = Notice.objects.filter(account=own(operator))[0]
    assert notice.url == "/ban-xu-ly/quan-tri/ra-soat" and "30/11/2026" in notice.body
    assert told(own(city.overseer)) == []


def test_who_has_looked_at_all_is_told_no_more(city: City) -> None:
    of_ward, of_city = seat("minh", city.ward), seat("ha", city.root)
    look_at_all(city, of_city)  # the own seat another operator looks at
    assert run_at(DUE) == 1
    assert told(own(of_ward)) == [] and told(own(of_city))


def test_the_operator_above_is_told_of_agencies_without_one(city: City) -> None:
    of_ward, of_city = seat("minh", city.ward), seat("ha", city.root)
    assert run_at(DUE) == 2
    (ward,), (rest,) = told(own(of_ward)), told(own(of_city))
    with clock.at(DUE):
        every = sum(state.left for state in queries.reviews_left())
    of_the_ward = len(people.review(city.ward, QUARTER))
    assert f"Còn {of_the_ward} " in ward and f"Còn {every - of_the_ward} " in rest


def test_overseers_are_told_after_the_day(city: City) -> None:
    assert run_at(DUE) == 0  # the whole last day is in time
    run_at(DUE + timedelta(days=1))
    with clock.at(DUE + timedelta(days=1)):
        late = len(queries.reviews_left())
    assert told(own(city.overseer)) == [f"{late} cơ quan quá hạn rà soát vai trò"]


def test_alarm_and_doctor_say_who_is_late(city: City) -> None:
    with clock.at(DUE):
        (finding,) = outside.seats()
        assert finding.grade == Grade.OK and "nobody is late" in finding.says
        assert b"ihanoi_seat_reviews_overdue 0.0" in metrics.written()
    with clock.at(DUE + timedelta(days=1)):
        (finding,) = outside.seats()
        late = len(queries.reviews_left())
        assert finding.grade == Grade.WARN and f"{late} agencies are late" in finding.says and finding.do
        assert f"ihanoi_seat_reviews_overdue {late}.0".encode() in metrics.written()


def test_it_is_on_the_timetable() -> None:
    assert "ihanoi.operation.jobs.remind_of_reviews" in {turn.call for turn in TIMETABLE}
