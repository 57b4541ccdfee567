"""Every page of the room opens for whom it is meant, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.identity.queries import PROVEN
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import actions as people
from ihanoi.people import queries as known
from ihanoi.people.models import Account, Consent
from ihanoi.people.wordings import newest_wording, wording_on
from ihanoi.people.words import Purpose
from ihanoi.privacy import actions
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import DataClass, Right
from tests.conftest import MONDAY, City, picture

Ask = Callable[..., Request]
MINE = "/tai-khoan/du-lieu"
DESK = "/ban-xu-ly"


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(
        Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.mark.parametrize("path", ["", "/dong-y", "/quyen/sao-chep", "/quyen/sua", "/quyen/rut-dong-y", "/quyen/han-che",
                                  "/quyen/xoa"])  # fmt: skip
def test_own_pages(city: City, guardian: Actor, path: str) -> None:
    assert signed_in(city.sender).get(MINE + path).status_code == 200
    assert Client().get(MINE + path).status_code == 302


def test_the_printed_consents(city: City, guardian: Actor) -> None:
    given = MONDAY - timedelta(days=30)
    for purpose, ended in ((Purpose.HANDLING, None), (Purpose.NEWS, MONDAY - timedelta(days=3))):
        Consent.objects.create(
            account_id=city.sender.account_id, purpose=purpose, given_at=given, withdrawn_at=ended
        )
    page = unescape(signed_in(city.sender).get(f"{MINE}/dong-y").content.decode())
    for purpose in (Purpose.HANDLING, Purpose.NEWS):
        shown = wording_on(purpose, given.date())
        assert shown is not None
        assert f"“{shown.text}”" in page and shown.digest in page and str(purpose.label) in page
        assert f"thứ {shown.edition}, dùng từ 01/01/2025" in page
    assert page.count("Lời văn, đoán theo ngày") == 2 and "Lời văn đã hiện" not in page
    assert page.count("17/10/2026") == 2 and page.count("13/11/2026") == 1
    assert page.count("đang có hiệu lực") == 1 and "Sender" in page and "in lúc" in page


def test_papers_are_agreed_to_by_themselves_and_taken_back(city: City, guardian: Actor) -> None:
    with clock.at(MONDAY + timedelta(days=7)):  # the text is shown by then
        assert city.sender.account_id is not None
        firm = people.represent(
            actor=city.sender, tax_code="0100112437", name="Công ty Gạch", address="", position="Giám đốc"
        )
        client, at = signed_in(city.sender), f"/tai-khoan/to-chuc/{firm.pk}"
        text, agree = newest_wording(Purpose.PAPERS).text, newest_wording(Purpose.PAPERS).digest
        assert text in unescape(client.get(at).content.decode())
        given = {"unit": known.agency(city.ward).unit_id}
        assert client.post(at, given | {"papers": picture()}).status_code == 422
        assert not Consent.objects.exists()
        assert client.post(at, given | {"papers": picture(), "agree": agree}).status_code == 302
        assert known.papers_waiting(city.assigner) and text not in unescape(client.get(at).content.decode())
        assert text in unescape(client.get(f"{MINE}/dong-y").content.decode())
        assert "Rút sự đồng ý này" in client.get(MINE).content.decode()
        client.post("/tai-khoan/dong-y-nhan-tin", {"purpose": "papers", "given": "0"})
        assert not known.papers_waiting(city.assigner)
        assert Consent.objects.get().withdrawn_at is not None and text in unescape(
            client.get(at).content.decode()
        )


def test_own_page_shows_what_is_kept(city: City, guardian: Actor) -> None:
    page = signed_in(city.sender).get(MINE).content.decode()
    assert "0900000001" in page and "001•••••••01" in page and "001000000001" not in page
    assert "365 ngày" in page and "730 ngày" in page


def test_an_unknown_right_is_no_page(city: City) -> None:
    assert signed_in(city.sender).get(f"{MINE}/quyen/khac").status_code == 404


def test_asking_on_the_page(city: City, guardian: Actor) -> None:
    client = signed_in(city.sender)
    answer = client.post(f"{MINE}/quyen/han-che", {"said": "Tạm dừng giúp tôi."})
    request = Request.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"{MINE}/yeu-cau/{request.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert request.code in page and "Tạm dừng giúp tôi." in page
    assert client.post(f"{MINE}/yeu-cau/{request.pk}/rut").status_code == 302
    assert Request.objects.get().state == "cancelled"


def test_asking_without_what_is_needed(city: City, guardian: Actor) -> None:
    assert signed_in(city.sender).post(f"{MINE}/quyen/sua", {"said": ""}).status_code == 422
    client = signed_in(city.sender)
    with clock.at(MONDAY + timedelta(minutes=16)):
        answer = client.post(f"{MINE}/quyen/xoa", {"sure": "on"})
        assert answer["Location"] == "/tai-khoan/bao-mat/xac-nhan?next=%2Fdang-nhap%2Fnoi-dung-da-nhap"
        again = client.get("/dang-nhap/noi-dung-da-nhap").content.decode()
    assert f'action="{MINE}/quyen/xoa"' in again and 'name="sure"' in again, "nothing typed is lost"


def test_proving_again_leads_back(city: City) -> None:
    client = signed_in(city.sender)
    draft = client.session
    draft["draft"] = "Vỉa hè bong gạch"
    draft.save()
    page, button = f"{MINE}/quyen/xoa", 'action="/tai-khoan/du-lieu/quyen/xoa/dang-nhap-lai"'
    assert button in client.get(page).content.decode()
    answer = client.post(f"{page}/dang-nhap-lai")
    assert answer["Location"] == "/tai-khoan/bao-mat/xac-nhan?next=%2Ftai-khoan%2Fdu-lieu%2Fquyen%2Fxoa"
    assert client.get(MINE).status_code == 200
    assert client.session["draft"] == "Vỉa hè bong gạch", "nobody is signed out, and nothing typed is lost"
    proven = client.session
    proven[PROVEN] = clock.now().isoformat()
    proven.save()
    assert button not in client.get(page).content.decode()
    with clock.at(MONDAY + timedelta(minutes=11)):
        assert button in client.get(page).content.decode()


def test_another_persons_request_is_not_there(city: City, asked: Ask) -> None:
    request = asked()
    for actor in (city.neighbour, city.overseer):
        assert signed_in(actor).get(f"{MINE}/yeu-cau/{request.pk}").status_code == 404
        assert signed_in(actor).post(f"{MINE}/yeu-cau/{request.pk}/rut").status_code == 404


def test_guardian_pages(city: City, guardian: Actor, asked: Ask) -> None:
    requests = [
        asked(right, said="Sai tên.") for right in (Right.RESTRICT, Right.CORRECT, Right.DELETE, Right.COPY)
    ]
    incident = actions.record_incident(
        actor=guardian,
        what="Gửi nhầm tệp.",
        found_at=MONDAY,
        found_by="Trực ban",
        classes=[DataClass.ACCOUNT],
    )
    paths = [
        "du-lieu-ca-nhan",
        "du-lieu-ca-nhan/thoi-han",
        "du-lieu-ca-nhan/luu-giu",
        "su-co-du-lieu",
        "su-co-du-lieu/moi",
    ]
    paths += [f"du-lieu-ca-nhan/{r.pk}" for r in requests]
    paths += [f"su-co-du-lieu/{incident.pk}{end}" for end in ("", "/thong-bao.docx", "/nguoi.csv")]
    for path in paths:
        assert signed_in(guardian).get(f"{DESK}/{path}").status_code == 200, path
        assert signed_in(city.sender).get(f"{DESK}/{path}").status_code == 404, path
        assert signed_in(city.handler).get(f"{DESK}/{path}").status_code == 404, path


def test_a_request_to_delete_names_no_confidential_report(
    guardian: Actor, asked: Ask, submitted: Callable[..., Case]
) -> None:
    """Beside the name of who asks, its code would tell who sent it (R21)."""
    secret, told = submitted(confidential=True), submitted(text="Đèn đường trước số 31 tắt đã ba đêm liền.")
    request = asked(Right.DELETE, open_cases="wait")
    page = signed_in(guardian).get(f"{DESK}/du-lieu-ca-nhan/{request.pk}").content.decode()
    assert told.code in page and secret.code not in page
    assert "1 phản ánh giữ kín tên" in page


def test_the_queue_says_who_took_a_request_on(guardian: Actor, asked: Ask) -> None:
    request, client = asked(Right.RESTRICT), signed_in(guardian)
    queue = f"{DESK}/du-lieu-ca-nhan"
    taken = f"{request.code} · Sender · làm xong trước"
    assert "· Trần Bảo Vệ" not in client.get(queue).content.decode()
    actions.accept(actor=guardian, request_id=request.pk)
    page = client.get(queue).content.decode()
    assert taken in page and "· Trần Bảo Vệ" in page
    actions.finish(actor=guardian, request_id=request.pk)
    assert "· Trần Bảo Vệ" in client.get(queue).content.decode()


def test_guardian_steps_on_the_page(guardian: Actor, asked: Ask, city: City) -> None:
    request, client = asked(Right.RESTRICT), signed_in(guardian)
    at = f"{DESK}/du-lieu-ca-nhan/{request.pk}"
    assert client.post(f"{at}/tu-choi", {"reason": ""}).status_code == 422
    assert client.post(f"{at}/nhan").status_code == 302
    assert client.post(f"{at}/xong", {"reason": ""}).status_code == 302
    assert client.post(f"{at}/xong", {"reason": ""}).status_code == 409
    assert Request.objects.get().state == "done"
    assert "Bỏ hạn chế" in signed_in(city.sender).get(MINE).content.decode()
    assert signed_in(city.sender).post(f"{MINE}/bo-han-che").status_code == 302
    assert Account.objects.get(pk=city.sender.account_id).restricted_at is None
