"""The gate is written twice, for the database and for a row that has been read: both let through the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, combinations, product
from uuid import UUID

import pytest

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.queries.gate import sees, visible_to
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


@pytest.fixture
def cases(city: City, submitted: Submit, upload: Upload) -> list[Case]:
    """At the ward, at its division, with an agency that helps, at the city, closed, and of another sender."""
    shared = bring(submitted(), "received", city, upload)
    actions.assign(
        actor=city.assigner,
        case_id=shared.pk,
        agency_id=city.division,
        handler_id=city.handler.account_id,
        cooperating=[city.office, city.other_ward],
    )
    people_actions.declare(actor=city.assigner, citizen_id="001000000003")
    people_actions.set_contact(actor=city.assigner, contact=people.Contact("phone", "0900000003"))
    made = [
        submitted(),
        bring(submitted(), "handling", city, upload),
        shared,
        submitted(by_person=True),
        bring(submitted(), "withdrawn", city, upload),
        submitted(city.neighbour),
        submitted(city.assigner),
    ]
    return [Case.objects.get(pk=case.pk) for case in made]


def actors(city: City) -> Iterator[Actor]:
    """Everybody with up to two seats in the agencies of these cases or beside them; senders, officers, strangers."""
    where = (city.root, city.ward, city.division, city.office, city.other_ward)
    seats = [Seat(role.value, agency) for role, agency in product(Role, where)]
    accounts = [10**9, city.sender.account_id, city.assigner.account_id]
    held = chain([()], combinations(seats, 1), combinations(seats, 2))
    yield from (PUBLIC, SYSTEM, Actor(None, seats=(seats[0],)))
    yield from (Actor(account, seats=found) for found in held for account in accounts)


def test_both_gates_let_through_the_same(city: City, cases: list[Case]) -> None:
    answers = set()
    for actor in actors(city):
        through = set(visible_to(actor).values_list("pk", flat=True))
        for case in cases:
            assert sees(actor, case) == (case.pk in through), (actor, case.state)
            answers.add((case.pk, case.pk in through))
    assert answers == set(product((case.pk for case in cases), (True, False)))  # each is hidden from somebody
