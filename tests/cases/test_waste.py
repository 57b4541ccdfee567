"""Waste (R71–R76): the five steps in an agency and through a commune, each with its refusals and clocks."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.queries import Shelf
from ihanoi.cases.words import Clock, Kind, Role, State, Verb
from ihanoi.kernel.denials import Denied, Invalid
from tests.cases.kinds import department, due, head_of, lying, next_of, send
from tests.cases.stages import ANSWER
from tests.cases.test_telling import told
from tests.conftest import CUA_NAM, City

Upload = Callable[..., UUID]


@pytest.fixture
def case(city: City) -> Case:
    return send(city, Kind.WASTE)


def test_the_head_of_the_agency_receives(city: City, case: Case) -> None:  # W1
    assert (case.state, case.turn_role, case.turn_agency_id) == (State.SUBMITTED, Role.APPROVER, city.ward)
    assert due(case, Clock.RECEPTION) == "2026-11-16T17:30"
    with pytest.raises(Denied):
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    case = actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    assert (case.state, case.turn_role) == (State.RECEIVED, Role.APPROVER)
    assert (due(case, Clock.DISPATCH), due(case, Clock.HANDLING)) == ("2026-11-16T12:00", "2026-11-26T17:30")


def test_the_head_refuses_with_a_reason(city: City, case: Case) -> None:
    with pytest.raises(Denied):
        actions.refuse_reception(actor=city.assigner, case_id=case.pk, reason="incomplete", text="Thiếu nơi.")
    case = actions.refuse_reception(
        actor=city.approver, case_id=case.pk, reason="incomplete", text="Thiếu nơi."
    )
    assert case.state == State.REFUSED


def test_lists_show_it_to_the_head_and_not_to_the_assigner(city: City, case: Case) -> None:
    assert lying(city.approver, Shelf.RECEPTION) == [case.pk] and next_of(city.approver, case) == Verb.RECEIVE
    assert lying(city.assigner, Shelf.RECEPTION) == [] and next_of(city.assigner, case) == ""
    actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    assert lying(city.approver, Shelf.DISPATCH) == [case.pk] and next_of(city.approver, case) == Verb.ASSIGN
    assert lying(city.assigner, Shelf.DISPATCH) == lying(city.approver, Shelf.APPROVAL) == []


def test_five_steps_in_an_agency(city: City, case: Case, upload: Upload) -> None:
    actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    with pytest.raises(Denied):
        actions.assign(actor=city.assigner, case_id=case.pk, agency_id=city.other_ward)
    case = actions.assign(
        actor=city.approver, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )  # W2
    assert (case.state, due(case, Clock.DISPATCH)) == (State.ASSIGNED, "")
    case = _worked_on(city, case, upload)
    assert (case.state, case.turn_role) == (State.AWAITING_APPROVAL, Role.APPROVER)
    assert lying(city.approver, Shelf.APPROVAL) == [case.pk] and next_of(city.approver, case) == Verb.ANNOUNCE
    with pytest.raises(Denied):
        actions.approve(actor=city.approver, case_id=case.pk)
    with pytest.raises(Invalid):
        actions.announce(actor=city.approver, case_id=case.pk, public_text=" ")
    case = actions.announce(actor=city.approver, case_id=case.pk, public_text=case.public_text)  # W5
    assert (case.state, case.publication, case.outcome) == (State.PUBLISHED, "public", "explained")
    assert case.resolved_at == case.published_at == case.closed_at
    assert not case.clocks.filter(stopped_at=None).exists()
    rated = actions.rate(actor=city.sender, case_id=case.pk, value="satisfied")
    assert rated.rating == "satisfied"


def test_a_division_without_a_named_officer_names_one_itself(city: City, case: Case) -> None:
    actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    case = actions.assign(actor=city.approver, case_id=case.pk, agency_id=city.division)
    assert (case.turn_role, case.turn_agency_id) == (Role.ASSIGNER, city.division)
    case = actions.assign(
        actor=city.division_head, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    assert (case.turn_role, case.handler_id) == (Role.HANDLER, city.handler.account_id)


def test_five_steps_through_a_commune(city: City, upload: Upload) -> None:
    head = head_of(department())
    case = send(city, Kind.WASTE, agency_id=department())
    with pytest.raises(Denied):
        actions.transfer(actor=head, case_id=case.pk, agency_id=city.ward, reason="Trên địa bàn phường.")
    actions.receive(actor=head, case_id=case.pk, priority="complex")
    with pytest.raises(Invalid) as denied:
        actions.transfer(actor=head, case_id=case.pk, agency_id=city.root, reason="Không phải xã.")
    assert set(denied.value.errors) == {"agency_id"}
    case = actions.transfer(actor=head, case_id=case.pk, agency_id=city.ward, reason="Trên địa bàn phường.")
    assert (case.state, case.lead_id, case.bounces, case.priority) == (State.SUBMITTED, city.ward, 0, "")
    assert (case.turn_role, case.turn_agency_id) == (Role.APPROVER, city.ward)
    assert case.clocks.filter(name=Clock.RECEPTION).count() == 2
    assert case.clocks.filter(stopped_at=None).count() == 1
    actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    actions.assign(
        actor=city.approver, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )  # W3
    case = _worked_on(city, case, upload)
    case = actions.announce(actor=city.approver, case_id=case.pk, public_text=case.public_text)
    assert (case.state, case.lead_id) == (State.PUBLISHED, city.ward)


def test_what_a_handler_finds_inaccurate_the_head_refuses(city: City, case: Case) -> None:
    actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    actions.assign(
        actor=city.approver, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    actions.accept(actor=city.handler, case_id=case.pk)
    case = actions.refuse_handling(
        actor=city.handler, case_id=case.pk, reason="inaccurate", text="Nhà vẫn mở cửa hằng ngày."
    )
    assert (case.state, case.turn_role, case.turn_agency_id) == (State.RETURNED, Role.APPROVER, city.ward)
    assert lying(city.approver, Shelf.DISPATCH) == [case.pk]
    case = actions.refuse_after_check(
        actor=city.approver, case_id=case.pk, reason="incomplete", text="Đã kiểm tra, nhà vẫn dùng."
    )
    assert case.state == State.REFUSED


def test_what_is_addressed_to_nobody_the_dispatcher_places(city: City) -> None:
    case = send(city, Kind.WASTE, agency_id=None)
    assert (case.lead_id, case.turn_role) == (city.root, Role.APPROVER)
    assert ("dispatcher", "submit", "ban-xu-ly") in told(city)
    assert (
        lying(city.dispatcher, Shelf.PLACING) == [case.pk] and next_of(city.dispatcher, case) == Verb.TRANSFER
    )
    case = actions.transfer(
        actor=city.dispatcher, case_id=case.pk, agency_id=city.ward, reason="Trên địa bàn phường."
    )
    assert (case.lead_id, case.turn_role) == (city.ward, Role.APPROVER)
    assert {who for who, _verb, _url in told(city)} == {"approver", "sender"}


def test_a_confidential_sender_is_told_by_nothing_public(city: City) -> None:
    name = city.sender.name
    case = send(
        city, Kind.WASTE, confidential=True, lat=CUA_NAM[0], lon=CUA_NAM[1], address="12 Lý Thường Kiệt",
        text=f"Tôi là {name}, nhà văn hóa cạnh nhà khóa cửa từ năm 2023.",
    )  # fmt: skip
    assert case.round_position and name not in case.public_text + case.public_title
    assert name.casefold() not in case.folded and "ly thuong kiet" not in case.folded


def _worked_on(city: City, case: Case, upload: Upload) -> Case:
    """W4: the handler records the result."""
    actions.accept(actor=city.handler, case_id=case.pk)
    return actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer=ANSWER,
        outcome="explained",
        files={upload(city.handler): "photo"},
    )


@pytest.mark.parametrize(
    ("given", "wrong"), [({"matter": "gold"}, "matter"), ({"agency_id": 0}, "agency_id")]
)
def test_what_is_in_no_list_is_refused(city: City, given: dict[str, object], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        send(city, Kind.WASTE, **given)
    assert set(refused.value.errors) == {wrong}
