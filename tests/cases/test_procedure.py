"""Regulations and administrative procedures (R7, R69): classified at reception, answered or sent on in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.queries import Shelf
from ihanoi.cases.words import Classification, Clock, Kind, State, Verb, Why
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.notifications.models import Notice
from tests.cases.kinds import department, due, lying, next_of, send
from tests.cases.stages import ANSWER
from tests.conftest import MONDAY, City

Upload = Callable[..., UUID]


@pytest.fixture
def case(city: City) -> Case:
    return send(city, Kind.PROCEDURE)


def test_it_names_the_procedure(city: City) -> None:
    with pytest.raises(Invalid) as denied:
        send(city, Kind.PROCEDURE, procedure=" ")
    assert set(denied.value.errors) == {"procedure"}


def test_it_must_be_sent_on_within_five_working_days_of_its_arrival(case: Case) -> None:
    assert (due(case, Clock.RECEPTION), due(case, Clock.FORWARDING)) == (
        "2026-11-16T17:30",
        "2026-11-23T17:30",
    )


@pytest.mark.parametrize("found", [Classification.OWN, Classification.BEHAVIOUR])
def test_what_is_ours_is_answered_in_fifteen_days(city: City, case: Case, found: str) -> None:
    with pytest.raises(Invalid):
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    case = actions.receive(actor=city.assigner, case_id=case.pk, classification=found)
    assert (case.state, case.classification, case.priority) == (State.RECEIVED, found, "normal")
    assert due(case, Clock.FORWARDING) == "" and due(case, Clock.HANDLING) == "2026-12-01T17:30"
    assert next_of(city.assigner, case) == Verb.ASSIGN
    with pytest.raises(Denied) as denied:
        actions.classify(actor=city.assigner, case_id=case.pk, classification=Classification.OWN)
    assert denied.value.reason == Why.CLASSED_AS_OURS


def test_a_class_that_is_none_is_refused(city: City, case: Case) -> None:
    with pytest.raises(Invalid) as denied:
        actions.receive(actor=city.assigner, case_id=case.pk, classification="form")
    assert set(denied.value.errors) == {"classification"}


def test_what_is_anothers_waits_to_be_sent_on_and_nobody_works_on_it(city: City, case: Case) -> None:
    case = actions.receive(actor=city.assigner, case_id=case.pk, classification=Classification.OTHER)
    assert case.clocks.get(name=Clock.RECEPTION).stopped_at
    assert due(case, Clock.FORWARDING) == "2026-11-23T17:30"
    assert due(case, Clock.DISPATCH) == due(case, Clock.HANDLING) == ""
    assert lying(city.assigner, Shelf.DISPATCH) == [case.pk] and next_of(city.assigner, case) == Verb.TRANSFER
    assert queries.moves_of(city.assigner, case.code)[1].primary == Verb.TRANSFER
    with pytest.raises(Denied) as denied:
        actions.assign(actor=city.assigner, case_id=case.pk, agency_id=city.division)
    assert denied.value.reason == Why.CLASSED_AS_OTHERS


def test_it_is_sent_on_to_any_agency_which_classifies_anew(city: City, case: Case) -> None:
    actions.receive(actor=city.assigner, case_id=case.pk, classification=Classification.OTHER)
    with clock.at(MONDAY + timedelta(days=1)):
        case = actions.transfer(
            actor=city.assigner, case_id=case.pk, agency_id=department(), reason="Thuộc Sở Xây dựng."
        )
        assert (case.state, case.lead_id, case.classification) == (State.SUBMITTED, department(), "")
        assert due(case, Clock.RECEPTION) == "2026-11-17T17:30"
        assert due(case, Clock.FORWARDING) == "2026-11-25T17:30"  # 24/11 is a holiday


def test_a_finding_can_be_corrected(city: City, case: Case) -> None:
    actions.receive(actor=city.assigner, case_id=case.pk, classification=Classification.OTHER)
    with pytest.raises(Invalid):
        actions.classify(actor=city.assigner, case_id=case.pk, classification=Classification.OTHER)
    case = actions.classify(actor=city.assigner, case_id=case.pk, classification=Classification.BEHAVIOUR)
    assert (case.state, case.classification) == (State.RECEIVED, Classification.BEHAVIOUR)
    assert due(case, Clock.FORWARDING) == "" and due(case, Clock.DISPATCH) == "2026-11-16T12:00"
    assert due(case, Clock.HANDLING) == "2026-12-01T17:30"


@pytest.mark.parametrize(
    ("found", "title", "text"),
    [
        (Classification.OWN, "UBND phường Cửa Nam đã tiếp nhận", "Có kết quả trước 17:30 thứ Ba 1/12."),
        (
            Classification.OTHER,
            "UBND phường Cửa Nam đã nhận và sẽ chuyển đúng nơi",
            "trước 17:30 thứ Hai 23/11.",
        ),
    ],
)
def test_the_sender_is_told_what_was_found(city: City, case: Case, found: str, title: str, text: str) -> None:
    actions.receive(actor=city.assigner, case_id=case.pk, classification=found)
    journal.deliver()
    notice = Notice.objects.get(account=city.sender.account_id, verb=Verb.RECEIVE)
    assert notice.title == title and notice.body.endswith(text)


def test_a_complaint_is_refused_with_guidance(city: City) -> None:
    case = send(city, Kind.PROCEDURE, text="Tôi gửi đơn khiếu nại quyết định thu hồi đất của phường.")
    assert any("khiếu nại" in remark for remark in queries.remarks(case.text))
    guidance = queries.channelled(case.text)
    assert guidance is not None
    case = actions.refuse_reception(
        actor=city.assigner, case_id=case.pk, reason="other_channel", text=str(guidance.advice)
    )
    assert case.state == State.REFUSED and not case.clocks.filter(stopped_at=None).exists()


def test_answer_and_publication_are_two_decisions(city: City, case: Case, upload: Upload) -> None:
    actions.receive(actor=city.assigner, case_id=case.pk, classification=Classification.OWN)
    actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    actions.accept(actor=city.handler, case_id=case.pk)
    actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer=ANSWER,
        outcome="explained",
        files={upload(city.handler): "letter"},
    )
    assert next_of(city.approver, case) == Verb.APPROVE
    assert actions.approve(actor=city.approver, case_id=case.pk).state == State.RESOLVED
    done = actions.publish(actor=city.approver, case_id=case.pk, public_text=case.public_text)
    assert done.state == State.PUBLISHED
    assert queries.open_case(city.neighbour, case.code).procedure == "Đăng ký kết hôn"
