"""The authenticator app: installed with a code that came back, each code once, wrong ones lock."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import timedelta

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from ihanoi.identity.models import Authenticator, Guesses
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from tests.identity.conftest import PASSWORD, by_password, code_of, entered, verbs, with_app

pytestmark = pytest.mark.django_db
SECOND, APP, PROVE = "/dang-nhap/buoc-hai", "/tai-khoan/bao-mat/ung-dung", "/tai-khoan/bao-mat/xac-nhan"


def shown_secret(page: str) -> str:
    """The letters that the page gives to type."""
    return "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))


def test_it_is_installed_by_picture_or_letters_and_confirmed(citizen: Account) -> None:
    browser = entered(citizen)
    page = browser.get(APP).content.decode()
    secret = shown_secret(page)
    assert len(secret) == 32
    assert 'src="data:image/svg+xml' in page
    assert f"secret={secret}" in page
    assert not Authenticator.objects.exists(), "nothing is kept before a code came back"
    wrong = browser.post(APP, {"code": "000000"})
    assert wrong.status_code == 422
    assert shown_secret(wrong.content.decode()) == secret, (
        "the same picture, so that nothing is scanned again"
    )
    done = browser.post(APP, {"code": code_of(pyotp.TOTP(secret))})
    assert done.content.decode().count('<li class="num') == 10
    assert Authenticator.objects.get().secret == secret
    assert {"add_authenticator", "make_recovery_codes"} <= set(verbs(citizen))


def test_the_secret_lies_sealed_in_session_and_table(citizen: Account) -> None:
    browser = entered(citizen)
    secret = shown_secret(browser.get(APP).content.decode())
    kept = Session.objects.get(pk=browser.session.session_key).session_data
    assert secret.encode() not in b64decode(kept)
    browser.post(APP, {"code": code_of(pyotp.TOTP(secret))})
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM identity_authenticator")
        assert secret.encode() not in bytes(cursor.fetchone()[0])


def test_password_and_code_open_the_account(citizen: Account) -> None:
    app = with_app(citizen)
    answer, browser = by_password(citizen)
    assert answer["Location"] == SECOND
    assert browser.get("/tai-khoan").status_code == 302, "half a sign-in is none"
    shown = code_of(app)
    assert browser.post(SECOND, {"code": f" {shown[:3]} {shown[3:]} "})["Location"] == "/"
    assert browser.get("/tai-khoan").status_code == 200


@pytest.mark.usefixtures("within_a_step")
@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_clock_may_differ_by_one_step(citizen: Account, later: int) -> None:
    app = with_app(citizen)
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code_of(app, later)}).status_code == 302


@pytest.mark.usefixtures("within_a_step")
@pytest.mark.parametrize("later", [-3, 2, 3])
def test_but_not_by_more(citizen: Account, later: int) -> None:
    app = with_app(citizen)
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code_of(app, later)}).status_code == 422


def test_a_code_opens_once(citizen: Account) -> None:
    app = with_app(citizen)
    code = code_of(app)
    for status in (302, 422):
        _, browser = by_password(citizen)
        answer = browser.post(SECOND, {"code": code})
        assert answer.status_code == status
    assert "đã dùng rồi" in answer.content.decode()


def test_an_older_code_than_the_last_opens_nothing(citizen: Account) -> None:
    app = with_app(citizen)
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code_of(app, 1)}).status_code == 302
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code_of(app)}).status_code == 422


def test_five_wrong_ones_lock_for_fifteen_minutes_and_are_told(citizen: Account) -> None:
    app, now = with_app(citizen), clock.now()
    _, browser = by_password(citizen)
    for status in (422, 422, 422, 422, 429):
        answer = browser.post(SECOND, {"code": "123123"})
        assert answer.status_code == status
    assert "thử lại sau 15 phút" in answer.content.decode()
    assert int(answer["Retry-After"]) == pytest.approx(900, abs=2)
    _, elsewhere = by_password(citizen)
    assert elsewhere.post(SECOND, {"code": code_of(app)}).status_code == 429, "the account, not the browser"
    assert verbs(citizen)[-1] == "lock_second_proof"
    journal.deliver()
    assert Notice.objects.filter(account=citizen, verb="lock_second_proof", url="/tai-khoan/bao-mat").exists()
    with clock.at(now + timedelta(minutes=16)):
        _, browser = by_password(citizen)
        assert browser.post(SECOND, {"code": code_of(app)}).status_code == 302
    assert Guesses.objects.get().wrong == 0


def test_a_new_session_does_not_begin_the_count_anew(citizen: Account) -> None:
    with_app(citizen)
    for _ in range(4):
        _, browser = by_password(citizen)
        browser.post(SECOND, {"code": "123123"})
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": "123123"}).status_code == 429


def test_a_right_one_forgets_the_wrong_ones(citizen: Account) -> None:
    app = with_app(citizen)
    _, browser = by_password(citizen)
    for _ in range(4):
        browser.post(SECOND, {"code": "123123"})
    assert browser.post(SECOND, {"code": code_of(app)}).status_code == 302
    assert Guesses.objects.get().wrong == 0


@pytest.mark.parametrize("code", ["", "abc", "１２３４５６", "1234567", "'; drop table", "0" * 13])
def test_nonsense_opens_nothing(citizen: Account, code: str) -> None:
    with_app(citizen)
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code}).status_code == 422


def test_the_first_proof_grows_old(citizen: Account) -> None:
    app, now = with_app(citizen), clock.now()
    _, browser = by_password(citizen)
    with clock.at(now + timedelta(minutes=11)):
        assert browser.get(SECOND)["Location"] == "/dang-nhap"
        assert browser.post(SECOND, {"code": code_of(app)})["Location"] == "/dang-nhap"
    assert browser.get("/tai-khoan").status_code == 302


def test_nobody_gets_there_without_the_first_proof(citizen: Account) -> None:
    app = with_app(citizen)
    assert Client().get(SECOND)["Location"] == "/dang-nhap"
    assert Client().post(SECOND, {"code": code_of(app)})["Location"] == "/dang-nhap"


def test_the_key_of_the_session_changes_at_each_step(citizen: Account) -> None:
    """Who planted a key in somebody's browser shares neither half nor whole of their sign-in."""
    app, browser = with_app(citizen), Client()
    session = browser.session
    session["planted"] = 1
    session.save()
    keys = [session.session_key]
    by_password(citizen, browser)
    keys.append(browser.session.session_key)
    browser.post(SECOND, {"code": code_of(app)})
    keys.append(browser.session.session_key)
    assert len(set(keys)) == 3
    for planted in keys[:2]:
        thief = Client()
        thief.cookies["sessionid"] = planted
        assert thief.get("/tai-khoan").status_code == 302
        assert thief.get(SECOND)["Location"] == "/dang-nhap"


