"""Somebody with a password, and an official; signed in by the pages as in life."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from axes.utils import reset
from django.test import Client
from pytest_django import Settings

from ihanoi.identity import actions
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from ihanoi.people.words import Role
from tests.identity.device import ORIGIN, Device

PASSWORD = "Hoa sua 7 mua thu!"


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    yield
    reset()


@pytest.fixture(autouse=True)
def at_home(settings: Settings) -> None:
    settings.PUBLIC_URL = ORIGIN


@pytest.fixture
def citizen(db: None) -> Account:
    new = NewAccount("binh@example.org", "Nguyễn Thị Bình", "0912345678")
    return people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)


@pytest.fixture
def official(db: None) -> Account:
    people_actions.install_agencies()
    new = NewAccount("duc@example.org", "Hoàng Minh Đức")
    account = people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)
    seat = {"account_id": account.pk, "agency_id": people.city().id, "role": Role.DISPATCHER}
    people_actions.grant(actor=SYSTEM, **seat)
    return account


def by_password(account: Account, client: Client | None = None, password: str = PASSWORD) -> Any:
    """The answer to the form of the sign-in page, and the browser that holds the session."""
    browser = client or Client()
    return browser.post("/dang-nhap", {"email": account.email, "password": password}), browser


def entered(account: Account) -> Client:
    """A browser signed in by password alone, for somebody without a second step."""
    answer, browser = by_password(account)
    assert answer["Location"] == "/", answer["Location"]
    return browser


def options(browser: Client, use: str) -> dict[str, Any]:
    """What the page asks the device for."""
    answer = browser.post("/dang-nhap/khoa/cau-hoi", {"use": use})
    assert answer.status_code == 200, answer.content
    return dict(json.loads(answer.content))


def with_passkey(account: Account, **made: Any) -> Device:
    """The account has a passkey on this device."""
    device, browser = Device(**made), entered(account)
    answer = browser.post(
        "/tai-khoan/bao-mat/khoa", {"credential": device.make(options(browser, "add")), "name": "Điện thoại"}
    )
    assert answer.status_code in (200, 302), answer.content.decode()
    return device


@pytest.fixture
def within_a_step() -> Iterator[None]:
    """The clock stands still in the middle of a step of the codes: none ends between reading and typing one."""
    now = clock.now()
    with clock.at(now.replace(second=now.second // 30 * 30 + 15)):
        yield


def with_app(account: Account) -> pyotp.TOTP:
    """The account has an authenticator app, whose code of a minute ago was used."""
    secret = pyotp.random_base32()
    now = clock.now()
    with clock.at(now - timedelta(minutes=1)):
        code = pyotp.TOTP(secret).at(clock.now())
        actions.add_authenticator(
            actor=people.actor_for(account), proven_at=clock.now(), secret=secret, code=code
        )
    return pyotp.TOTP(secret)


def code_of(app: pyotp.TOTP, later: int = 0) -> str:
    """What it shows now, or some steps later."""
    return app.at(clock.now() + timedelta(seconds=30 * later))


def verbs(account: Account) -> list[str]:
    """What history says of the account, oldest first."""
    return [line.verb for line in journal.history("account", account.pk)]
