"""Publication is decided once, apart from the approval; whoever keeps an answer private says why (R52, R53)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.words import Role, State, Why
from ihanoi.kernel.actor import PUBLIC
from ihanoi.kernel.denials import Denied, Invalid
from tests.cases.stages import ANSWER, bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


@pytest.fixture
def resolved(city: City, submitted: Submit, upload: Upload) -> Case:
    return bring(submitted(files=[upload(city.sender)]), State.RESOLVED, city, upload)


def test_an_answer_kept_private_is_the_senders_alone(city: City, resolved: Case) -> None:
    case = actions.keep_private(actor=city.approver, case_id=resolved.pk, reason="Có tên người vi phạm.")
    assert (case.state, case.publication, case.turn_role) == ("resolved", "private", Role.SENDER)
    assert queries.open_case(PUBLIC, case.code).answer is None
    mine = queries.my_case(city.sender, case.code)
    assert mine.answer is not None and mine.answer.text == ANSWER
    assert mine.private_reason == "Có tên người vi phạm."


def test_keeping_private_needs_a_reason(city: City, resolved: Case) -> None:
    with pytest.raises(Invalid) as caught:
        actions.keep_private(actor=city.approver, case_id=resolved.pk, reason=" ")
    assert caught.value.errors == {"reason": Why.NEEDED}


def test_it_is_decided_once(city: City, resolved: Case) -> None:
    actions.keep_private(actor=city.approver, case_id=resolved.pk, reason="Có tên người vi phạm.")
    with pytest.raises(Denied) as caught:
        actions.publish(actor=city.approver, case_id=resolved.pk, public_text=resolved.public_text)
    assert caught.value.reason == Why.ALREADY_DECIDED


def test_only_ticked_pictures_become_public_and_the_proof_is_the_cover(city: City, resolved: Case) -> None:
    files = {each.role: each for each in resolved.files.all()}
    actions.publish(
        actor=city.approver, case_id=resolved.pk, public_text="Vỉa hè đã lát lại.", public_answer="Đã lát lại.",
        files=[files["report"].pk, files["evidence"].pk],
    )  # fmt: skip
    case = Case.objects.get(pk=resolved.pk)
    assert case.public_cover_id == files["evidence"].file_id
    opened = queries.open_case(PUBLIC, case.code)
    assert opened.answer is not None and opened.answer.text == "Đã lát lại."
    assert (opened.before is not None, opened.after is not None) == (True, True)


def test_without_a_public_picture_there_is_no_cover(city: City, resolved: Case) -> None:
    actions.publish(actor=city.approver, case_id=resolved.pk, public_text="Vỉa hè đã lát lại.")
    case = Case.objects.get(pk=resolved.pk)
    assert (case.public_cover_id, queries.open_case(PUBLIC, case.code).proofs) == (None, [])
