"""Who signed in, who was refused, and who was locked out stands in history, by account and without what was typed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.identity.words import SIGN_IN
from ihanoi.journal import queries as journal
from ihanoi.journal.models import Entry
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people
from ihanoi.people.models import Account

pytestmark = pytest.mark.django_db
SECRET = "Trung-thu-2026-rằm"


@pytest.fixture
def account() -> Account:
    new = people.NewAccount("lan@example.org", "Nguyễn Thị Lan")
    made = people.create_account(actor=SYSTEM, new=new)
    made.set_password(SECRET)
    made.save()
    return made


def try_(password: str, email: str = "lan@example.org") -> int:
    return Client().post("/dang-nhap", {"email": email, "password": password}).status_code


def told(account_id: int) -> list[str]:
    return [line.verb for line in journal.history(SIGN_IN, account_id)]


def test_a_sign_in_and_a_refused_one_stand_in_history(account: Account) -> None:
    assert try_("nhầm") == 422
    assert try_(SECRET) == 302
    assert told(account.pk) == ["refused", "entered"]
    entered = journal.head(SIGN_IN, account.pk)
    assert entered is not None
    assert entered.data == {"method": "password", "strong": False}
    assert entered.actor_id == account.pk
    assert journal.verify().sound


def test_a_lock_out_stands_there_too(account: Account) -> None:
    for _ in range(6):
        try_("nhầm")
    assert told(account.pk)[-1] == "locked"


def test_a_name_that_nobody_has_is_not_kept(account: Account) -> None:
    try_("nhầm", "không.ai@example.org")
    assert told(0) == ["refused"]
    assert not [e for e in Entry.objects.filter(subject=SIGN_IN) if "example" in f"{e.data}{e.actor_name}"]


def test_known_and_unknown_names_cost_the_same(account: Account) -> None:
    counts = []
    for email in ("lan@example.org", "ai.do@example.org"):
        with CaptureQueriesContext(connection) as asked:
            try_("nhầm", email)
        counts.append([query["sql"].split()[0] for query in asked if "journal" in query["sql"]])
    assert counts[0] == counts[1]
