"""What the router proposed and what became of it; and the sender's right to a person (R33, R41)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ihanoi.cases import actions, jobs, queries
from ihanoi.cases.models import Case
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor, Seat
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import actions as rules
from ihanoi.routing import queries as routing
from ihanoi.routing.words import Way
from tests.conftest import City

Submit = Callable[..., Case]
RUBBISH = "Xe ba gác đổ trộm rác thải xây dựng thành đống trước cửa nhà dân."


@pytest.fixture
def sent(submitted: Submit) -> Submit:
    """Submit, about rubbish in Cửa Nam unless something else is said."""

    def send(**given: Any) -> Case:
        unit = next(u for u in places.units() if u.name == "Phường Cửa Nam")
        return submitted(**({"text": RUBBISH, "unit_id": unit.id} | given))

    return send


def fate(case: Case) -> Any:
    while journal.deliver().delivered:
        pass
    return routing.fate(case.pk)


def test_the_proposal_stands_in_the_history(city: City, sent: Submit) -> None:
    case = sent()
    said = history.data_of("case", [(case.pk, 1)])[case.pk, 1]["routed"]
    assert said["way"] == Way.AUTOMATIC
    assert said["agency"] == case.lead_id == city.ward
    assert said["rules"] == routing.in_force()
    assert said["confidence"] >= said["threshold"]


def test_what_was_proposed_is_compared_with_who_received_it(city: City, sent: Submit) -> None:
    case = sent()
    proposed = fate(case)
    assert (proposed.way, proposed.agency_id, proposed.settled_at) == (Way.AUTOMATIC, city.ward, None)
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    settled = fate(case)
    assert (settled.settled_agency_id, settled.settled_field_id, settled.moves) == (
        city.ward,
        case.field_id,
        0,
    )


def test_the_officers_field_is_what_counts(city: City, sent: Submit) -> None:
    case = sent()
    other = routing.field_by_code("cay-xanh")
    assert other is not None
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal", field_id=other.id)
    assert (fate(case).field_id, fate(case).settled_field_id) == (case.field_id, other.id)


def test_a_move_is_counted_once_however_often_it_is_told(city: City, sent: Submit) -> None:
    case = sent()
    actions.send_up(actor=city.assigner, case_id=case.pk, reason="Thuộc Sở Xây dựng.")
    assert fate(case).moves == 1
    seq = fate(case).moved_seq
    moved = actions.Placed(case.pk, seq, "send_up", clock.now())
    actions.keep_decisions(actor=city.dispatcher, moves=[moved, moved])
    assert fate(case).moves == 1
    assert history.data_of("case", [(case.pk, seq)])[case.pk, seq]["reason"] == "Thuộc Sở Xây dựng."


def test_nothing_recognisable_waits_for_the_dispatcher_who_chooses(city: City, sent: Submit) -> None:
    case = sent(text="Chỗ này kỳ lắm, nhờ các bác ghé xem giúp cho bà con với ạ.", unit_id=None)
    assert case.lead_id == city.root
    proposed = fate(case)
    assert proposed.way == Way.ABSTAINED
    actions.transfer(actor=city.dispatcher, case_id=case.pk, agency_id=city.ward, reason="Thuộc địa bàn.")
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    assert fate(case).settled_agency_id == city.ward


def test_who_asks_for_a_person_is_not_routed_by_a_machine(city: City, sent: Submit) -> None:
    case = sent(by_person=True)
    assert case.lead_id == people.city().id
    kept = fate(case)
    assert (kept.way, kept.agency_id) == (Way.ASKED, city.ward)
    mine = queries.my_case(city.sender, case.code)
    assert not mine.may_ask_person
    assert "theo ý bạn" in mine.lines[-1].took


def test_the_sender_is_told_and_may_ask_until_it_is_received(city: City, sent: Submit) -> None:
    case = sent()
    assert queries.receipt(city.sender, case.code).is_automatic
    assert queries.my_case(city.sender, case.code).may_ask_person
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    assert not queries.my_case(city.sender, case.code).may_ask_person


def test_many_past_reports_are_tried_by_the_worker(
    city: City, sent: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent()
    operator = Actor(city.overseer.account_id, "Quản Trị", (Seat("operator", city.root),))
    draft = rules.begin_draft(actor=operator, note="Thử")
    monkeypatch.setattr("ihanoi.cases.actions.deciding.AT_ONCE", 0)
    actions.replay(actor=operator, set_id=draft.pk, days=30)
    waiting = routing.last_replay(operator, draft.pk)
    assert waiting is not None
    assert (waiting.total, waiting.done, waiting.ended_at) == (1, 0, None)
    with pytest.raises(Denied, match="Đang chạy thử"):
        actions.replay(actor=operator, set_id=draft.pk, days=30)
    jobs.replay(replay_id=waiting.id, since=waiting.since.isoformat())
    ended = routing.last_replay(operator, draft.pk)
    assert ended is not None
    assert (ended.done, ended.changed) == (1, 0)
    assert ended.ended_at is not None
