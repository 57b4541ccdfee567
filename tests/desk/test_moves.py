"""Every move through its form: made, refused with everything kept, and not offered where the table has no row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, CaseFile
from ihanoi.cases.words import State, Verb
from ihanoi.desk.words import MOVES
from tests.cases.stages import ANSWER, bring
from tests.conftest import City, picture
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
DESK = "/ban-xu-ly/"


def at(case: Case, verb: Verb) -> str:
    return f"{DESK}{case.code}/{MOVES[verb].slug}"


def given(city: City, verb: Verb, case: Case) -> dict[str, Any]:
    """What an officer would type."""
    return {
        Verb.RECEIVE: {"priority": "normal"},
        Verb.REFUSE_RECEPTION: {"reason": "incomplete", "text": "Thiếu địa chỉ, mong gửi lại."},
        Verb.SEND_UP: {"reason": "Thuộc thẩm quyền thành phố."},
        Verb.TRANSFER: {"agency_id": city.other_ward, "reason": "Nằm ở phường bên."},
        Verb.ASSIGN: {"to": f"{city.division}:{city.handler.account_id}", "instructions": "Đi xem ngay."},
        Verb.REFUSE_HANDLING: {"reason": "inaccurate", "text": "Đến nơi không thấy."},
        Verb.REFUSE_AFTER_CHECK: {"reason": "inaccurate", "text": "Đã xem, không có."},
        Verb.ASK_SENDER: {"text": "Nắp bằng gang hay bê tông?"},
        Verb.ASK_EXTENSION: {"document": "Nghị định 1", "reason": "Chờ đấu thầu", "new_day": "2026-12-10"},
        Verb.DENY_EXTENSION: {"reason": "Chưa có căn cứ."},
        Verb.REJECT_RESULT: {"missing": "Cần ảnh sau khi lắp."},
        Verb.PUBLISH: {"public_title": "Nắp cống", "public_text": "Đã sửa.", "public_answer": "Đã thay nắp."},
        Verb.KEEP_PRIVATE: {"reason": "Có chuyện riêng của người gửi."},
        Verb.REOPEN: {"reason": "Chưa sửa thật."},
        Verb.REMIND: {"text": "Quá hạn rồi.", "reply_by": "2026-11-25"},
    }.get(verb, {})


MADE = [
    (State.SUBMITTED, "assigner", Verb.RECEIVE, State.RECEIVED),
    (State.SUBMITTED, "assigner", Verb.REFUSE_RECEPTION, State.REFUSED),
    (State.SUBMITTED, "assigner", Verb.SEND_UP, State.SUBMITTED),
    (State.RECEIVED, "assigner", Verb.ASSIGN, State.ASSIGNED),
    (State.RECEIVED, "assigner", Verb.ASK_SENDER, State.RECEIVED),
    (State.ASSIGNED, "handler", Verb.ACCEPT, State.HANDLING),
    (State.HANDLING, "handler", Verb.REFUSE_HANDLING, State.RETURNED),
    (State.HANDLING, "handler", Verb.ASK_EXTENSION, State.HANDLING),
    (State.RETURNED, "assigner", Verb.REFUSE_AFTER_CHECK, State.REFUSED),
    (State.AWAITING_APPROVAL, "approver", Verb.REJECT_RESULT, State.REWORK),
    (State.AWAITING_APPROVAL, "approver", Verb.APPROVE, State.RESOLVED),
    (State.RESOLVED, "approver", Verb.PUBLISH, State.PUBLISHED),
    (State.RESOLVED, "approver", Verb.KEEP_PRIVATE, State.RESOLVED),
    (State.RESOLVED, "overseer", Verb.REOPEN, State.RECEIVED),
    (State.HANDLING, "overseer", Verb.REMIND, State.HANDLING),
]


@pytest.mark.parametrize(("state", "who", "verb", "to"), MADE)
def test_the_form_opens_and_makes_the_move(
    city: City, enter: Enter, submitted: Submit, upload: Upload, state: State, who: str, verb: Verb, to: State
) -> None:
    case = bring(submitted(), state, city, upload)
    client = enter(city.actors[who])
    page = client.get(f"{DESK}{case.code}").content.decode()
    assert at(case, verb) in page
    for headers in ({}, {"HX-Request": "true"}):
        form = client.get(at(case, verb), headers=headers)
        assert form.status_code == 200
        assert f'value="{case.version}"' in form.content.decode()
    answer = client.post(at(case, verb), given(city, verb, case) | {"seen": case.version})
    assert answer.status_code == 303, answer.content.decode()
    case.refresh_from_db()
    assert case.state == to


@pytest.mark.parametrize(
    ("state", "who", "verb", "_to"), [row for row in MADE if row[2] not in (Verb.ACCEPT, Verb.APPROVE)]
)
def test_an_empty_form_says_what_is_missing_and_changes_nothing(
    city: City,
    enter: Enter,
    submitted: Submit,
    upload: Upload,
    state: State,
    who: str,
    verb: Verb,
    _to: State,
) -> None:
    case = bring(submitted(), state, city, upload)
    answer = enter(city.actors[who]).post(at(case, verb), {"seen": case.version, "text": "", "reason": ""})
    assert answer.status_code == 422
    assert "fld-error" in answer.content.decode()
    case.refresh_from_db()
    assert case.version == queries.get(city.overseer, case.pk).version
    assert case.state == state


def test_the_dispatcher_places(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    actions.send_up(actor=city.assigner, case_id=case.pk, reason="Ngoài thẩm quyền")
    case.refresh_from_db()
    client = enter(city.dispatcher)
    answer = client.post(at(case, Verb.TRANSFER), given(city, Verb.TRANSFER, case) | {"seen": case.version})
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.lead_id == city.other_ward


@pytest.mark.parametrize("decision", [Verb.GRANT_EXTENSION, Verb.DENY_EXTENSION])
def test_the_approver_decides_on_more_time(
    city: City, enter: Enter, submitted: Submit, upload: Upload, decision: Verb
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    actions.ask_extension(
        actor=city.handler,
        case_id=case.pk,
        document="Nghị định 1",
        reason="Chờ đấu thầu",
        new_day=date(2026, 12, 10),
    )
    case.refresh_from_db()
    client = enter(city.approver)
    page = client.get(f"{DESK}{case.code}").content.decode()
    assert at(case, Verb.GRANT_EXTENSION) in page
    assert "Nghị định 1" in page
    answer = client.post(at(case, decision), given(city, decision, case) | {"seen": case.version})
    assert answer.status_code == 303
    case.refresh_from_db()
    assert not case.extension_open


def test_too_much_time_is_said_at_the_day(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    typed = given(city, Verb.ASK_EXTENSION, case) | {"new_day": "2027-03-01", "seen": case.version}
    answer = enter(city.handler).post(at(case, Verb.ASK_EXTENSION), typed)
    assert answer.status_code == 422
    assert "id_new_day-error" in answer.content.decode()


def test_a_result_with_pictures_sent_by_the_form_itself(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    photo = SimpleUploadedFile("sau.jpg", picture().read(), "image/jpeg")
    sent = {"answer": ANSWER, "outcome": "fixed", "pictures": photo, "seen": case.version}
    answer = enter(city.handler).post(at(case, Verb.SUBMIT_RESULT), sent)
    assert answer.status_code == 303, answer.content.decode()
    assert CaseFile.objects.filter(case=case, role="evidence", evidence="photo").count() == 1


def test_a_wrong_result_keeps_text_and_pictures(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    client = enter(city.handler)
    photo = SimpleUploadedFile("sau.jpg", picture().read(), "image/jpeg")
    sent = {"answer": "Đã xử lý theo quy định.", "outcome": "fixed", "pictures": photo, "seen": case.version}
    answer = client.post(at(case, Verb.SUBMIT_RESULT), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đã xử lý theo quy định." in page
    assert "id_answer-error" in page
    kept = page.split('name="files" value="')[1].split('"')[0]
    again = client.post(
        at(case, Verb.SUBMIT_RESULT),
        {"answer": ANSWER, "outcome": "fixed", "files": kept, "seen": case.version},
    )
    assert again.status_code == 303
    case.refresh_from_db()
    assert case.state == State.AWAITING_APPROVAL


def test_without_proof_the_pictures_are_asked_for(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    sent = {"answer": ANSWER, "outcome": "fixed", "seen": case.version}
    answer = enter(city.handler).post(at(case, Verb.SUBMIT_RESULT), sent)
    assert answer.status_code == 422
    assert "Cần ít nhất một ảnh" in answer.content.decode()


def test_somebody_elses_upload_is_not_taken(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    foreign = upload(city.neighbour)
    sent = {"answer": ANSWER, "outcome": "fixed", "files": str(foreign), "seen": case.version}
    assert enter(city.handler).post(at(case, Verb.SUBMIT_RESULT), sent).status_code == 422


def test_publication_shows_first_what_the_public_will_read(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    text = "Nắp cống trước số 29 kêu rầm rầm, gọi cho tôi số 0912345678 nhé."
    case = bring(submitted(text=text, files=[upload(city.sender)]), State.RESOLVED, city, upload)
    client = enter(city.approver)
    form = client.get(at(case, Verb.PUBLISH), headers={"HX-Request": "true"}).content.decode()
    assert "0912345678" not in form
    own, proof = (CaseFile.objects.get(case=case, role=role).pk for role in ("report", "evidence"))
    assert f'value="{proof}" checked' in form
    assert f'value="{own}" checked' not in form
    typed = given(city, Verb.PUBLISH, case) | {"public_files": [own, proof], "seen": case.version}
    seen = client.post(at(case, Verb.PUBLISH), typed | {"xem-truoc": "1"})
    assert seen.status_code == 200
    assert Case.objects.get(pk=case.pk).state == State.RESOLVED
    assert client.post(at(case, Verb.PUBLISH), typed).status_code == 303
    case.refresh_from_db()
    assert (case.state, case.public_text) == (State.PUBLISHED, "Đã sửa.")
    assert CaseFile.objects.filter(case=case, public=True).count() == 2


def test_merging_by_the_code_that_came_first(city: City, enter: Enter, submitted: Submit) -> None:
    first, later = submitted(), submitted(actor=city.neighbour)
    client = enter(city.assigner)
    assert first.code in client.get(at(later, Verb.MERGE)).content.decode()
    wrong = client.post(at(later, Verb.MERGE), {"target": "không có", "seen": later.version})
    assert wrong.status_code == 422
    assert "không có" in wrong.content.decode()
    assert (
        client.post(at(later, Verb.MERGE), {"target": first.code, "seen": later.version}).status_code == 303
    )
    later.refresh_from_db()
    assert later.merged_into_id == first.pk


def test_a_repeat_is_merged_with_one_click_and_taken_out_with_another(
    city: City, enter: Enter, submitted: Submit
) -> None:
    first, later = submitted(), submitted(actor=city.neighbour)
    client = enter(city.assigner)
    for case, button in ((later, "Gộp vào phản ánh này"), (first, "Gộp phản ánh ấy vào đây")):
        page = client.get(f"{DESK}{case.code}?xem=lap-lai").content.decode()
        assert button in page and "cùng chỗ" in page and f'action="{at(later, Verb.MERGE)}"' in page
    merged = client.post(at(later, Verb.MERGE), {"target": first.code, "seen": later.version}, follow=True)
    page = merged.content.decode()
    assert merged.redirect_chain == [(f"{DESK}{first.code}?xem=lap-lai#ho-so", 303)]
    assert "đã gộp vào đây" in page and f'action="{at(later, Verb.UNMERGE)}"' in page
    later.refresh_from_db()
    parted = client.post(at(later, Verb.UNMERGE), {"seen": later.version})
    assert parted["Location"] == f"{DESK}{later.code}"
    later.refresh_from_db()
    assert (later.state, later.merged_into_id) == ("submitted", None)


def test_who_may_not_merge_is_offered_no_button(city: City, enter: Enter, submitted: Submit) -> None:
    first, _later = submitted(), submitted(actor=city.neighbour)
    page = enter(city.overseer).get(f"{DESK}{first.code}?xem=lap-lai").content.decode()
    assert "cùng chỗ" in page and "Gộp phản ánh ấy vào đây" not in page


def test_the_second_of_two_officers_is_told_and_keeps_the_text(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.RECEIVED, city, upload)
    client, seen = enter(city.assigner), case.version
    actions.remind(actor=city.overseer, case_id=case.pk, text="Nhanh lên", reply_by=date(2026, 11, 20))
    sent = {"text": "Nắp bằng gang hay bê tông?", "seen": seen}
    answer = client.post(at(case, Verb.ASK_SENDER), sent, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "notice-conflict" in page
    assert sent["text"] in page
    assert f'name="seen" value="{seen + 1}"' in page
    assert client.post(at(case, Verb.ASK_SENDER), sent | {"seen": seen + 1}).status_code == 303


def test_a_move_that_has_gone_says_who_made_it(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    client = enter(city.assigner)
    answer = client.post(
        at(case, Verb.REFUSE_RECEPTION), given(city, Verb.REFUSE_RECEPTION, case) | {"seen": 1}
    )
    assert answer.status_code == 409
    assert "tiếp nhận lúc" in answer.content.decode()
    assert client.get(at(case, Verb.REFUSE_RECEPTION)).status_code == 409
    assert "Không còn “Từ chối tiếp nhận”" in client.get(f"{DESK}{case.code}").content.decode()


def test_htmx_is_sent_on_after_the_move(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    sent = {"priority": "urgent", "seen": case.version}
    answer = enter(city.assigner).post(at(case, Verb.RECEIVE), sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{DESK}{case.code}")


def test_a_stranger_cannot_even_open_the_form(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    client = enter(city.other_assigner)
    assert client.get(at(case, Verb.RECEIVE)).status_code == 404
    assert client.post(at(case, Verb.RECEIVE), {"priority": "normal"}).status_code == 404


def test_the_page_offers_exactly_what_the_table_allows(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    for who in ("assigner", "handler", "approver", "overseer"):
        page = enter(city.actors[who]).get(f"{DESK}{case.code}").content.decode()
        _, moves = queries.moves_of(city.actors[who], case.code)
        shown = {verb for verb in MOVES if f'href="{at(case, verb)}"' in page}
        assert shown == set(moves.all)
        assert page.count("btn-primary btn-big") == (1 if moves.primary else 0)
