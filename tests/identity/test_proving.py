"""Showing once more who one is, by a code that is sent, for those who have no second proof."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from ihanoi.identity.models import Code
from ihanoi.identity.words import Errand
from ihanoi.kernel import clock
from ihanoi.people.queries import Account
from tests.identity.conftest import entered, with_app
from tests.identity.postbox import ask_for_code, other_than, sent

pytestmark = pytest.mark.django_db
PROVE, PAGE = "/tai-khoan/bao-mat/xac-nhan", "/tai-khoan/bao-mat/mat-khau"


@pytest.fixture
def by_code(citizen: Account) -> Client:
    """Signed in by a code, some time ago; without a password."""
    Account.objects.filter(pk=citizen.pk).update(password=make_password(None))
    browser = Client()
    with clock.at(clock.now() - timedelta(minutes=30)):
        code = ask_for_code(browser, "0912345678")
        assert browser.post("/dang-nhap/ma", {"code": code})["Location"] == "/"
    return browser


def test_a_code_to_the_own_number_allows_a_first_password(by_code: Client) -> None:
    asked = by_code.get(PAGE)
    page = by_code.get(asked["Location"]).content.decode()
    assert "Gửi mã đến 0912345678" in page
    assert 'name="current"' not in page
    answer = by_code.post(PROVE, {"send": "1", "next": PAGE})
    assert answer["Location"] == f"{PROVE}?next=%2Ftai-khoan%2Fbao-mat%2Fmat-khau"
    assert "Xác nhận bằng mã đã gửi" in by_code.get(answer["Location"]).content.decode()
    code = sent()
    wrong = by_code.post(PROVE, {"sent-code": other_than(code), "next": PAGE})
    assert wrong.status_code == 422
    assert by_code.get(PAGE).status_code == 302
    assert by_code.post(PROVE, {"sent-code": code, "next": PAGE})["Location"] == PAGE
    assert by_code.post(PAGE, {"password": "Cau Long Bien 7 gio chieu."}).status_code == 302


def test_it_opens_once_and_only_to_whom_it_was_sent(by_code: Client) -> None:
    by_code.post(PROVE, {"send": "1"})
    code = sent()
    assert by_code.post(PROVE, {"sent-code": code}).status_code == 302
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert by_code.post(PROVE, {"sent-code": code}).status_code == 422
        thief = Client()
        assert thief.post("/dang-nhap/ma", {"code": code})["Location"] == "/dang-nhap"


def test_too_many_are_refused_in_words(by_code: Client) -> None:
    answers = [by_code.post(PROVE, {"send": "1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 429, 429]
    assert Code.objects.filter(errand=Errand.PROVE).count() == 1


def test_who_has_a_second_proof_shows_that(citizen: Account) -> None:
    browser = entered(citizen)
    with_app(citizen)
    assert "Gửi mã đến" not in browser.get(PROVE).content.decode()
    assert browser.post(PROVE, {"send": "1"}).status_code == 422
    assert not Code.objects.filter(errand=Errand.PROVE).exists()


def test_a_code_for_signing_in_proves_nothing_here(by_code: Client) -> None:
    code, now = ask_for_code(Client(), "0912345678"), clock.now()
    with clock.at(now + timedelta(minutes=2)):
        by_code.post(PROVE, {"send": "1"})
    assert sent() != code
    assert by_code.post(PROVE, {"sent-code": code}).status_code == 422
