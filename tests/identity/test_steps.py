"""What is still asked of whom before a session begins."""

from __future__ import annotations

import pyotp
import pytest
from django.test import Client, override_settings

from ihanoi.identity.models import Authenticator, SignIn
from ihanoi.identity.queries import next_step
from ihanoi.identity.words import Method, Step
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from ihanoi.people.words import Role
from tests.identity.conftest import PASSWORD, by_password, code_of, options, with_app
from tests.identity.device import Device
from tests.identity.test_authenticator import shown_secret

pytestmark = pytest.mark.django_db
ENROL, SECOND = "/dang-nhap/cai-dat", "/dang-nhap/buoc-hai"
BETTER = "Cau Long Bien 7 gio chieu."


@pytest.mark.parametrize("method", list(Method))
def test_citizens_are_asked_for_a_second_step_only_when_they_have_one(
    citizen: Account, method: Method
) -> None:
    assert next_step(citizen, method, strong=False) == Step.NONE
    with_app(citizen)
    assert next_step(citizen, method, strong=False) == Step.SECOND
    assert next_step(citizen, method, strong=True) == Step.NONE


@pytest.mark.parametrize("role", list(Role))
def test_whoever_holds_any_seat_must_have_one(citizen: Account, role: Role) -> None:
    people_actions.install_agencies()
    seat = {"account_id": citizen.pk, "agency_id": people.city().id, "role": role}
    people_actions.grant(actor=SYSTEM, **seat)
    assert next_step(citizen, Method.CODE, strong=False) == Step.ENROL
    assert next_step(citizen, Method.PASSKEY, strong=True) == Step.NONE
    with_app(citizen)
    assert next_step(citizen, Method.CODE, strong=False) == Step.SECOND


def test_a_password_that_somebody_else_chose_comes_last(official: Account) -> None:
    official.new_password_due = True
    assert next_step(official, Method.PASSWORD, strong=False) == Step.ENROL
    assert next_step(official, Method.PASSWORD, strong=True) == Step.RENEW
    with_app(official)
    assert next_step(official, Method.PASSWORD, strong=False) == Step.SECOND


def test_the_shared_accounts_of_the_demo_need_nothing(official: Account) -> None:
    official.is_shared = True
    with override_settings(DEMO=True):
        assert next_step(official, Method.PASSWORD, strong=False) == Step.NONE
    with override_settings(DEMO=False):
        assert next_step(official, Method.PASSWORD, strong=False) == Step.ENROL


def test_an_official_sets_up_an_app_and_gets_in(official: Account) -> None:
    answer, browser = by_password(official)
    assert answer["Location"] == ENROL
    page = browser.get(ENROL).content.decode()
    assert "Tạo khóa truy cập trên máy này" in page
    assert browser.post(ENROL, {"way": "app"})["Location"] == ENROL
    secret = shown_secret(browser.get(ENROL).content.decode())
    assert browser.post(ENROL, {"code": "000000"}).status_code == 422
    codes = browser.post(ENROL, {"code": code_of(pyotp.TOTP(secret))})
    assert codes.status_code == 200
    assert 'href="/ban-xu-ly/"' in codes.content.decode()
    assert browser.get("/tai-khoan").status_code == 200
    assert SignIn.objects.get().is_strong
    answer, browser = by_password(official)
    assert answer["Location"] == SECOND
    assert browser.post(SECOND, {"code": code_of(pyotp.TOTP(secret), 1)})["Location"] == "/ban-xu-ly/"


def test_another_way_may_be_chosen(official: Account) -> None:
    _, browser = by_password(official)
    browser.post(ENROL, {"way": "app"})
    browser.post(ENROL, {"way": ""})
    assert "Tạo khóa truy cập trên máy này" in browser.get(ENROL).content.decode()
    assert browser.post(ENROL, {"code": "123456"}).status_code == 409


def test_after_it_comes_the_own_password(official: Account) -> None:
    Account.objects.filter(pk=official.pk).update(new_password_due=True)
    _, browser = by_password(official)
    page = browser.post(ENROL, {"credential": Device().make(options(browser, "enrol"))})
    assert 'href="/dang-nhap/mat-khau-moi"' in page.content.decode()
    assert browser.get("/tai-khoan").status_code == 302
    assert browser.get(ENROL)["Location"] == "/dang-nhap/mat-khau-moi"
    assert browser.post("/dang-nhap/mat-khau-moi", {"password": "cau giay 8"})["Location"] == "/ban-xu-ly/"


def test_nobody_sets_up_a_second_step_on_half_a_sign_in_that_has_one(official: Account) -> None:
    """Who knows the password alone must not add a device of their own."""
    with_app(official)
    _, browser = by_password(official)
    assert browser.post("/dang-nhap/khoa/cau-hoi", {"use": "enrol"}).status_code == 409
    assert browser.get(ENROL)["Location"] == SECOND
    assert browser.post(ENROL, {"way": "app"})["Location"] == SECOND
    assert browser.post(ENROL, {"credential": "{}"})["Location"] == SECOND
    assert browser.post("/dang-nhap/mat-khau-moi", {"password": BETTER})["Location"] == SECOND
    assert Authenticator.objects.count() == 1


def test_who_is_signed_in_is_not_while_another_is_half_in(citizen: Account, official: Account) -> None:
    _, browser = by_password(citizen)
    assert browser.get("/tai-khoan").status_code == 200
    by_password(official, browser)
    assert browser.get("/tai-khoan").status_code == 302
    assert browser.get(ENROL).status_code == 200


def test_a_closed_account_waits_for_nothing(official: Account) -> None:
    _, browser = by_password(official)
    Account.objects.filter(pk=official.pk).update(is_active=False)
    assert browser.get(ENROL)["Location"] == "/dang-nhap"


def test_signing_in_leads_where_one_was_going(citizen: Account) -> None:
    app, browser = with_app(citizen), Client()
    given = {"email": citizen.email, "password": PASSWORD, "next": "/cua-toi"}
    browser.post("/dang-nhap", given)
    assert browser.post(SECOND, {"code": code_of(app)})["Location"] == "/cua-toi"


def test_an_official_made_without_a_second_step_signs_in_by_none(official: Account) -> None:
    new = NewAccount("moi@example.org", "Ngô Văn Mới")
    other = people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)
    assert by_password(other)[0]["Location"] == "/"
    people_actions.grant(actor=SYSTEM, account_id=other.pk, agency_id=people.city().id, role=Role.HANDLER)
    assert by_password(other)[0]["Location"] == ENROL


def test_who_is_given_a_seat_while_signed_in_sets_up_a_second_step_first(citizen: Account) -> None:
    _, browser = by_password(citizen)
    people_actions.install_agencies()
    seat = {"account_id": citizen.pk, "agency_id": people.city().id, "role": Role.DISPATCHER}
    people_actions.grant(actor=SYSTEM, **seat)
    answer = browser.get("/ban-xu-ly/")
    assert answer["Location"].startswith("/dang-nhap/het-phien")
    assert browser.get("/tai-khoan").status_code == 302
    assert not SignIn.objects.filter(ended_at=None).exists()
    assert by_password(citizen, browser)[0]["Location"] == ENROL
