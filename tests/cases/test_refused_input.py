"""What is not on the list is refused at its field, for every move that takes a choice; and nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from ihanoi.cases import actions
from ihanoi.cases.actions import rows, submission
from ihanoi.cases.models import Case
from ihanoi.cases.words import State, Why
from ihanoi.kernel.actor import PUBLIC
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.media.actions import WHOLE
from ihanoi.media.models import Area
from tests.cases.stages import AGREED, ANSWER, bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]

CHOICES: dict[str, tuple[State, str, dict[str, Any], str]] = {
    "receive": (State.SUBMITTED, "assigner", {"priority": "soon"}, "priority"),
    "refuse_reception": (State.SUBMITTED, "assigner", {"reason": "mood", "text": "Không"}, "reason"),
    "refuse_handling": (State.HANDLING, "handler", {"reason": "mood", "text": "Không"}, "reason"),
    "refuse_after_check": (
        State.RETURNED,
        "assigner",
        {"reason": "wrong_function", "text": "Không"},
        "reason",
    ),
    "rate": (State.RESOLVED, "sender", {"value": "great"}, "value"),
}


@pytest.mark.parametrize("verb", CHOICES)
def test_a_choice_must_be_on_the_list(city: City, submitted: Submit, upload: Upload, verb: str) -> None:
    state, who, given, field = CHOICES[verb]
    case = bring(submitted(), state, city, upload)
    with pytest.raises(Invalid) as caught:
        getattr(actions, verb)(actor=getattr(city, who), case_id=case.pk, **given)
    assert caught.value.errors == {field: Why.NOT_IN_LIST}
    assert Case.objects.get(pk=case.pk).version == case.version


def test_a_reason_for_a_bad_rating_must_be_on_the_list(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.RESOLVED, city, upload)
    with pytest.raises(Invalid) as caught:
        actions.rate(actor=city.sender, case_id=case.pk, value="dissatisfied", reason="mood")
    assert caught.value.errors == {"reason": Why.NOT_IN_LIST}


def test_a_reason_is_kept_only_for_a_bad_rating(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.RESOLVED, city, upload)
    actions.rate(actor=city.sender, case_id=case.pk, value="accepted", reason="late", text="Hơi chậm.")
    assert case.ratings.values_list("value", "reason", "text").get() == ("accepted", "", "Hơi chậm.")


def test_an_outcome_must_be_on_the_list(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    proof = upload(city.handler)
    with pytest.raises(Invalid) as caught:
        actions.submit_result(
            actor=city.handler, case_id=case.pk, answer=ANSWER, outcome="done", files={proof: "photo"}
        )
    assert caught.value.errors == {"outcome": Why.NOT_IN_LIST}
    assert not case.results.exists()


def test_a_kind_of_proof_that_is_unknown_counts_as_a_photo(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer=ANSWER,
        outcome="fixed",
        files={upload(city.handler): "film"},
    )
    assert case.files.get(role="evidence").evidence == "photo"


def test_nobody_without_an_account_sends(city: City, submitted: Submit) -> None:
    with pytest.raises(Denied) as caught:
        submitted(PUBLIC)
    assert caught.value.reason == Why.NOT_YOURS


def test_nobody_is_written_down_who_did_not_agree(city: City, submitted: Submit) -> None:
    with pytest.raises(Invalid) as caught:
        submitted(city.assigner, channel="phone", contact=actions.Contacted("Bà Lan", "0912345678"))
    assert caught.value.errors == {"handling": Why.HANDLING}
    assert not Case.objects.exists()


def test_only_an_official_enters_a_report_for_somebody_else(city: City, submitted: Submit) -> None:
    with pytest.raises(Denied) as caught:
        submitted(city.neighbour, contact=actions.Contacted("Bà Lan", "0912345678", agreed=AGREED))
    assert caught.value.reason == Why.NOT_YOURS
    assert not Case.objects.exists()


@pytest.mark.parametrize("target", [10**9, "itself", "refused"])
def test_nothing_is_merged_into_what_is_gone_hidden_or_closed(
    city: City, submitted: Submit, upload: Upload, target: int | str
) -> None:
    case = bring(submitted(), State.RECEIVED, city, upload)
    closed = bring(submitted(), State.REFUSED, city, upload)
    target_id = {"itself": case.pk, "refused": closed.pk}.get(str(target), target)
    with pytest.raises(Invalid) as caught:
        actions.merge(actor=city.assigner, case_id=case.pk, target_id=int(target_id))
    assert caught.value.errors == {"target_id": Why.MERGE_TARGET}


def test_a_note_needs_words_and_a_seat(city: City, submitted: Submit) -> None:
    case = submitted()
    with pytest.raises(Invalid):
        actions.note(actor=city.assigner, case_id=case.pk, text="  ")
    with pytest.raises(Denied) as caught:
        actions.note(actor=city.sender, case_id=case.pk, text="Tôi ghi chú")
    assert caught.value.reason == Why.NOT_YOURS
    with pytest.raises(NotFound):
        actions.note(actor=city.other_assigner, case_id=case.pk, text="Không phải việc của tôi")
    assert not case.messages.exists()


def test_nobody_without_an_account_keeps_a_filter(db: None) -> None:
    with pytest.raises(NotFound):
        actions.save_filter(actor=PUBLIC, name="Mới tới", shelf="", query="")


def test_areas_are_hidden_by_officers_in_pictures_of_the_case(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = submitted(files=[upload(city.sender)])
    picture = case.files.get()
    with pytest.raises(Denied) as caught:
        actions.hide_areas(actor=city.sender, case_id=case.pk, case_file_id=picture.pk, keep=[], draw=[WHOLE])
    assert caught.value.reason == Why.NOT_YOURS
    with pytest.raises(NotFound):
        actions.hide_areas(actor=city.approver, case_id=case.pk, case_file_id=10**9, keep=[], draw=[WHOLE])
    assert not Area.objects.exists()


def test_a_move_on_an_old_page_that_is_possible_no_more_says_why(city: City, submitted: Submit) -> None:
    case = submitted()
    actions.withdraw(actor=city.sender, case_id=case.pk)
    with pytest.raises(Denied) as caught:
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal", seen=case.version)
    assert str(caught.value.reason).startswith("Không còn “Tiếp nhận”")


def test_another_fault_of_the_database_is_no_repeated_report(
    city: City, submitted: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(submission, "_store", full)
    for key in (None, UUID(int=1)):
        with pytest.raises(IntegrityError):
            submitted(client_key=key)


def test_a_row_that_did_not_change_is_not_written(
    submitted: Submit, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    case = submitted()
    with django_assert_num_queries(0):
        rows.update(case, rows.noted(case))
