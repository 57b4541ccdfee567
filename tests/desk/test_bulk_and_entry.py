"""Several cases at once, each with its own answer; and reports entered for others."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import connection

from ihanoi.cases import actions
from ihanoi.cases.models import Case, Contact
from ihanoi.cases.words import State
from ihanoi.people.models import Account
from ihanoi.people.queries import newest_wording
from ihanoi.people.words import Purpose
from tests.cases.stages import bring
from tests.conftest import City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
BULK, ENTRY = "/ban-xu-ly/nhieu", "/ban-xu-ly/nhap-ho"


def test_bulk_reception_asks_first_and_answers_for_each(city: City, enter: Enter, submitted: Submit) -> None:
    first, second = submitted(), submitted(danger=True)
    client = enter(city.assigner)
    asked = client.post(BULK, {"verb": "receive", "case": [first.pk, second.pk]})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert first.code in page
    actions.receive(actor=city.assigner, case_id=first.pk, priority="normal")
    go = {
        "verb": "receive", "go": "1", "case": [first.pk, second.pk],
        f"priority-{first.pk}": "normal", f"priority-{second.pk}": "urgent",
    }  # fmt: skip
    done = client.post(BULK, go).content.decode()
    assert "1 trên 2" in done
    assert "Không còn “Tiếp nhận”" in done
    second.refresh_from_db()
    assert (second.state, second.priority) == (State.RECEIVED, "urgent")


def test_bulk_assignment(city: City, enter: Enter, submitted: Submit, upload: Upload) -> None:
    cases = [bring(submitted(), State.RECEIVED, city, upload) for _ in range(2)]
    client = enter(city.assigner)
    go = {"verb": "assign", "go": "1", "case": [c.pk for c in cases]}
    assert client.post(BULK, go).status_code == 422
    done = client.post(BULK, go | {"to": f"{city.division}:{city.handler.account_id}"})
    assert "2 trên 2" in done.content.decode()
    assert {Case.objects.get(pk=c.pk).handler_id for c in cases} == {city.handler.account_id}


def test_bulk_reminding(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    go = {"verb": "remind", "go": "1", "case": case.pk, "text": "Nhanh lên", "reply_by": "2026-11-20"}
    assert "1 trên 1" in enter(city.overseer).post(BULK, go).content.decode()
    past = enter(city.overseer).post(BULK, go | {"reply_by": "2026-11-01"}).content.decode()
    assert "0 trên 1" in past


def test_bulk_takes_nothing_hidden(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    answer = enter(city.other_assigner).post(BULK, {"verb": "receive", "case": case.pk})
    assert answer.status_code == 302
    assert enter(city.assigner).post(BULK, {"verb": "publish", "case": case.pk}).status_code == 302


TYPED = {
    "channel": "phone", "name": "Trần Thị Bốn", "phone": "0912345678", "consent": "1", "handling": "1",
    "text": "Đèn đường trước số 29 Trần Quốc Toản tắt ba đêm rồi.", "address": "29 Trần Quốc Toản",
    "lat": "21.0245", "lon": "105.8465",
}  # fmt: skip


def test_a_telephoned_report_is_entered_and_its_code_read_out(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    assert client.post(ENTRY, TYPED).status_code == 302
    case = Case.objects.latest("pk")
    assert (case.channel, case.sender_id) == ("phone", None)
    assert Contact.objects.get(case=case).phone == "0912345678"
    with connection.cursor() as cursor:  # and whoever steals the table cannot read it
        cursor.execute("SELECT t::text FROM cases_contact t")
        assert not any("912345678" in row for (row,) in cursor.fetchall())
    assert case.code in client.get(ENTRY).content.decode()
    assert case.code not in client.get(ENTRY).content.decode()
    page = client.get(f"/ban-xu-ly/{case.code}").content.decode()
    assert "Trần Thị Bốn" in page
    assert "0912345678" in page


def test_what_the_caller_agreed_to_is_read_out_and_kept(city: City, enter: Enter) -> None:
    """Law 91/2025: the very wording, its edition and the moment; read in Vietnamese whatever the page speaks."""
    client, wording = enter(city.assigner), newest_wording(Purpose.HANDLING)
    for language in ("vi", "en"):
        client.cookies["django_language"] = language
        assert f"“{wording.text}”" in client.get(ENTRY).content.decode()
    client.post(ENTRY, TYPED)
    kept = Contact.objects.get()
    assert kept.consent_at == kept.case.submitted_at
    assert (kept.consent_edition, kept.consent_digest) == (wording.edition, wording.digest)


def test_a_citizen_number_is_written_down_and_shown_by_its_ends(city: City, enter: Enter) -> None:  # R20
    client = enter(city.assigner)
    assert client.post(ENTRY, TYPED | {"citizen_id": " 001 000 111 222 "}).status_code == 302
    case = Case.objects.latest("pk")
    assert Contact.objects.get(case=case).citizen_id == "001000111222"
    page = client.get(f"/ban-xu-ly/{case.code}").content.decode()
    assert "001•••••••22" in page and "001000111222" not in page


def test_a_wrong_citizen_number_is_told_and_stays(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    for wrong in ("12345", "003000111222", "khong nho"):
        answer = client.post(ENTRY, TYPED | {"citizen_id": wrong})
        page = answer.content.decode()
        assert answer.status_code == 422 and "chưa rõ thì để trống" in page
        assert "id_citizen_id-error" in page and f'value="{wrong}"' in page and "Trần Thị Bốn" in page
    assert not Case.objects.exists()


def test_at_the_counter_the_card_vouches_for_a_birth_abroad(city: City, enter: Enter) -> None:
    said = TYPED | {"citizen_id": "900000111222"}
    assert enter(city.assigner).post(ENTRY, said).status_code == 422
    assert enter(city.assigner).post(ENTRY, said | {"channel": "counter"}).status_code == 302


def test_a_wrong_entry_keeps_everything(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    for change, where in (
        ({"text": "Hỏng"}, "id_text-error"),
        ({"phone": ""}, "id_phone-error"),
        ({"consent": ""}, "id_consent-error"),
        ({"handling": ""}, "id_handling-error"),
    ):
        answer = client.post(ENTRY, TYPED | change)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert where in page
        assert "29 Trần Quốc Toản" in page
    assert not Case.objects.exists()


def test_a_confidential_caller_stays_unnamed(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    own = {"text": TYPED["text"] + " Căn cước 001000111222.", "citizen_id": "001000111222"}
    client.post(ENTRY, TYPED | own | {"confidential": "1"})
    page = client.get(f"/ban-xu-ly/{Case.objects.latest('pk').code}").content.decode()
    assert "Trần Thị Bốn" not in page
    assert "0912345678" not in page
    assert "001•••" not in page and "001000111222" not in page


def test_officers_see_who_still_owes_their_identity_after_a_warning(
    city: City, enter: Enter, submitted: Submit
) -> None:
    owes = "chưa khai đủ danh tính"
    warned, known = submitted(danger=True), submitted()

    def page(case: Case) -> str:
        return enter(city.assigner).get(f"/ban-xu-ly/{case.code}").content.decode()

    assert owes not in page(warned)
    number = Account.objects.get(pk=city.sender.account_id).citizen_id
    Account.objects.filter(pk=city.sender.account_id).update(citizen_id="", citizen_id_digest=None)
    assert owes in page(warned) and owes not in page(known)
    account = Account.objects.get(pk=city.sender.account_id)
    account.citizen_id = number
    account.save()
    assert owes not in page(warned)


def test_a_second_press_enters_no_second_report(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    page = client.get(ENTRY).content.decode()
    key = page.split('name="client_key" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(ENTRY, TYPED | {"client_key": key}).status_code == 302
        assert Case.objects.get().code in client.get(ENTRY).content.decode()
    assert Case.objects.get().entered_by_id == city.assigner.account_id
    assert enter(city.other_assigner).post(ENTRY, TYPED | {"client_key": key}).status_code == 302
    assert Case.objects.count() == 2
