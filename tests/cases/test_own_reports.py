"""An official is a citizen too: what they report is received, worked on, approved and judged by others."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.words import State, Why
from ihanoi.kernel.denials import Denied
from ihanoi.people.words import Role
from tests.cases.stages import ANSWER, bring
from tests.conftest import City
from tests.people.officials import give, own

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def refused(move: Callable[[], object]) -> None:
    with pytest.raises(Denied) as denial:
        move()
    assert denial.value.reason == Why.OWN_REPORT


def test_the_sender_neither_receives_nor_gives_it_out(city: City, submitted: Submit) -> None:
    both = give(city.sender, city.ward, Role.ASSIGNER)
    case = submitted(actor=both)
    refused(lambda: actions.receive(actor=both, case_id=case.pk, priority="normal"))
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    refused(lambda: actions.assign(actor=both, case_id=case.pk, agency_id=city.division))
    page = queries.case_page(both, case.code)
    assert page.moves.primary is None and str(Why.OWN_REPORT) in page.moves.missing


def test_the_sender_gives_it_back_and_does_not_answer_it(
    city: City, submitted: Submit, upload: Upload
) -> None:
    both = give(city.sender, city.division, Role.HANDLER)
    case = submitted(actor=both)
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    actions.assign(actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=own(both))
    refused(lambda: actions.accept(actor=both, case_id=case.pk))
    returned = actions.refuse_handling(
        actor=both, case_id=case.pk, reason="wrong_function", text="Tôi là người gửi phản ánh này."
    )
    assert returned.state == State.RETURNED
    actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=own(city.handler)
    )
    actions.accept(actor=city.handler, case_id=case.pk)
    result = {"answer": ANSWER, "outcome": "fixed", "files": {upload(city.handler): "photo"}}
    assert actions.submit_result(actor=city.handler, case_id=case.pk, **result).state == "awaiting_approval"


def test_the_sender_neither_approves_nor_publishes_nor_judges(
    city: City, submitted: Submit, upload: Upload
) -> None:
    give(city.sender, city.root, Role.OVERSEER)
    both = give(city.sender, city.ward, Role.APPROVER)
    case = bring(submitted(actor=both), State.AWAITING_APPROVAL, city, upload)
    refused(lambda: actions.approve(actor=both, case_id=case.pk))
    refused(lambda: actions.reject_result(actor=both, case_id=case.pk, missing="Thiếu ảnh."))
    actions.approve(actor=city.approver, case_id=case.pk)
    refused(lambda: actions.publish(actor=both, case_id=case.pk, public_text=case.public_text))
    actions.rate(actor=both, case_id=case.pk, value="dissatisfied", reason="vague")  # as anybody who sent one
    found = {"justified": True, "cause": "vague", "text": "Trả lời chưa rõ."}
    refused(lambda: actions.review(actor=both, case_id=case.pk, **found))
    refused(lambda: actions.reopen(actor=both, case_id=case.pk, reason="Chưa sửa"))
    assert actions.review(actor=city.approver, case_id=case.pk, **found).round == 2
