"""Two hands at the same moment on what may happen once: real threads, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied
from ihanoi.media import actions as media
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.cases.stages import bring
from tests.conftest import MONDAY, City, build_city, picture
from tests.faults.test_two_at_once import submit, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> Iterator[City]:
    """The small city, committed, with a second approver in the ward."""
    with clock.at(MONDAY):
        with transaction.atomic():
            built = build_city()
            new = people_actions.NewAccount("second-approver@example.org", "Second Approver")
            account = people_actions.create_account(actor=SYSTEM, new=new)
            seat = {"agency_id": built.ward, "role": Role.APPROVER, "valid_from": date(2025, 7, 1)}
            people_actions.grant(actor=SYSTEM, account_id=account.pk, **seat)
            built.actors["second_approver"] = people.actor_for(account)
        yield built


def _awaiting(city: City) -> Case:
    def upload(actor: object, colour: str = "grey") -> object:
        return media.receive(actor=actor, stream=picture(colour), name="anh.jpg").id  # type: ignore[arg-type]  # an Actor

    return bring(submit(city.sender), "awaiting_approval", city, upload)


def test_of_two_approvers_one_approves(city: City) -> None:
    case = _awaiting(city)
    outcomes = together(
        *(
            lambda actor=actor: actions.approve(actor=actor, case_id=case.pk, seen=case.version)
            for actor in (city.approver, city.second_approver)
        ),
        *(
            lambda actor=actor: actions.reject_result(
                actor=actor, case_id=case.pk, missing="Cần ảnh sau khi lắp."
            )
            for actor in (city.second_approver, city.approver)
        ),
    )
    assert sum(not isinstance(each, Denied) for each in outcomes) == 1
    verbs = [entry.verb for entry in journal.history("case", case.pk)]
    assert len([verb for verb in verbs if verb in ("approve", "reject_result")]) == 1
    assert journal.verify().sound


def test_ratings_at_once_are_one(city: City) -> None:
    case = _awaiting(city)
    actions.approve(actor=city.approver, case_id=case.pk)
    actions.publish(actor=city.approver, case_id=case.pk, public_text="Vỉa hè bong gạch.")
    outcomes = together(
        *(lambda: actions.rate(actor=city.sender, case_id=case.pk, value="satisfied") for _ in range(8))
    )
    assert sum(not isinstance(each, Denied) for each in outcomes) == 1
    assert [entry.verb for entry in journal.history("case", case.pk)].count("rate") == 1
