"""A stolen database tells nobody's address or number; the platform still finds people by them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends import db
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from ihanoi.identity.sessions import SessionStore
from ihanoi.kernel.actor import SYSTEM
from ihanoi.notifications.models import Notice
from ihanoi.operation import actions as operation
from ihanoi.people import actions, queries
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account
from ihanoi.vault.rules import Unsealable

MAIL, PHONE = "binh.nguyen@example.org", "0987654321"
pytestmark = pytest.mark.django_db


@pytest.fixture
def binh() -> Account:
    """Somebody with an address and a number."""
    return actions.create_account(
        actor=SYSTEM, new=NewAccount(MAIL, "Nguyễn Thị Bình", PHONE), password="một câu dài dễ nhớ"
    )


def everything() -> Iterator[tuple[str, str]]:
    """Table → every row of it, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                yield table, row


def test_no_table_tells_address_or_number(binh: Account) -> None:
    client = Client()
    client.post("/dang-nhap", {"email": MAIL, "password": "falsch"})
    client.post("/dang-nhap", {"email": MAIL, "password": "một câu dài dễ nhớ"})
    hidden = [text.encode().hex() for text in (MAIL, PHONE)]
    for table, row in everything():
        assert MAIL not in row and PHONE not in row, table
        assert not any(code in row for code in hidden), table


def test_people_are_found_by_them(binh: Account) -> None:
    assert Account.objects.get(email=MAIL) == binh
    assert Account.objects.get(email__in=["niemand@example.org", MAIL]) == binh
    assert Account.objects.get(phone=PHONE) == binh
    assert not Account.objects.filter(phone="0900000000").exists()
    again = Account.objects.get(pk=binh.pk)
    assert (again.email, again.phone) == (MAIL, PHONE)


def test_an_address_belongs_to_one(binh: Account) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email=MAIL, full_name="Khác", created_at=binh.created_at)
    for name in ("mot", "hai"):  # without a number there may be many
        Account.objects.create(email=f"{name}@example.org", full_name=name, created_at=binh.created_at)


def test_a_changed_number_is_found(binh: Account) -> None:
    actions.set_contact(actor=queries.actor_for(binh), contact=queries.Contact("phone", "0912000111"))
    assert Account.objects.get(phone="0912000111") == binh
    assert not Account.objects.filter(phone=PHONE).exists()


def test_a_row_moved_to_another_column_does_not_open(binh: Account) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_account SET phone = email WHERE id = %s", [binh.pk])
    with pytest.raises(Unsealable):
        Account.objects.get(pk=binh.pk)


def _key(n: int) -> str:
    return base64.b64encode(bytes([n]) * 32).decode()


@pytest.fixture
def keys(settings: Settings) -> Callable[[str], None]:
    """Set the ring of keys: names are single letters."""

    def use(names: str) -> None:
        settings.KEYS = ",".join(f"{name}:{_key(ord(name))}" for name in names)

    return use


def test_keys_change_without_losing_anything(keys: Callable[[str], None]) -> None:
    keys("a")
    actions.create_account(actor=SYSTEM, new=NewAccount("lan@example.org", "Lan", "0911222333"))
    keys("ba")
    said: list[str] = []
    assert operation.reseal(progress=said.append) == 2
    assert operation.reseal(progress=said.append) == 0
    assert any("people_account.email" in line for line in said)
    keys("b")
    assert Account.objects.get(email="lan@example.org").phone == "0911222333"


def test_keys_change_under_what_people_wrote_and_under_sessions(keys: Callable[[str], None]) -> None:
    keys("a")
    lan = actions.create_account(actor=SYSTEM, new=NewAccount("lan@example.org", "Lan"))
    said = f"Vỉa hè bong gạch, gọi {PHONE} hoặc {MAIL} nhé."
    Notice.objects.create(account=lan, at=lan.created_at, verb="x", title=said, url="/", key="x")
    store = SessionStore()
    store["report"] = {"text": PHONE}
    store.save()
    older = db.SessionStore()  # as Django keeps them, from before they were sealed
    older["report"] = {"text": MAIL}
    older.save()
    keys("ba")
    assert operation.reseal(progress=lambda _text: None) == 4  # the address, the notice, two sessions
    assert operation.reseal(progress=lambda _text: None) == 0
    keys("b")
    assert Notice.objects.get().title == said
    assert SessionStore(store.session_key)["report"] == {"text": PHONE}
    assert SessionStore(older.session_key)["report"] == {"text": MAIL}
    keys("c")
    assert dict(SessionStore(store.session_key).items()) == {}


def test_a_key_that_was_removed_too_early_is_missed(keys: Callable[[str], None]) -> None:
    keys("a")
    actions.create_account(actor=SYSTEM, new=NewAccount("lan@example.org", "Lan", "0911222333"))
    keys("b")
    with pytest.raises(Unsealable, match="the key a is not in the ring"):
        operation.reseal(progress=lambda _text: None)


def test_the_lock_counts_without_keeping_the_address(binh: Account, settings: Any) -> None:
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/dang-nhap", {"email": MAIL.upper(), "password": "falsch"})
    assert answer.status_code == 429
    with connection.cursor() as cursor:
        cursor.execute("SELECT username, post_data, get_data FROM axes_accessattempt")
        kept = str(cursor.fetchall())
    assert "binh" not in kept.lower()