def test_another_app_takes_its_place(citizen: Account) -> None:
    old = with_app(citizen)
    _, browser = by_password(citizen)
    browser.post(SECOND, {"code": code_of(old)})
    new = pyotp.TOTP(shown_secret(browser.get(APP).content.decode()))
    assert browser.post(APP, {"code": code_of(new)}).status_code == 200
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code_of(old, 1)}).status_code == 422
    assert browser.post(SECOND, {"code": code_of(new, 1)}).status_code == 302


def test_it_is_taken_away_and_told(citizen: Account) -> None:
    app = with_app(citizen)
    _, browser = by_password(citizen)
    browser.post(SECOND, {"code": code_of(app)})
    assert browser.post(APP + "/go").status_code == 302
    assert browser.post(APP + "/go").status_code == 409
    assert by_password(citizen)[0]["Location"] == "/"
    journal.deliver()
    told = Notice.objects.filter(account=citizen).values_list("verb", flat=True)
    assert {"add_authenticator", "remove_authenticator"} <= set(told)


def test_somebody_elses_code_is_nothing(citizen: Account) -> None:
    other = people_actions.create_account(
        actor=SYSTEM, new=NewAccount("lan@example.org", "Lê Thị Lan"), password=PASSWORD
    )
    theirs = with_app(other)
    with_app(citizen)
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"code": code_of(theirs)}).status_code == 422


def test_a_code_proves_it_again_and_wrong_ones_lock(citizen: Account) -> None:
    app, now = with_app(citizen), clock.now()
    _, browser = by_password(citizen)
    browser.post(SECOND, {"code": code_of(app)})
    with clock.at(now + timedelta(minutes=11)):
        assert browser.get(APP)["Location"].startswith(PROVE + "?next=")
        assert browser.post(PROVE, {"code": code_of(app)})["Location"] == "/tai-khoan/bao-mat"
        assert browser.get(APP).status_code == 200
    with clock.at(now + timedelta(minutes=22)):
        answers = [browser.post(PROVE, {"code": "123123"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
