"""Wrong passwords: five of one name lock that, many names from one network lock the network, and others go on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ihanoi.config.settings import SIGN_IN_NAMES
from ihanoi.identity.words import SIGN_IN
from ihanoi.journal import queries as journal
from ihanoi.operation.middleware.address import network
from ihanoi.people.queries import Account
from tests.identity.conftest import PASSWORD
from tests.identity.postbox import ask_for_code

pytestmark = pytest.mark.django_db
OFFICE, HOME = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def few(settings: Settings) -> None:
    """Three names from one network."""
    settings.SIGN_IN_NAMES = 3


def try_(name: str, password: str = "nhầm", at: str = OFFICE) -> Any:
    return Client(REMOTE_ADDR=at).post("/dang-nhap", {"email": name, "password": password})


def spray(names: int, at: str = OFFICE) -> list[int]:
    return [try_(f"ai{number}@example.org", at=at).status_code for number in range(names)]


def test_many_names_from_one_network_lock_it_and_nobody_else(few: None, citizen: Account) -> None:
    assert spray(3) == [422, 422, 429]
    locked = try_("binh@example.org", PASSWORD)
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "Từ mạng này" in locked.content.decode() and "15 phút" in locked.content.decode()
    assert "binh@example.org" in locked.content.decode()
    assert try_("binh@example.org", PASSWORD, at=HOME).status_code == 302
    told = [line.verb for line in journal.history(SIGN_IN, citizen.pk)]
    assert told == ["refused", "network_locked", "entered"]


def test_codes_still_open_behind_a_locked_network(few: None, citizen: Account) -> None:
    spray(3)
    browser = Client(REMOTE_ADDR=OFFICE)
    assert browser.post("/dang-nhap/ma", {"code": ask_for_code(browser)})["Location"] == "/"


def test_it_opens_after_the_wait(few: None, citizen: Account) -> None:
    spray(3)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))
    assert try_("binh@example.org", PASSWORD).status_code == 302


def test_who_mistypes_and_then_gets_in_does_not_count(few: None, citizen: Account) -> None:
    """Of an office behind one address many mistype in the morning."""
    for name in ("binh@example.org", "0912345678"):
        assert [try_(name).status_code, try_(name, PASSWORD).status_code] == [422, 302]
    assert spray(3) == [422, 422, 429]


def test_one_name_locks_itself_and_not_the_network(few: None, citizen: Account) -> None:
    assert [try_("ai@example.org").status_code for _ in range(7)] == [422] * 4 + [429] * 3
    assert try_("binh@example.org", PASSWORD).status_code == 302


def test_getting_in_forgets_the_tries_of_either_name(citizen: Account) -> None:
    assert {try_("0912345678").status_code for _ in range(4)} == {422}
    assert try_("0912345678", PASSWORD).status_code == 302
    assert try_("0912345678").status_code == 422, "counted anew"


def test_a_customer_of_ipv6_is_one_network(few: None, db: None) -> None:
    answers = [try_(f"ai{n}@example.org", at=f"2001:db8:1:2:{n}::7").status_code for n in range(3)]
    assert answers == [422, 422, 429]
    assert try_("ai@example.org", at="2001:db8:1:3::7").status_code == 422


def test_an_unknown_address_is_nobody_s(few: None) -> None:
    assert network(RequestFactory().get("/", REMOTE_ADDR="unix")) is None
    assert spray(4, at="unix") == [422] * 4


def test_the_number_is_wide_enough_for_an_office_and_narrower_than_the_limit() -> None:
    assert 5 < SIGN_IN_NAMES < 200


def test_known_and_unknown_names_cost_the_same_statements(citizen: Account) -> None:
    counts = []
    for name in ("binh@example.org", "ai@example.org"):
        with CaptureQueriesContext(connection) as asked:
            try_(name)
        counts.append(len(asked))
    assert counts[0] == counts[1]
