"""The city on the eve of 1/7/2025, when the districts ended: seats in a district, an old ward and new wards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import actions as places
from ihanoi.routing import actions as routing
from tests.conftest import CITIZENS, CUA_NAM, City

EVE = datetime(2025, 6, 30, 1, 0, tzinfo=UTC)  # Monday 30/6/2025, 08:00 in Hanoi
MIDNIGHT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)  # the first moment of 1/7/2025 in Hanoi
FIRST_DAY = date(2025, 7, 1)
BEFORE, LAST = date(2024, 6, 28), date(2025, 6, 30)

SEATS = {
    "assigner": (Role.ASSIGNER, "quan-hoan-kiem", BEFORE),
    "handler": (Role.HANDLER, "quan-hoan-kiem", BEFORE),
    "approver": (Role.APPROVER, "quan-hoan-kiem", BEFORE),
    "old_assigner": (Role.ASSIGNER, "phuong-cua-nam-quan-hoan-kiem", BEFORE),
    "dispatcher": (Role.DISPATCHER, "ubnd-tp", BEFORE),
    "overseer": (Role.OVERSEER, "ubnd-tp", BEFORE),
    "ward_assigner": (Role.ASSIGNER, "phuong-cua-nam", FIRST_DAY),
    "ward_approver": (Role.APPROVER, "phuong-cua-nam", FIRST_DAY),
    "other_assigner": (Role.ASSIGNER, "phuong-hoan-kiem", FIRST_DAY),
    "labour": (Role.ASSIGNER, "so-noi-vu", BEFORE),
}


def code(name: str) -> int:
    """The id of an agency by its code."""
    found = people.agency_by_code(name)
    assert found is not None, name
    return found.id


def build() -> City:
    """`city.ward` and `city.division` are the district: the stages of tests/cases lead through it."""
    places.install_units()
    places.install_calendars()
    people_actions.install_agencies()
    routing.install_fields(actor=SYSTEM)
    actions.install_numbers(actor=SYSTEM)
    district = code("quan-hoan-kiem")
    city = City(people.city().id, district, district, district, code("phuong-cua-nam"))
    for name, (role, agency, since) in SEATS.items():
        account = _account(name)
        people_actions.grant(
            actor=SYSTEM, account_id=account.pk, agency_id=code(agency), role=role, valid_from=since
        )
        city.actors[name] = people.actor_for(account)
    for name, said in CITIZENS.items():
        city.actors[name] = people.actor_for(_account(name, **said))
    return city


def again(actor: Actor) -> Actor:
    """The actor with the seats of the day that it is now."""
    assert actor.account_id is not None
    return people.actor_for(people.account(actor.account_id))


def _account(name: str, **said: str) -> Any:
    email = f"{name.replace('_', '-')}@example.org"
    new = people_actions.NewAccount(email, name.replace("_", " ").title(), **said)
    return people_actions.create_account(actor=SYSTEM, new=new)


def send(city: City, agency: str = "quan-hoan-kiem", **given: Any) -> Case:
    """A report that the dispatcher gave to an agency."""
    said: dict[str, Any] = {
        "text": "Vỉa hè bong gạch trước số 29 phố Trần Quốc Toản, người già dễ vấp ngã.",
        "consent": True, "lat": CUA_NAM[0], "lon": CUA_NAM[1], "address": "29 Trần Quốc Toản", "by_person": True,
    }  # fmt: skip
    case = actions.submit(actor=city.sender, report=actions.Report(**(said | given)))
    return actions.transfer(
        actor=city.dispatcher, case_id=case.pk, agency_id=code(agency), reason="Đúng địa bàn."
    )
