"""A year that nobody has confirmed: operators are told once a week, and `ihanoi check` says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from ihanoi.config.schedule import TIMETABLE
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.notifications.models import Notice
from ihanoi.operation import checking, jobs
from ihanoi.people import actions as people
from ihanoi.people.words import Role
from ihanoi.places import actions as places
from ihanoi.places import queries
from tests.conftest import City
from tests.people.officials import own, seat


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What is rolled back must not be kept."""
    yield
    queries.forget()


@pytest.fixture
def operator(city: City) -> int:
    new = people.NewAccount("operator@example.org", "Hoàng Minh Đức")
    account = people.create_account(actor=SYSTEM, new=new)
    people.grant(
        actor=SYSTEM,
        account_id=account.pk,
        agency_id=city.root,
        role=Role.OPERATOR,
        valid_from=date(2026, 1, 1),
    )
    return int(account.pk)


def told(account_id: int) -> list[str]:
    return list(Notice.objects.filter(account=account_id).order_by("pk").values_list("title", flat=True))


def test_operators_of_an_agency_are_not_told_what_they_cannot_do(city: City) -> None:
    of_ward = seat("minh", city.ward)
    assert jobs.look_ahead() == 0
    assert told(own(of_ward)) == []


def test_operators_are_told_once_a_week_from_november_on(operator: int, city: City) -> None:
    with clock.at(datetime(2026, 10, 31, 1, tzinfo=UTC)):
        assert jobs.look_ahead() == 0
    monday = clock.now()
    for days in (0, 1, 6, 7):
        with clock.at(monday + timedelta(days)):
            jobs.look_ahead()
    assert told(operator) == ["Lịch nghỉ năm 2027 chưa được xác nhận"] * 2
    assert Notice.objects.exclude(account=operator).count() == 0
    assert Notice.objects.filter(account=operator)[0].url == "/ban-xu-ly/lich/nam/2027/thong-bao"


def test_nobody_is_told_of_a_year_that_is_confirmed(operator: int) -> None:
    places.confirm_year(actor=SYSTEM, year=2027, number="1/TB", issued_on=date(2026, 11, 2))
    assert jobs.look_ahead() == 0
    assert checking.warnings() == []


def test_the_check_says_it_soon_enough(city: City) -> None:
    (sentence,) = checking.warnings()
    assert sentence.startswith("The days off of 2027 are not confirmed")
    with clock.at(datetime(2026, 10, 31, 1, tzinfo=UTC)):
        assert checking.warnings() == []


def test_it_is_on_the_timetable() -> None:
    assert "ihanoi.operation.jobs.look_ahead" in {turn.call for turn in TIMETABLE}
