"""Each way back: refused, sent up, transferred, returned, rejected, withdrawn, merged, reopened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.words import State, Why
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from tests.cases.stages import AGREED, ANSWER, bring
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def denied(act: Callable[..., object], **given: Any) -> Denied:
    """The denial, having changed nothing of the case."""
    before = Case.objects.filter(pk=given["case_id"]).values().get()
    with pytest.raises(Denied) as caught:
        act(**given)
    assert Case.objects.filter(pk=given["case_id"]).values().get() == before
    return caught.value


def test_refused_at_reception(city: City, submitted: Submit) -> None:
    pk = submitted().pk
    asked: dict[str, Any] = {"actor": city.assigner, "case_id": pk, "text": "Thiếu địa chỉ"}
    refusal = denied(actions.refuse_reception, **asked, reason="")
    assert isinstance(refusal, Invalid)
    assert list(refusal.errors) == ["reason"]
    case = actions.refuse_reception(
        actor=city.assigner, case_id=pk, reason="incomplete", text="Thiếu địa chỉ"
    )
    assert (case.state, case.turn_role, case.due_at, case.listed) == ("refused", "", None, True)
    assert not case.clocks.filter(stopped_at__isnull=True).exists()


def test_an_improper_report_leaves_the_public_lists(city: City, submitted: Submit) -> None:
    case = actions.refuse_reception(
        actor=city.assigner, case_id=submitted().pk, reason="wording", text="Lời lẽ xúc phạm"
    )
    assert not case.listed


def test_send_up_starts_a_new_reception_clock_at_the_city(city: City, submitted: Submit) -> None:
    pk = submitted().pk
    with clock.at(MONDAY + timedelta(hours=1)):
        case = actions.send_up(actor=city.assigner, case_id=pk, reason="Thuộc thẩm quyền thành phố")
        assert (case.state, case.lead_id, case.bounces, case.clock) == (
            "submitted",
            city.root,
            1,
            "reception",
        )
        first, second = case.clocks.order_by("pk")
        assert (first.agency_id, first.used_s, second.agency_id) == (city.ward, 3600, city.root)
        with pytest.raises(NotFound):
            actions.receive(actor=city.other_assigner, case_id=pk, priority="normal")


def test_the_second_bounce_goes_to_the_dispatcher_whose_word_stands(city: City, submitted: Submit) -> None:
    pk = submitted().pk
    actions.send_up(actor=city.assigner, case_id=pk, reason="Không thuộc phường")
    actions.transfer(actor=city.dispatcher, case_id=pk, agency_id=city.other_ward, reason="Thuộc phường bên")
    case = actions.send_up(actor=city.other_assigner, case_id=pk, reason="Không thuộc phường này")
    assert (case.lead_id, case.bounces, case.placed) == (city.root, 2, False)
    case = actions.transfer(
        actor=city.dispatcher, case_id=pk, agency_id=city.ward, reason="Phường Cửa Nam giải quyết"
    )
    assert case.placed
    assert denied(actions.send_up, actor=city.assigner, case_id=pk, reason="Trả lại").reason == Why.PLACED


def test_an_assigner_transfers_only_to_units_below(city: City, submitted: Submit) -> None:
    pk = submitted().pk
    said = denied(
        actions.transfer, actor=city.assigner, case_id=pk, agency_id=city.other_ward, reason="Phường bên"
    )
    assert said.reason == Why.TO_BELOW_ONLY
    case = actions.transfer(
        actor=city.assigner, case_id=pk, agency_id=city.division, reason="Phòng phụ trách"
    )
    assert (case.lead_id, case.state) == (city.division, "submitted")


def test_wrong_function_returns_to_the_assigner_who_assigns_anew(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.ASSIGNED, city, upload)
    case = actions.refuse_handling(
        actor=city.handler, case_id=case.pk, reason="wrong_function", text="Việc của đội thoát nước"
    )
    assert (case.state, case.turn_role, case.turn_agency_id, case.handler_id) == (
        "returned",
        "assigner",
        city.ward,
        None,
    )
    said = denied(
        actions.refuse_after_check,
        actor=city.assigner,
        case_id=case.pk,
        reason="incomplete",
        text="Không xử lý",
    )
    assert said.reason == Why.NOT_INACCURATE
    case = actions.assign(
        actor=city.assigner,
        case_id=case.pk,
        agency_id=city.division,
        handler_id=city.second_handler.account_id,
    )
    assert (case.state, case.handler_id) == ("assigned", city.second_handler.account_id)


def test_inaccurate_is_refused_after_the_check(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.RETURNED, city, upload)
    case = actions.refuse_after_check(
        actor=city.assigner,
        case_id=case.pk,
        reason="inaccurate",
        text="Đã đến hai lần, không có hố ga nào hỏng.",
    )
    assert case.state == "refused"


def test_a_rejected_result_comes_back_and_its_proof_counts(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.REWORK, city, upload)
    assert case.turn_role == "handler"
    case = actions.submit_result(
        actor=city.handler, case_id=case.pk, answer=ANSWER + " Bổ sung.", outcome="fixed", files={}
    )
    assert case.results.count() == 2
    assert case.files.filter(role="evidence").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answer": "", "outcome": "fixed"}, "answer"),
        ({"answer": ANSWER, "outcome": ""}, "outcome"),
        ({"answer": ANSWER, "outcome": "nonsense"}, "outcome"),
    ],
)
def test_an_incomplete_result_names_its_field(
    city: City, submitted: Submit, upload: Upload, given: dict[str, str], field: str
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    files = {upload(city.handler): "photo"}
    said = denied(actions.submit_result, actor=city.handler, case_id=case.pk, files=files, **given)
    assert isinstance(said, Invalid)
    assert field in said.errors


def test_a_result_needs_proof_and_substance(city: City, submitted: Submit, upload: Upload) -> None:
    pk = bring(submitted(), State.HANDLING, city, upload).pk
    base = {"actor": city.handler, "case_id": pk, "outcome": "fixed"}
    assert denied(actions.submit_result, **base, answer=ANSWER, files={}).reason == Why.NO_EVIDENCE
    vague = denied(
        actions.submit_result, **base, answer="Đã xử lý theo quy định.", files={upload(city.handler): "photo"}
    )
    assert vague.reason == Why.STOCK_PHRASES


def test_the_handler_never_approves_the_own_result(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.AWAITING_APPROVAL, city, upload)
    both = type(city.handler)(city.handler.account_id, "Hai vai", (*city.handler.seats, *city.approver.seats))
    assert denied(actions.approve, actor=both, case_id=case.pk).reason == Why.OWN_RESULT


def test_extension_moves_the_due_time_once_granted(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    asked: dict[str, Any] = {
        "actor": city.handler,
        "case_id": case.pk,
        "document": "Nghị định 106/2024",
        "reason": "Phải trưng cầu giám định",
    }
    assert denied(actions.ask_extension, **asked, new_day=date(2027, 1, 4)).reason == Why.EXTENSION_TOO_LONG
    assert (
        denied(actions.ask_extension, **asked, new_day=date(2026, 11, 20)).reason == Why.EXTENSION_NOT_LATER
    )
    case = actions.ask_extension(**asked, new_day=date(2026, 12, 12))
    assert case.extension_open
    assert denied(actions.ask_extension, **asked, new_day=date(2026, 12, 12)).reason == Why.EXTENSION_OPEN
    case = actions.grant_extension(actor=city.approver, case_id=case.pk)
    running = case.clocks.get(name="handling")
    assert (
        f"{running.due_at:%Y-%m-%d %H:%M}" == "2026-12-14 10:30"
    )  # Saturday 12/12: the next working day's end
    assert running.first_due_at < running.due_at == case.due_at
    assert (
        denied(actions.deny_extension, actor=city.approver, case_id=case.pk, reason="Không").reason
        == Why.NO_EXTENSION
    )


def test_withdrawn_leaves_the_public_lists(city: City, submitted: Submit) -> None:
    case = actions.withdraw(actor=city.sender, case_id=submitted().pk, reason="Đã tự sửa")
    assert (case.state, case.listed) == ("withdrawn", False)


def test_merge_keeps_voices_evidence_and_the_oldest_clock(
    city: City, submitted: Submit, upload: Upload
) -> None:
    old = submitted(files=[upload(city.sender)])
    with clock.at(MONDAY + timedelta(hours=2)):
        new = submitted(city.neighbour)
        actions.follow(actor=city.other_assigner, case_id=old.pk)
        merged = actions.merge(actor=city.assigner, case_id=old.pk, target_id=new.pk)
    new.refresh_from_db()
    assert (merged.state, merged.merged_into_id) == ("merged", new.pk)
    assert (new.followers, new.repeats, new.due_at) == (2, 1, old.due_at)
    assert new.files.count() == 1
    assert (
        denied(actions.merge, actor=city.assigner, case_id=new.pk, target_id=new.pk).reason
        == Why.MERGE_TARGET
    )


def test_a_bad_rating_lets_the_approver_reopen(city: City, submitted: Submit, upload: Upload) -> None:
    pk = bring(submitted(), State.PUBLISHED, city, upload).pk
    assert (
        denied(actions.reopen, actor=city.approver, case_id=pk, reason="Làm lại").reason
        == Why.NEEDS_BAD_RATING
    )
    assert (
        denied(actions.rate, actor=city.sender, case_id=pk, value="dissatisfied").reason == Why.REASON_FOR_BAD
    )
    actions.rate(actor=city.sender, case_id=pk, value="dissatisfied", reason="not_fixed")
    case = actions.reopen(actor=city.approver, case_id=pk, reason="Nắp lại vỡ")
    assert (case.state, case.round, case.reopened, case.rating) == ("received", 2, 1, "")
    assert set(case.clocks.filter(stopped_at__isnull=True).values_list("name", "round")) == {
        ("dispatch", 2),
        ("handling", 2),
    }


def test_the_overseer_reopens_and_reminds(city: City, submitted: Submit, upload: Upload) -> None:
    pk = bring(submitted(), State.REFUSED, city, upload).pk
    assert actions.reopen(actor=city.overseer, case_id=pk, reason="Phải xử lý").state == "received"
    said = denied(
        actions.remind, actor=city.overseer, case_id=pk, text="Khẩn trương", reply_by=date(2026, 11, 16)
    )
    assert said.reason == Why.REPLY_IN_PAST
    actions.remind(actor=city.overseer, case_id=pk, text="Khẩn trương", reply_by=date(2026, 11, 20))


def test_the_second_officer_is_told_and_overwrites_nothing(city: City, submitted: Submit) -> None:
    case = submitted()
    seen = case.version
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal", seen=seen)
    said = denied(
        actions.refuse_reception,
        actor=city.assigner,
        case_id=case.pk,
        reason="incomplete",
        text="Thiếu",
        seen=seen,
    )
    assert "Assigner đã tiếp nhận lúc 08:00 16/11" in str(said.reason)


def test_a_stale_page_may_not_reassign(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.ASSIGNED, city, upload)
    said = denied(
        actions.assign, actor=city.division_head, case_id=case.pk, agency_id=city.division,
        handler_id=city.second_handler.account_id, seen=case.version - 1,
    )  # fmt: skip
    assert "vừa phân công" in str(said.reason)


def test_handed_down_the_tree_each_unit_has_its_dispatch_clock(city: City, submitted: Submit) -> None:
    case = actions.receive(actor=city.assigner, case_id=submitted().pk, priority="normal")
    case = actions.assign(actor=city.assigner, case_id=case.pk, agency_id=city.division)
    assert (case.state, case.turn_role, case.turn_agency_id, case.clock) == (
        "assigned",
        "assigner",
        city.division,
        "dispatch",
    )
    case = actions.assign(
        actor=city.division_head, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    assert (case.turn_role, case.clock) == ("handler", "handling")
    case = actions.refuse_handling(
        actor=city.handler, case_id=case.pk, reason="wrong_function", text="Không phải việc của tôi"
    )
    assert case.turn_agency_id == city.division


def test_questions_and_additions_stay_with_the_case(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    due = case.due_at
    actions.ask_sender(actor=city.handler, case_id=case.pk, text="Nắp gang hay bê tông?")
    case = actions.add_information(
        actor=city.sender, case_id=case.pk, text="Nắp gang.", files=[upload(city.sender)]
    )
    actions.note(actor=city.assigner, case_id=case.pk, text="Hỏi thêm đội thoát nước.")
    assert (case.state, case.due_at) == ("handling", due)
    assert list(case.messages.order_by("pk").values_list("kind", flat=True)) == [
        "question",
        "addition",
        "note",
    ]
    assert denied(actions.note, actor=city.sender, case_id=case.pk, text="x").reason == Why.NOT_YOURS


def test_staff_enter_a_report_from_the_telephone(city: City, submitted: Submit) -> None:
    case = submitted(
        city.assigner, channel="phone", contact=actions.Contacted("Bà Lan", "0912345678", agreed=AGREED)
    )
    assert (case.sender_id, case.contact.name, case.channel) == (None, "Bà Lan", "phone")
    assert journal.history("case", case.pk)[0].role == "staff"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"consent": False}, "consent"),
        ({"text": "hỏng"}, "text"),
        ({"text": ""}, "text"),
        ({"lat": None, "lon": None, "address": ""}, "address"),
        ({"lat": 0.0, "lon": 0.0}, "address"),
        ({"occurred_at": MONDAY + timedelta(days=1)}, "occurred_at"),
    ],
)
def test_a_report_that_is_not_clear_is_not_taken(
    city: City, submitted: Submit, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        submitted(**given)
    assert set(caught.value.errors) == {field}
    assert not Case.objects.exists()


def test_nothing_recognised_goes_to_the_dispatcher(city: City, submitted: Submit) -> None:
    case = submitted(text="Tôi có việc muốn nói với thành phố.", lat=None, lon=None, address="gần nhà tôi")
    assert (case.lead_id, case.turn_role) == (city.root, "assigner")


def test_clocks_warn_at_their_shares_and_never_when_closed(city: City, submitted: Submit) -> None:
    pk = submitted().pk
    told = []
    for hours in (1, 5, 6, 9, 10, 14, 24, 48, 72):
        with clock.at(MONDAY + timedelta(hours=hours)):
            if actions.warn(actor=city.assigner):
                told.append((hours, Case.objects.get(pk=pk).clocks.get().warned))
    assert told == [(5, 50), (9, 75), (10, 100), (48, 150)]
    with clock.at(MONDAY + timedelta(hours=73)):
        actions.refuse_reception(actor=city.assigner, case_id=pk, reason="incomplete", text="Thiếu địa chỉ")
    with clock.at(MONDAY + timedelta(days=30)):
        assert actions.warn(actor=city.assigner) == 0
    assert Case.objects.get(pk=pk).late


def test_neighbouring_agencies_see_nothing(city: City, submitted: Submit) -> None:
    pk = submitted().pk
    for stranger in (city.other_assigner, city.neighbour, city.handler):
        assert not queries.visible_to(stranger).filter(pk=pk).exists()
    for party in (city.sender, city.assigner, city.approver, city.dispatcher, city.overseer):
        assert queries.visible_to(party).filter(pk=pk).exists()


def test_nothing_is_handed_over_by_an_agency_that_goes_on(city: City, submitted: Callable[..., Case]) -> None:
    case = submitted()
    assert actions.succeed(actor=SYSTEM, case_id=case.pk) is None
    case.refresh_from_db()
    assert (case.lead_id, case.version) == (city.ward, 1)
