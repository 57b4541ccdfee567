"""Passkeys: added, used as the only step and as the second, refused when anything about them is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from webauthn.helpers import bytes_to_base64url

from ihanoi.identity.models import Passkey, SignIn
from ihanoi.identity.queries import user_handle
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from tests.identity.conftest import (
    PASSWORD,
    by_password,
    code_of,
    entered,
    options,
    verbs,
    with_app,
    with_passkey,
)
from tests.identity.device import Device

pytestmark = pytest.mark.django_db
ENTER, SECOND, ADD = "/dang-nhap/khoa", "/dang-nhap/buoc-hai", "/tai-khoan/bao-mat/khoa"


def enter(device: Device, browser: Client | None = None, **wrong: Any) -> Any:
    browser = browser or Client()
    return browser.post(ENTER, {"credential": device.sign(options(browser, "enter"), **wrong)})


def another() -> Account:
    new = NewAccount("lan@example.org", "Lê Thị Lan")
    return people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)


def test_a_passkey_is_added_told_and_followed_by_recovery_codes(citizen: Account) -> None:
    browser = entered(citizen)
    before = browser.session.session_key
    asked = options(browser, "add")
    assert asked["rp"]["id"] == "localhost"
    assert (
        asked["authenticatorSelection"] | {"residentKey": "required", "userVerification": "required"}
        == (asked["authenticatorSelection"])
    )
    page = browser.post(ADD, {"credential": Device().make(asked), "name": "  Máy  bàn "})
    assert page.status_code == 200
    assert page.content.decode().count('<li class="num') == 10, "the codes are shown at once"
    kept = Passkey.objects.get()
    assert (kept.account_id, kept.name, kept.transports) == (citizen.pk, "Máy bàn", ["internal"])
    assert browser.session.session_key != before
    assert SignIn.objects.get(ended_at=None).session_key == browser.session.session_key
    assert {"add_passkey", "make_recovery_codes"} <= set(verbs(citizen))


def test_it_opens_the_account_without_a_password(citizen: Account) -> None:
    device, browser = with_passkey(citizen), Client()
    assert enter(device, browser)["Location"] == "/"
    assert browser.get("/tai-khoan").status_code == 200
    begun = SignIn.objects.latest("id")
    assert (begun.method, begun.is_strong) == ("passkey", True)


def test_for_an_official_it_is_enough_by_itself(official: Account) -> None:
    browser = Client()
    by_password(official, browser)
    device = Device()
    page = browser.post("/dang-nhap/cai-dat", {"credential": device.make(options(browser, "enrol"))})
    assert "/ban-xu-ly/" in page.content.decode()
    fresh = Client()
    assert enter(device, fresh)["Location"] == "/ban-xu-ly/"


def test_where_one_was_going_is_kept(citizen: Account) -> None:
    device, browser = with_passkey(citizen), Client()
    given = {"credential": device.sign(options(browser, "enter")), "next": "/cua-toi"}
    assert browser.post(ENTER, given)["Location"] == "/cua-toi"


def test_it_is_the_second_step_after_a_password(citizen: Account) -> None:
    device = with_passkey(citizen)
    answer, browser = by_password(citizen)
    assert answer["Location"] == SECOND
    assert "Dùng khóa truy cập" in browser.get(SECOND).content.decode()
    assert browser.post(SECOND, {"credential": device.sign(options(browser, "second"))})["Location"] == "/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://ihanoi.evil.example"},
        {"origin": "http://localhost:9999"},
        {"domain": "evil.example"},
        {"verified": False},
    ],
    ids=str,
)
def test_another_site_or_an_unverified_owner_is_refused(citizen: Account, wrong: dict[str, Any]) -> None:
    device = with_passkey(citizen)
    for name, value in wrong.items():
        setattr(device, name, value)
    browser = Client()
    page = enter(device, browser)
    assert page.status_code == 422
    assert "Không xác nhận được khóa truy cập" in page.content.decode()
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"domain": "evil.example"}, {"verified": False}], ids=str
)
def test_none_is_made_for_another_site(citizen: Account, wrong: dict[str, Any]) -> None:
    browser = entered(citizen)
    page = browser.post(ADD, {"credential": Device(**wrong).make(options(browser, "add"))})
    assert page.status_code == 422
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "credential", ["", "{}", "null", "[1]", '{"id": 7}', "x" * 5000, '{"id":"a","rawId":"a"}', "[" * 200_000]
)
def test_nonsense_is_refused_and_no_error(citizen: Account, credential: str) -> None:
    browser = entered(citizen)
    options(browser, "add")
    assert browser.post(ADD, {"credential": credential}).status_code == 422
    stranger = Client()
    options(stranger, "enter")
    assert stranger.post(ENTER, {"credential": credential}).status_code == 422


def test_an_answer_opens_once(citizen: Account) -> None:
    device, browser = with_passkey(citizen), Client()
    signed = device.sign(options(browser, "enter"))
    assert browser.post(ENTER, {"credential": signed}).status_code == 302
    browser.post("/dang-xuat")
    again = browser.post(ENTER, {"credential": signed})
    assert again.status_code == 422
    options(browser, "enter")
    assert browser.post(ENTER, {"credential": signed}).status_code == 422, "another challenge, the old answer"


def test_an_answer_of_another_browser_opens_nothing(citizen: Account) -> None:
    device, theirs, mine = with_passkey(citizen), Client(), Client()
    signed = device.sign(options(theirs, "enter"))
    options(mine, "enter")
    assert mine.post(ENTER, {"credential": signed}).status_code == 422


def test_a_challenge_for_one_thing_opens_no_other(citizen: Account) -> None:
    device = with_passkey(citizen)
    _, browser = by_password(citizen)
    signed = device.sign(options(browser, "enter"))
    assert browser.post(SECOND, {"credential": signed}).status_code == 422


def test_a_challenge_grows_old(citizen: Account) -> None:
    device, browser, now = with_passkey(citizen), Client(), clock.now()
    signed = device.sign(options(browser, "enter"))
    with clock.at(now + timedelta(minutes=6)):
        page = browser.post(ENTER, {"credential": signed})
    assert page.status_code == 422
    assert "Đã để quá lâu" in page.content.decode()


def test_somebody_elses_passkey_is_no_second_step(citizen: Account) -> None:
    with_passkey(citizen)
    thief = with_passkey(another())
    _, browser = by_password(citizen)
    answer = browser.post(SECOND, {"credential": thief.sign(options(browser, "second"))})
    assert answer.status_code == 422
    assert "_auth_user_id" not in browser.session


def test_a_passkey_cannot_claim_another_account(citizen: Account) -> None:
    thief = with_passkey(another())
    forged = enter(thief, userHandle=user_handle(citizen.pk))
    assert forged.status_code == 422


def test_a_foreign_signature_is_refused(citizen: Account) -> None:
    device = with_passkey(citizen)
    thief = Device(id=device.id, handle=device.handle, count=device.count)
    assert enter(thief).status_code == 422


def test_a_counter_that_went_back_is_refused_written_down_and_told(citizen: Account) -> None:
    device = with_passkey(citizen)
    device.count = 40
    assert enter(device).status_code == 302
    device.count = 7
    page = enter(device)
    assert page.status_code == 422
    assert "bị sao chép" in page.content.decode()
    assert verbs(citizen)[-1] == "refuse_passkey"
    device.count = 41
    assert enter(device).status_code == 302, "the counter that was kept is the higher one"


def test_a_passkey_that_is_synced_counts_nothing(citizen: Account) -> None:
    device = with_passkey(citizen, step=0)
    assert enter(device).status_code == 302
    assert enter(device).status_code == 302


def test_the_same_device_is_not_added_twice(citizen: Account) -> None:
    device = with_passkey(citizen)
    browser = Client()
    enter(device, browser)
    asked = options(browser, "add")
    assert asked["excludeCredentials"][0]["id"] == bytes_to_base64url(device.id)
    page = browser.post(ADD, {"credential": device.make(asked)})
    assert page.status_code == 422
    assert "đã có khóa truy cập" in page.content.decode()


def test_it_is_taken_away_and_opens_nothing(citizen: Account) -> None:
    device, browser = with_passkey(citizen), Client()
    enter(device, browser)
    assert browser.post(f"{ADD}/{Passkey.objects.get().pk}/go")["Location"] == "/tai-khoan/bao-mat"
    assert enter(device).status_code == 422
    assert verbs(citizen)[-1] == "remove_passkey"


def test_nobody_takes_away_anothers(citizen: Account) -> None:
    with_passkey(citizen)
    thief = entered(another())
    assert thief.post(f"{ADD}/{Passkey.objects.get().pk}/go").status_code == 404
    assert Passkey.objects.exists()


def test_an_official_keeps_one(official: Account) -> None:
    browser = Client()
    by_password(official, browser)
    browser.post("/dang-nhap/cai-dat", {"credential": Device().make(options(browser, "enrol"))})
    page = browser.post(f"{ADD}/{Passkey.objects.get().pk}/go")
    assert page.status_code == 409
    assert "ít nhất một bước hai" in page.content.decode()
    with_app(official)
    assert browser.post(f"{ADD}/{Passkey.objects.get().pk}/go").status_code == 302
    assert browser.post("/tai-khoan/bao-mat/ung-dung/go").status_code == 409


def test_an_old_proof_does_not_add_one(citizen: Account) -> None:
    browser, now = entered(citizen), clock.now()
    with clock.at(now + timedelta(minutes=11)):
        assert browser.get(ADD)["Location"].startswith("/tai-khoan/bao-mat/xac-nhan?next=")
        assert browser.post("/dang-nhap/khoa/cau-hoi", {"use": "add"}).status_code == 409
        assert browser.post(ADD, {"credential": "{}"}).status_code == 302
        page = browser.post("/tai-khoan/bao-mat/xac-nhan", {"current": PASSWORD, "next": ADD})
        assert page["Location"] == ADD
        assert browser.get(ADD).status_code == 200


def test_a_passkey_proves_it_again(citizen: Account) -> None:
    device, browser, now = with_passkey(citizen), Client(), clock.now()
    enter(device, browser)
    with clock.at(now + timedelta(minutes=11)):
        before = browser.session.session_key
        given = {"credential": device.sign(options(browser, "prove"))}
        assert browser.post("/tai-khoan/bao-mat/xac-nhan", given).status_code == 302
        assert browser.session.session_key != before
        assert browser.get(ADD).status_code == 200


@pytest.mark.parametrize("use", ["second", "enrol", "prove", "add", "", "x"])
def test_strangers_get_challenges_for_signing_in_only(citizen: Account, use: str) -> None:
    assert Client().post("/dang-nhap/khoa/cau-hoi", {"use": use}).status_code == 409


def test_signing_in_says_nothing_of_accounts(citizen: Account) -> None:
    with_passkey(citizen)
    assert not options(Client(), "enter").get("allowCredentials")


def test_a_closed_account_is_not_opened(citizen: Account) -> None:
    device = with_passkey(citizen)
    Account.objects.filter(pk=citizen.pk).update(is_active=False)
    assert enter(device).status_code == 422


def test_where_the_platform_has_no_name_there_are_none(citizen: Account, settings: Settings) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    answer = Client().post("/dang-nhap/khoa/cau-hoi", {"use": "enter"})
    assert answer.status_code == 409
    assert "tên miền" in answer.json()["error"]


def test_a_wrong_app_does_not_stop_a_passkey(citizen: Account) -> None:
    device, app = with_passkey(citizen), with_app(citizen)
    _, browser = by_password(citizen)
    for _ in range(5):
        answer = browser.post(SECOND, {"code": "000000"})
    assert answer.status_code == 429
    assert browser.post(SECOND, {"code": code_of(app)}).status_code == 429
    assert browser.post(SECOND, {"credential": device.sign(options(browser, "second"))}).status_code == 302
