"""By which calendar an agency works, from day to day, and that due times already given stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case, CaseClock
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions, queries
from ihanoi.places import actions as places
from ihanoi.places import queries as read_places
from ihanoi.places.models import Calendar
from tests.conftest import City

EARLY = {n: [["07:00", "11:00"]] for n in range(5)}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What is rolled back must not be kept."""
    yield
    queries.forget()
    read_places.forget()


@pytest.fixture
def early(city: City) -> Calendar:
    """Mornings only, from today on."""
    calendar = places.create_calendar(actor=SYSTEM, name="Chỉ làm sáng")
    places.change_hours(actor=SYSTEM, code=calendar.code, week=EARLY, valid_from=clock.today())
    return calendar


def test_an_agency_works_by_a_calendar_from_a_day_on_and_its_divisions_with_it(
    city: City, early: Calendar
) -> None:
    today = clock.today()
    later, last = today + timedelta(7), today + timedelta(14)
    actions.assign_calendar(actor=SYSTEM, agency_id=city.ward, calendar_id=early.pk, valid_from=later)
    actions.assign_calendar(actor=SYSTEM, agency_id=city.ward, calendar_id=None, valid_from=last)
    for agency_id in (city.ward, city.division):
        found = [queries.calendar_of(agency_id, day) for day in (today, later, last - timedelta(1), last)]
        assert found == [None, early.pk, early.pk, None]
    assert queries.calendar_of(city.other_ward, later) is None
    assert queries.calendar_of(city.ward) is None
    with clock.at(clock.now() + timedelta(8)):
        assert queries.calendar_of(city.ward) == early.pk
        uses = queries.calendar_uses()
    assert [(use.calendar_name, use.is_current, use.is_planned) for use in uses] == [
        ("", False, True), ("Chỉ làm sáng", True, False),
    ]  # fmt: skip
    assert journal.history("agency", city.ward)[-1].verb == "assign_calendar"


def test_a_division_may_have_a_calendar_besides_that_of_its_agency(city: City, early: Calendar) -> None:
    actions.assign_calendar(
        actor=SYSTEM, agency_id=city.division, calendar_id=early.pk, valid_from=clock.today()
    )
    assert (queries.calendar_of(city.division), queries.calendar_of(city.ward)) == (early.pk, None)


def test_a_day_decided_twice_is_as_the_second_time_said(city: City, early: Calendar) -> None:
    for calendar_id in (early.pk, None):
        actions.assign_calendar(
            actor=SYSTEM, agency_id=city.ward, calendar_id=calendar_id, valid_from=clock.today()
        )
    assert queries.calendar_of(city.ward) is None
    assert len(queries.calendar_uses()) == 1


def test_due_times_already_given_stay_and_new_ones_follow(
    city: City, early: Calendar, submitted: Callable[..., Case]
) -> None:
    old = submitted()
    before = CaseClock.objects.get(case=old).due_at
    actions.assign_calendar(actor=SYSTEM, agency_id=city.ward, calendar_id=early.pk, valid_from=clock.today())
    new = submitted(text="Ổ gà sâu trước số 31 phố Trần Quốc Toản, xe máy dễ ngã.")
    assert CaseClock.objects.get(case=old).due_at == before
    fresh = CaseClock.objects.get(case=new)
    assert fresh.due_at != before
    assert fresh.trace["calendar"] == "Chỉ làm sáng"
    cases.receive(actor=city.assigner, case_id=old.pk, priority="normal")
    assert not CaseClock.objects.get(case=old, name="reception").late


def test_due_times_given_before_a_notice_stay(city: City, submitted: Callable[..., Case]) -> None:
    old = submitted()
    before = CaseClock.objects.get(case=old)
    day = clock.today()
    places.set_day(actor=SYSTEM, day=day, name="Bão")
    places.import_year(
        actor=SYSTEM, year=2026, data=f"ngày,loại,giờ,tên\n{day:%d/%m/%Y},nghỉ,,Bão lớn".encode(),
        number="1/TB", issued_on=day,
    )  # fmt: skip
    after = CaseClock.objects.get(case=old)
    assert (after.due_at, after.trace) == (before.due_at, before.trace)
    new = submitted(text="Ổ gà sâu trước số 31 phố Trần Quốc Toản, xe máy dễ ngã.")
    assert CaseClock.objects.get(case=new).due_at > before.due_at


def test_the_past_stays_and_only_the_operator_changes_it(city: City, early: Calendar) -> None:
    yesterday, today = clock.today() - timedelta(1), clock.today()
    with pytest.raises(Invalid):
        actions.assign_calendar(actor=SYSTEM, agency_id=city.ward, calendar_id=early.pk, valid_from=yesterday)
    with pytest.raises(Invalid):
        actions.assign_calendar(actor=SYSTEM, agency_id=city.ward, calendar_id=0, valid_from=today)
    with pytest.raises(NotFound):
        actions.assign_calendar(actor=SYSTEM, agency_id=0, calendar_id=early.pk, valid_from=today)
    with pytest.raises(Denied):
        actions.assign_calendar(
            actor=city.approver, agency_id=city.ward, calendar_id=early.pk, valid_from=today
        )
