"""Operators find the officials of their own agencies, by name without accents, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest

from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Sought, officials
from ihanoi.people.words import Condition, Role
from tests.conftest import City
from tests.people.officials import own, seat


def names(city_actor: object, **sought: object) -> list[str]:
    return [row.name for row in people.officials(city_actor, Sought(**sought)).rows]  # type: ignore[arg-type]  # as given


def test_a_name_is_found_without_its_accents(city: City) -> None:
    operator = seat("đặng", city.ward)
    assert names(operator, name="can bo dan") == [operator.name]
    assert names(operator, name="handler") == ["Handler", "Second Handler"]
    assert names(operator, name="khong co") == []


def test_by_agency_role_and_state(city: City) -> None:
    operator = seat("minh", city.ward)
    assert names(operator, agency_id=city.division, role=Role.HANDLER) == ["Handler", "Second Handler"]
    assert names(operator, agency_id=city.office) == []
    actions.delegate(
        actor=city.handler, account_id=own(city.handler), delegate_id=own(city.second_handler),
        valid_from=date(2026, 11, 16), valid_to=date(2026, 11, 20), reason="Ốm",
    )  # fmt: skip
    assert names(operator, condition=Condition.AWAY) == ["Handler"]
    actions.leave(
        actor=operator, account_id=own(city.second_handler), last_day=date(2026, 11, 16), reason="Nghỉ hưu"
    )
    assert names(operator, condition=Condition.LEFT) == ["Second Handler"]
    assert "Second Handler" not in names(operator, condition=Condition.OPEN)
    actions.revoke(actor=operator, account_id=own(city.approver), agency_id=city.ward, role=Role.APPROVER)
    assert names(operator, condition=Condition.SEATLESS) == ["Approver"]
    assert people.condition_of(people.account(own(city.approver))).condition_label
    assert names(operator, condition=Condition.IDLE) == []


def test_a_whole_address_or_number_by_its_digest(city: City) -> None:
    operator = seat("minh", city.ward)
    address = people.account(own(city.handler)).email
    assert names(operator, name=f" {address.upper()} ") == ["Handler"]
    assert names(operator, name="0912 345 678") == []
    assert names(operator, name=people.account(own(city.sender)).email) == [], "a citizen is no official"


def test_nobody_sees_beyond_the_own_line(city: City) -> None:
    operator = seat("minh", city.ward)
    assert "Other Approver" not in names(operator)
    assert "Other Approver" in names(seat("city", city.root))
    assert names(city.assigner) == []
    assert people.official(operator, own(city.handler)).pk == own(city.handler)
    for stranger in (city.other_approver, city.sender):
        with pytest.raises(NotFound):
            people.official(operator, own(stranger))


def test_page_after_page(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    operator = seat("minh", city.ward)
    every = names(operator)
    walking = import_module("ihanoi.people.queries.officials")
    monkeypatch.setattr(walking, "PAGE", 2)
    monkeypatch.setattr(walking, "CHUNK", 3)
    walked: list[str] = []
    mark = ""
    while True:
        page = officials(operator, Sought(mark=mark))
        walked += [row.name for row in page.rows]
        if not (mark := page.next):
            break
    assert walked == every
    assert officials(operator, Sought(mark="x")).rows[0].name == every[0]


def test_seats_tell_their_days(city: City) -> None:
    with clock.at(clock.now() + timedelta(days=1)):
        actions.revoke(actor=SYSTEM, account_id=own(city.handler), agency_id=city.division, role=Role.HANDLER)
        actions.grant(actor=SYSTEM, account_id=own(city.handler), agency_id=city.ward, role=Role.APPROVER)
        seats = people.seats_held([own(city.handler)])[own(city.handler)]
    assert [(s.role, s.current) for s in seats] == [(Role.APPROVER, True), (Role.HANDLER, False)]
    assert people.governed(SYSTEM) >= {city.root, city.ward}
