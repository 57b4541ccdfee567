"""How far the operator of one ward reaches: what binds all agencies, and what lies in another, stays the city's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from ihanoi.accountability import actions as accountability
from ihanoi.accountability import queries as duties
from ihanoi.accountability.models import Threshold
from ihanoi.cases import actions as cases
from ihanoi.cases import queries as case_queries
from ihanoi.cases.models import Case
from ihanoi.cases.queries import gate
from ihanoi.config.access import ACCESS
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import AgencyCalendar
from ihanoi.people.regulation import GIVEN_BY_THE_CITY
from ihanoi.people.words import Role
from ihanoi.places import actions as places
from ihanoi.places import queries as place_queries
from ihanoi.privacy import queries as privacy
from tests.conftest import City
from tests.people.officials import again, own, seat

CALENDARS = "/ban-xu-ly/lich"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What is rolled back must not be kept."""
    yield
    people.forget()
    place_queries.forget()


@pytest.fixture
def operator(city: City) -> Actor:
    return seat("minh", city.other_ward)


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(people.account(own(actor)), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", list(Role))
def test_the_roles_that_the_city_gives_are_those_that_reach_all_of_it(
    city: City, submitted: Callable[..., Case], role: Role
) -> None:
    """Held in another ward: whoever then sees a case, its paper or a request is in the table, and nobody else."""
    case, actor = submitted(confidential=True), seat("ai", city.other_ward, role)
    reaches = gate.sees(actor, case) or duties.sees_all(actor) or privacy.guards(actor)
    assert reaches == (role in GIVEN_BY_THE_CITY)


def test_no_role_of_the_city_is_taken_by_an_operator_of_a_ward(
    operator: Actor, city: City, submitted: Callable[..., Case]
) -> None:
    """Neither for oneself nor for an accomplice, and so no sender of another ward is unsealed."""
    case = submitted(confidential=True)
    browser, accomplice = enter(operator), seat("em", city.other_ward, Role.HANDLER)
    for account_id in (own(operator), own(accomplice)):
        for role in GIVEN_BY_THE_CITY:
            given = {"agency_id": city.other_ward, "role": role, "valid_from": "2026-11-16"}
            answer = browser.post(reverse("desk:grant-seat", args=[account_id]), given)
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for actor in (again(operator), again(accomplice)):
        with pytest.raises(NotFound):
            cases.unseal(actor=actor, case_id=case.pk, reason="Tôi muốn biết người gửi là ai, lý do bịa đặt.")
    assert browser.get(reverse("desk:privacy")).status_code == HTTPStatus.NOT_FOUND


def test_what_binds_all_agencies_is_changed_by_operators_of_the_city(operator: Actor, city: City) -> None:
    day, before = clock.today(), Threshold.objects.count()
    row = case_queries.limit_rows()[0]
    limit = {"kind": row.kind, "clock": row.clock, "priority": row.priority, "amount": 99, "unit": row.unit}
    for act in (
        lambda who: cases.set_limit(actor=who, **limit, valid_from=date(2026, 12, 1)),
        lambda who: cases.set_sample_rate(actor=who, percent=1, valid_from=day),
        lambda who: accountability.set_threshold(actor=who, name="late_percent", value=99, valid_from=day),
        lambda who: places.set_day(actor=who, day=date(2026, 12, 1), name="Nghỉ"),
        lambda who: places.create_calendar(actor=who, name="Lịch riêng"),
    ):
        with pytest.raises(Denied):
            act(operator)
        act(seat(f"quan-{act.__code__.co_firstlineno}", city.root))
    assert Threshold.objects.count() == before + 1


def test_and_its_pages_are_not_there_for_others(operator: Actor) -> None:
    browser, line = enter(operator), case_queries.limit_rows()[0]
    given = [each for each in (line.kind, line.clock, line.priority) if each]
    assert browser.post(reverse("desk:set-limit", args=given)).status_code == HTTPStatus.NOT_FOUND
    for name in ("numbers", "recount", "simulations", "rules"):
        assert browser.get(reverse(f"desk:{name}")).status_code == HTTPStatus.NOT_FOUND
    for name in ("calendars", "thresholds"):
        assert browser.get(reverse(f"desk:{name}")).status_code == HTTPStatus.OK, "to be looked at"
        assert browser.post(reverse(f"desk:{name}")).status_code == HTTPStatus.FORBIDDEN
    menu = browser.get(reverse("desk:menu")).content.decode()
    assert reverse("desk:accounts") in menu and reverse("desk:calendars") in menu
    assert not any(
        reverse(f"desk:{name}") in menu for name in ("numbers", "recount", "simulations", "thresholds")
    )


def test_administration_says_of_each_address_whether_it_is_the_city_s() -> None:
    """A new page of administration is the city's unless it stands here: each of these looks at the agency itself."""
    of_agencies = {name for name, row in ACCESS.items() if row.administration and not row.at_city}
    assert of_agencies == {
        f"desk:{name}" for name in (
            "accounts", "invite", "invite-again", "take-back-invitation", "account", "grant-seat", "revoke-seat",
            "away", "leave-office", "reopen-account", "reset-second", "unlock-account", "seat-reviews", "seat-review",
            "assign-calendar",
        )
    }  # fmt: skip


def test_an_agency_chooses_its_own_calendar_and_no_other_s(operator: Actor, city: City) -> None:
    own_hours = places.create_calendar(actor=SYSTEM, name="Cả sáng thứ Bảy")
    browser, given = enter(operator), {"calendar_id": own_hours.pk, "valid_from": "2026-11-17"}
    shown = browser.get(CALENDARS).content.decode()
    assert f'value="{city.other_ward}"' in shown and f'value="{city.ward}"' not in shown
    assert "Tạo lịch" not in shown
    address = reverse("desk:assign-calendar")
    elsewhere = browser.post(address, {**given, "agency_id": city.ward})
    assert elsewhere.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(address, {**given, "agency_id": city.other_ward})["Location"] == CALENDARS
    assert [row.agency_id for row in AgencyCalendar.objects.all()] == [city.other_ward]
    with pytest.raises(Denied):
        people_actions.assign_calendar(
            actor=operator, agency_id=city.ward, calendar_id=None, valid_from=clock.today()
        )
    assert enter(city.overseer).post(address, given).status_code == HTTPStatus.NOT_FOUND
