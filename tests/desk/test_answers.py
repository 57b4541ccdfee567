"""The quality gate at the desk: while the answer is written, when it is sent, and before who approves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.words import State, Verb
from ihanoi.desk.words import MOVES
from tests.cases.stages import ANSWER, bring
from tests.conftest import City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
DESK = "/ban-xu-ly/"
VAGUE = "Đã kiểm tra, xử lý theo quy định."
NO_DAY = "Đội duy tu đã lát lại gạch vỉa hè trước số 29 Trần Quốc Toản."


def sent(case: Case, city: City, upload: Upload, **given: Any) -> dict[str, Any]:
    proof = str(upload(city.handler))
    return {"answer": ANSWER, "outcome": "fixed", "files": proof, "seen": case.version} | given


def at(case: Case, verb: Verb) -> str:
    return f"{DESK}{case.code}/{MOVES[verb].slug}"


def test_what_is_lacking_is_said_while_writing(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    client, address = enter(city.handler), at(case, Verb.SUBMIT_RESULT) + "/kiem-tra"
    vague = client.post(address, {"answer": VAGUE, "outcome": "fixed"}).content.decode()
    assert "Chỉ có câu chung chung" in vague and "<q>Đã kiểm tra, xử lý theo quy định</q>" in vague
    assert "Chưa có chứng minh" not in vague  # pictures may still come
    good = client.post(address, sent(case, city, upload)).content.decode()
    assert "Câu trả lời nêu đủ" in good and "notice" not in good
    no_day = {"answer": ANSWER, "outcome": "scheduled", "scheduled_for": "2026-13-99"}
    assert "Chưa hẹn ngày" in client.post(address, no_day).content.decode()
    assert enter(city.other_assigner).post(address, {"answer": VAGUE}).status_code == 404


def test_the_button_shows_the_same_without_scripts_and_sends_nothing(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    client = enter(city.handler)
    page = client.post(at(case, Verb.SUBMIT_RESULT), sent(case, city, upload, **{"kiem-tra": "1"}))
    assert page.status_code == 200 and "Câu trả lời nêu đủ" in page.content.decode()
    case.refresh_from_db()
    assert case.state == State.HANDLING


def test_what_is_only_pointed_out_must_have_been_seen_before_it_is_sent(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    client, given = enter(city.handler), sent(case, city, upload, answer=NO_DAY)
    first = client.post(at(case, Verb.SUBMIT_RESULT), given)
    assert first.status_code == 200
    assert '<input type="hidden" name="da-xem" value="no_when">' in first.content.decode()
    assert "data-held" in first.content.decode()
    again = client.post(at(case, Verb.SUBMIT_RESULT), given | {"da-xem": ["no_when"]})
    assert again.status_code == 303


def test_what_is_certain_is_refused_at_its_field(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    client = enter(city.handler)
    blank = client.post(
        at(case, Verb.SUBMIT_RESULT), sent(case, city, upload, answer=ANSWER.replace("17/11", "__/__"))
    )
    assert blank.status_code == 422 and "id_answer-error" in blank.content.decode()
    paper = client.post(
        at(case, Verb.SUBMIT_RESULT), {"answer": ANSWER, "outcome": "fixed", "seen": case.version}
    )
    assert paper.status_code == 422


def test_who_approves_reads_the_same_with_before_beside_after(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    first = bring(submitted(files=[upload(city.sender)]), State.AWAITING_APPROVAL, city, upload)
    case = bring(submitted(files=[upload(city.sender)]), State.AWAITING_APPROVAL, city, upload)
    client = enter(city.approver)
    for address in (f"{DESK}{case.code}", at(case, Verb.APPROVE)):
        page = client.get(address).content.decode()
        assert "Đối chiếu trước khi duyệt" in page
        assert page.index("Trước, ảnh 1") < page.index("Sau, ảnh 1")
        assert "Giống câu trả lời khác" in page and f"{DESK}{first.code}" in page
    actions.approve(actor=city.approver, case_id=case.pk)
    assert "Đối chiếu trước khi duyệt" not in client.get(f"{DESK}{case.code}").content.decode()


def test_promises_are_listed_for_those_who_work_on_them(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    actions.submit_result(
        actor=city.handler, case_id=case.pk, answer=ANSWER, outcome="scheduled",
        scheduled_for=date(2026, 11, 20), files={upload(city.handler): "photo"},
    )  # fmt: skip
    actions.approve(actor=city.approver, case_id=case.pk)
    for actor in (city.handler, city.approver, city.overseer):
        page = enter(actor).get(f"{DESK}loi-hua")
        assert page.status_code == 200
        assert case.code in page.content.decode() and "còn 4 ngày" in page.content.decode()
    assert case.code not in enter(city.other_approver).get(f"{DESK}loi-hua").content.decode()
    mine = enter(city.sender).get(f"/cua-toi/{case.code}").content.decode()
    assert "Hẹn khắc phục trước 20/11" in mine and "Đã trả lời, chưa khắc phục" in mine
