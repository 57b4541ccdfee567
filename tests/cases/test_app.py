"""Opinions on the platform (R30): to the agency that runs it, whatever agency is named; then as any other report."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from ihanoi.cases import actions
from ihanoi.cases.words import Clock, Kind, Role, State, Verb
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people
from ihanoi.people.words import Role as Seat
from tests.cases.kinds import due, next_of, seated, send
from tests.cases.stages import ANSWER
from tests.conftest import City


@pytest.fixture
def runs(city: City) -> int:
    """The agency that runs the platform."""
    return send(city, Kind.APP, agency_id=None).lead_id


def test_it_goes_to_the_operator_of_the_platform(city: City, runs: int) -> None:
    assert people.agency(runs).code == "ttpvhcc"
    assert send(city, Kind.APP, agency_id=city.ward).lead_id == runs


def test_it_needs_no_place_but_words_and_consent(city: City) -> None:
    with pytest.raises(Invalid) as denied:
        send(city, Kind.APP, text="Lỗi")
    assert set(denied.value.errors) == {"text"}
    with pytest.raises(Invalid) as denied:
        send(city, Kind.APP, consent=False)
    assert set(denied.value.errors) == {"consent"}


def test_it_is_received_answered_and_published_as_two_decisions(
    city: City, runs: int, upload: Callable[..., UUID]
) -> None:
    assigner = seated("phan-cong", Seat.ASSIGNER, runs)
    handler = seated("xu-ly", Seat.HANDLER, runs)
    approver = seated("duyet", Seat.APPROVER, runs)
    case = send(city, Kind.APP)
    assert (case.turn_role, case.turn_agency_id) == (Role.ASSIGNER, runs)
    assert due(case, Clock.RECEPTION) == "2026-11-16T17:30"
    with pytest.raises(Denied):
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    case = actions.receive(actor=assigner, case_id=case.pk, priority="normal")
    assert (due(case, Clock.DISPATCH), due(case, Clock.HANDLING)) == ("2026-11-16T12:00", "2026-11-26T17:30")
    actions.assign(actor=assigner, case_id=case.pk, agency_id=runs, handler_id=handler.account_id)
    actions.accept(actor=handler, case_id=case.pk)
    actions.submit_result(
        actor=handler, case_id=case.pk, answer=ANSWER, outcome="fixed", files={upload(handler): "photo"}
    )
    assert next_of(approver, case) == Verb.APPROVE
    assert actions.approve(actor=approver, case_id=case.pk).state == State.RESOLVED
    assert actions.keep_private(actor=approver, case_id=case.pk, reason="Việc nhỏ.").publication == "private"
