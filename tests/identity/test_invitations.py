"""The letter of an invitation and the page behind its link."""

from __future__ import annotations

import re
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.core import mail
from django.test import Client

from ihanoi.identity import actions
from ihanoi.identity.models import Message, SignIn
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited
from ihanoi.people.models import Account, Invitation
from ihanoi.people.words import Role
from tests.conftest import City
from tests.people.officials import again, own, seat

PASSWORD = "hoa sua thang muoi"
ADDRESS = "lan.pham@hanoi.example"


@pytest.fixture
def operator(city: City) -> Actor:
    return seat("minh", city.ward)


def invite(
    operator: Actor, city: City, email: str = ADDRESS, since: date = date(2026, 11, 16)
) -> tuple[Invitation, str]:
    """The invitation, and where the letter's link leads."""
    asked = Invited(email, "Phạm Thị Lan", "Chuyên viên", city.division, [Role.HANDLER], since)
    made = actions.invite(actor=operator, invited=asked)
    return made, link()


def link() -> str:
    found = re.search(r"https?://[^/\s]+(/loi-moi/\S+)", Message.objects.latest("pk").text)
    assert found
    return found[1]


def test_the_letter_leaves_by_the_worker_and_says_who_invites(operator: Actor, city: City) -> None:
    invite(operator, city)
    assert mail.outbox == [], "nothing leaves in the request"
    actions.send_left()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert operator.name in letter.body and "23/11/2026" in letter.body and "Cán bộ xử lý" in letter.body
    assert Message.objects.get().text == ""


def test_who_begins_tomorrow_enters_where_somebody_else_is_signed_in(operator: Actor, city: City) -> None:
    _, page = invite(operator, city, since=date(2026, 11, 17))
    browser = Client()
    browser.force_login(people.account(own(city.neighbour)), "django.contrib.auth.backends.ModelBackend")
    assert browser.post(page, {"password": PASSWORD}).status_code == HTTPStatus.FOUND
    begun = SignIn.objects.get(account=Account.objects.get(email=ADDRESS))
    assert begun.session_key == browser.session.session_key


def test_who_accepts_sets_a_password_and_a_second_proof(operator: Actor, city: City) -> None:
    _, page = invite(operator, city)
    browser = Client()
    shown = browser.get(page).content.decode()
    assert operator.name in shown and "Phạm Thị Lan" in shown and "Cán bộ xử lý" in shown
    weak = browser.post(page, {"password": "12345678"})
    assert weak.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(page, {"password": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    done = browser.post(page, {"password": PASSWORD})
    assert (done.status_code, done["Location"]) == (HTTPStatus.FOUND, "/dang-nhap/cai-dat")
    account = Account.objects.get(email=ADDRESS)
    assert people.actor_for(account).holds(Role.HANDLER, city.division)
    assert not SignIn.objects.exists(), "no session before the second proof"
    assert browser.get(page).status_code == HTTPStatus.NOT_FOUND


def test_an_unknown_link_opens_nothing(city: City) -> None:
    answer = Client().get("/loi-moi/khong-co")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "không còn dùng được" in answer.content.decode()


def test_a_new_letter_ends_the_link_before(operator: Actor, city: City) -> None:
    made, first = invite(operator, city)
    with clock.at(clock.now() + timedelta(minutes=1)):
        actions.invite_again(actor=operator, invitation_id=made.pk)
        second = link()
        assert Client().get(first).status_code == HTTPStatus.NOT_FOUND
        assert Client().get(second).status_code == HTTPStatus.OK


def test_the_owner_of_an_account_accepts_signed_in(operator: Actor, city: City) -> None:
    account = people.account(own(city.sender))
    _, page = invite(operator, city, account.email)
    stranger = Client()
    shown = stranger.get(page).content.decode()
    assert "Đăng nhập để nhận" in shown and 'name="password"' not in shown
    assert stranger.post(page, {"password": PASSWORD}).status_code == HTTPStatus.CONFLICT
    owner = Client()
    owner.force_login(account)
    assert "Nhận lời mời" in owner.get(page).content.decode()
    done = owner.post(page)
    assert done["Location"] == "/dang-nhap/cai-dat", "an official needs a second proof"
    assert again(city.sender).holds(Role.HANDLER, city.division)


def test_the_address_of_a_closed_account_is_told_what_to_do(operator: Actor, city: City) -> None:
    account = people.account(own(city.second_handler))
    people_actions.leave(
        actor=operator, account_id=account.pk, last_day=date(2026, 11, 16), reason="Nghỉ hưu"
    )
    _, page = invite(operator, city, account.email)
    assert "mở lại tài khoản" in Client().get(page).content.decode()


def test_a_letter_of_who_lost_the_office_says_what_to_do(operator: Actor, city: City) -> None:
    _, page = invite(operator, city)
    people_actions.revoke(actor=SYSTEM, account_id=own(operator), agency_id=city.ward, role=Role.OPERATOR)
    browser = Client()
    shown = browser.get(page).content.decode()
    assert "đề nghị cơ quan gửi thư mời mới" in shown and 'name="password"' not in shown
    answer = browser.post(page, {"password": PASSWORD})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.content.decode().count("đề nghị cơ quan gửi thư mời mới") == 1
    assert not Account.objects.filter(email=ADDRESS).exists()


def test_sessions_end_with_the_account(operator: Actor, city: City) -> None:
    account = people.account(own(city.handler))
    actions.begin_session(
        account=account, session_key="x" * 32, method="password", strong=True, agent="", address=""
    )
    people_actions.leave(
        actor=operator, account_id=account.pk, last_day=date(2026, 11, 16), reason="Nghỉ hưu"
    )
    journal.deliver()
    assert SignIn.objects.get(account=account).ended_at is not None
    assert people.actor_for(people.account(account.pk)).account_id is None
