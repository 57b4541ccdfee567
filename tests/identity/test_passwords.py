"""Passwords: long enough for what stands beside them, never one of the last ten, changed only after a fresh proof."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings

from ihanoi.identity import actions, rules
from ihanoi.identity.models import OldPassword, SignIn
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from tests.identity.conftest import PASSWORD, by_password, entered, verbs, with_app

pytestmark = pytest.mark.django_db
BETTER = "Cau Long Bien 7 gio chieu."
SECURITY = "/tai-khoan/bao-mat"
PAGE, PROVE = SECURITY + "/mat-khau", SECURITY + "/xac-nhan"


def change(account: Account, password: str) -> None:
    actions.change_password(actor=people.actor_for(account), proven_at=clock.now(), password=password)


@pytest.mark.parametrize(
    ("password", "has_second", "is_weak"),
    [
        ("chin cau thang", True, False),
        ("12345678", True, False),  # that it is common is said elsewhere
        ("bay chu", True, True),
        ("Hoa sua 7 mua!", False, False),
        ("Hoa sua 7 mua", False, True),
        ("hoa sua mua thu rat dai 7!", False, True),
        ("HOA SUA MUA THU RAT DAI 7!", False, True),
        ("Hoa sua mua thu rat dai!", False, True),
        ("HoaSuaMuaThu2026", False, True),
        ("Đường Lê Duẩn 7!", False, False),
    ],
)
def test_how_strong_it_must_be(password: str, has_second: bool, is_weak: bool) -> None:
    assert bool(rules.weakness(password, has_second=has_second)) is is_weak


def test_a_new_one_signs_out_the_other_devices_and_is_told(citizen: Account) -> None:
    here, there = entered(citizen), entered(citizen)
    before = here.session.session_key
    assert here.post(PAGE, {"password": BETTER})["Location"] == SECURITY
    assert here.get(SECURITY).status_code == 200
    assert here.session.session_key != before
    assert there.get(SECURITY).status_code == 302
    assert [s.session_key for s in SignIn.objects.filter(ended_at=None)] == [here.session.session_key]
    citizen.refresh_from_db()
    assert citizen.check_password(BETTER)
    assert by_password(citizen)[0].status_code == 422
    journal.deliver()
    assert Notice.objects.filter(account=citizen, verb="change_password").count() == 1


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (PASSWORD, "đã dùng trước đây"),
        ("ngan", "ít nhất 14 ký tự"),
        ("password123", "ít nhất 14 ký tự"),
        ("", "Hãy nhập mật khẩu mới"),
        ("Nguyễn Thị Bình 1!", "quá giống tên"),
    ],
)
def test_one_that_will_not_do(citizen: Account, new: str, sentence: str) -> None:
    answer = entered(citizen).post(PAGE, {"password": new})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert not new or f'value="{new}"' not in page
    citizen.refresh_from_db()
    assert citizen.check_password(PASSWORD)


def test_beside_a_second_step_eight_will_do_but_no_common_one(citizen: Account) -> None:
    with_app(citizen)
    change(citizen, "cau giay 8")
    with pytest.raises(Invalid) as refused:
        change(citizen, "password123")
    assert "phổ biến" in str(refused.value.reason)


def test_the_last_ten_are_not_taken_again(citizen: Account) -> None:
    change(citizen, BETTER)
    with pytest.raises(Invalid, match="đã dùng trước đây"):
        change(citizen, PASSWORD)
    now = clock.now()
    OldPassword.objects.bulk_create(
        OldPassword(
            account=citizen, password=make_password(f"Cau so {i} bac qua!"), ended_at=now + timedelta(hours=i)
        )
        for i in range(1, 9)
    )
    with pytest.raises(Invalid, match="đã dùng trước đây"):
        change(citizen, PASSWORD)  # the tenth, with the present one
    with clock.at(now + timedelta(days=1)):
        change(citizen, "Cho Dong Xuan 18 hang!")
        change(citizen, PASSWORD)
    assert OldPassword.objects.count() == 10


def test_a_first_one_is_set_after_a_fresh_proof(citizen: Account) -> None:
    citizen.password = make_password(None)
    citizen.save(update_fields=["password"])
    browser = Client()
    browser.force_login(citizen, backend="django.contrib.auth.backends.ModelBackend")
    assert "Chưa đặt" in browser.get(SECURITY).content.decode()
    assert browser.get(PAGE)["Location"].startswith(PROVE)
    change(citizen, BETTER)
    citizen.refresh_from_db()
    assert citizen.check_password(BETTER)
    assert not OldPassword.objects.exists()


def test_an_old_proof_changes_nothing(citizen: Account) -> None:
    browser, now = entered(citizen), clock.now()
    with clock.at(now + timedelta(minutes=11)):
        assert browser.post(PAGE, {"password": BETTER})["Location"].startswith(PROVE)
        wrong = browser.post(PROVE, {"current": "sai"})
        assert wrong.status_code == 422
        assert "Mật khẩu đang dùng không đúng." in wrong.content.decode()
        assert browser.post(PROVE, {"current": PASSWORD, "next": PAGE})["Location"] == PAGE
        assert browser.post(PAGE, {"password": BETTER}).status_code == 302


@pytest.mark.parametrize("proven", [None, timedelta(minutes=11), timedelta(minutes=-1)], ids=str)
def test_the_action_itself_wants_the_proof(citizen: Account, proven: timedelta | None) -> None:
    at = clock.now() - proven if proven is not None else None
    with pytest.raises(Denied):
        actions.change_password(actor=people.actor_for(citizen), proven_at=at, password=BETTER)


def test_guessing_it_from_inside_locks(citizen: Account) -> None:
    browser = entered(citizen)
    answers = [browser.post(PROVE, {"current": "sai"}).status_code for _ in range(6)]
    assert answers == [422, 422, 422, 422, 429, 429]
    assert browser.post(PROVE, {"current": PASSWORD}).status_code == 429


def test_another_site_is_never_the_next_page(citizen: Account) -> None:
    answer = entered(citizen).post(PROVE, {"current": PASSWORD, "next": "https://evil.example/"})
    assert answer["Location"] == SECURITY


def test_one_that_somebody_else_chose_is_changed_first(citizen: Account) -> None:
    Account.objects.filter(pk=citizen.pk).update(new_password_due=True)
    answer, browser = by_password(citizen)
    assert answer["Location"] == "/dang-nhap/mat-khau-moi"
    assert browser.get(SECURITY).status_code == 302
    assert browser.get("/dang-nhap/mat-khau-moi").status_code == 200
    assert browser.post("/dang-nhap/mat-khau-moi", {"password": "ngan"}).status_code == 422
    assert browser.post("/dang-nhap/mat-khau-moi", {"password": PASSWORD}).status_code == 422
    assert browser.post("/dang-nhap/mat-khau-moi", {"password": BETTER})["Location"] == "/"
    assert browser.get(SECURITY).status_code == 200
    citizen.refresh_from_db()
    assert not citizen.new_password_due


def test_signing_out_everywhere_keeps_this_device_and_the_password(citizen: Account) -> None:
    here, there = entered(citizen), entered(citizen)
    assert here.post(SECURITY + "/dang-xuat-noi-khac")["Location"] == SECURITY
    assert here.get(SECURITY).status_code == 200
    assert there.get(SECURITY).status_code == 302
    assert entered(citizen).get(SECURITY).status_code == 200
    assert verbs(citizen)[-1] == "end_other_sessions"


def test_a_shared_account_of_the_demo_keeps_its_password(client: Client) -> None:
    new = NewAccount(f"chi@{people.DEMO_DOMAIN}", "Chị Hương")
    shared = people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)
    client.force_login(shared, backend="django.contrib.auth.backends.ModelBackend")
    with override_settings(DEMO=True):
        assert "tài khoản dùng thử chung" in client.get(SECURITY).content.decode()
        assert "tài khoản dùng thử chung" in client.get(PROVE).content.decode()
        with pytest.raises(Denied):
            change(shared, BETTER)
    assert shared.check_password(PASSWORD)


@pytest.mark.parametrize("who", [PUBLIC, Actor(10**9, "Không có ai")])
def test_nobody_has_no_password_to_change(who: Actor) -> None:
    with pytest.raises(NotFound):
        actions.change_password(actor=who, proven_at=clock.now(), password=BETTER)


@pytest.mark.parametrize("page", ["", "/xac-nhan", "/mat-khau", "/khoa", "/ung-dung", "/ma-du-phong"])
def test_signed_out_leads_to_sign_in(page: str) -> None:
    assert Client().get(SECURITY + page)["Location"].startswith("/dang-nhap?next=/tai-khoan/bao-mat")
