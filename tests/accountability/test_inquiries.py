"""A named case, a written account, a verdict (R93)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ihanoi.accountability import actions, queries
from ihanoi.accountability.models import Inquiry
from ihanoi.accountability.words import InquiryState, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from tests.accountability.conftest import IN_TIME, THURSDAY, Late
from tests.accountability.test_letters import refused


def ask(late: Late, **given: Any) -> Inquiry:
    right: dict[str, Any] = {
        "case_code": late.cases[0].code,
        "why": "Vì sao chưa tiếp nhận?",
        "reply_by": IN_TIME,
    }
    return actions.ask_account(actor=late.city.overseer, **(right | given))


def test_asked_answered_accepted(late: Late, paper_of: Callable[[Actor], UUID]) -> None:
    city, asked = late.city, ask(late)
    assert (asked.state, asked.agency_id) == (InquiryState.OPEN, city.ward)
    assert Notice.objects.filter(verb="inquiry_asked", account=city.assigner.account_id).exists()
    given = actions.give_account(
        actor=city.assigner, inquiry_id=asked.pk, text="Do nghỉ.", file_ids=[paper_of(city.assigner)]
    )
    assert (given.late, given.answer_file is None) == (False, False)
    assert Notice.objects.filter(verb="inquiry_answered", account=city.overseer.account_id).exists()
    closed = actions.close_inquiry(actor=city.overseer, inquiry_id=asked.pk, accepted=True, verdict="Rõ.")
    assert closed.state == InquiryState.ACCEPTED
    told = Notice.objects.get(verb="inquiry_closed", account=city.approver.account_id)
    assert told.title.startswith("Chấp nhận giải trình") and told.body == "Rõ."


def test_not_accepted_after_a_late_answer(late: Late) -> None:
    asked = ask(late)
    with clock.at(THURSDAY + timedelta(days=8)):
        assert actions.give_account(actor=late.city.approver, inquiry_id=asked.pk, text="Do bận.").late
        actions.close_inquiry(
            actor=late.city.overseer, inquiry_id=asked.pk, accepted=False, verdict="Chưa rõ."
        )
    assert Inquiry.objects.get().state == InquiryState.REJECTED


def test_one_at_a_time_for_a_case(late: Late) -> None:
    asked = ask(late)
    with refused(Why.ASKED):
        ask(late)
    actions.give_account(actor=late.city.approver, inquiry_id=asked.pk, text="Do bận.")
    actions.close_inquiry(actor=late.city.overseer, inquiry_id=asked.pk, accepted=True, verdict="Rõ.")
    assert ask(late).pk != asked.pk


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"case_code": "HN-2611-999999"}, "case_code"),
        ({"case_code": "không phải mã"}, "case_code"),
        ({"why": " "}, "why"),
        ({"reply_by": None}, "reply_by"),
        ({"reply_by": date(2026, 11, 19)}, "reply_by"),
    ],
)
def test_what_is_wrong_stands_at_its_field(late: Late, given: dict[str, Any], at: str) -> None:
    with pytest.raises(Invalid) as caught:
        ask(late, **given)
    assert list(caught.value.errors) == [at]


def test_who_may_not(late: Late, inspector: Actor) -> None:
    asked = ask(late)
    with refused(Why.NOT_YOURS):
        actions.ask_account(actor=inspector, case_code=late.cases[1].code, why="Vì sao?", reply_by=IN_TIME)
    with refused(Why.NOT_YOURS):
        actions.give_account(actor=late.city.overseer, inquiry_id=asked.pk, text="Thay mặt.")
    with pytest.raises(NotFound):
        actions.give_account(actor=late.city.other_approver, inquiry_id=asked.pk, text="Thay mặt.")
    with pytest.raises(Denied):
        actions.close_inquiry(actor=late.city.overseer, inquiry_id=asked.pk, accepted=True, verdict="Sớm.")


def test_lists_by_state(late: Late) -> None:
    asked = ask(late)
    assert queries.inquiries(late.city.approver, "open").rows == [asked]
    assert queries.inquiries(late.city.approver, "answered").rows == []
    assert queries.inquiries(late.city.other_approver).rows == []
