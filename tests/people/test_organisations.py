"""Organisations: how a tax code is written, who acts for whom, and the page on which people say so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.people import actions, rules
from ihanoi.people import queries as people
from ihanoi.people.words import SUBJECT
from tests.conftest import City

CODE = "0100112437"
SAID = {"tax_code": CODE, "name": "Công ty TNHH Gạch Hạ Đình", "address": "", "position": "Giám đốc"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0100112437", "0100112437"),
        (" 01 0011 2437 ", "0100112437"),
        ("0100112437-001", "0100112437-001"),
        ("0100112437001", "0100112437-001"),
        ("001089012345", "001089012345"),
        ("0100112438", None),
        ("0100112437-01", None),
        ("010011243", None),
        ("0000000000", None),
        ("mã số thuế", None),
    ],
)
def test_a_tax_code_has_its_check_digit(typed: str, code: str | None) -> None:
    assert rules.clean_tax_code(typed) == code


def test_who_represents_may_end_it_and_begin_again(city: City) -> None:
    sender = city.sender
    assert sender.account_id is not None
    firm = actions.represent(actor=sender, **SAID)
    assert [each.tax_code for each in people.represented(sender.account_id)] == [CODE]
    with pytest.raises(Invalid):
        actions.represent(actor=sender, **SAID)
    actions.end_representing(actor=sender, organisation_id=firm.pk)
    assert not people.represents(sender.account_id, firm.pk)
    actions.represent(actor=sender, **SAID)
    with clock.at(clock.now() + timedelta(days=3)):
        actions.end_representing(actor=sender, organisation_id=firm.pk)
        assert not people.represents(sender.account_id, firm.pk)
        actions.represent(actor=sender, **SAID)
        assert people.represents(sender.account_id, firm.pk)
    last = journal.head(SUBJECT, sender.account_id)
    assert last is not None and last.verb == "represent" and last.data == {"organisation_id": firm.pk}


def test_a_known_organisation_keeps_its_name(city: City) -> None:
    actions.represent(actor=city.sender, **SAID)
    again = actions.represent(actor=city.neighbour, **SAID | {"name": "Tên khác"})
    assert again.name == SAID["name"]


def test_only_who_represents_can_end_it(city: City) -> None:
    firm = actions.represent(actor=city.sender, **SAID)
    with pytest.raises(NotFound):
        actions.end_representing(actor=city.neighbour, organisation_id=firm.pk)


@pytest.mark.parametrize("missing", ["tax_code", "name", "position"])
def test_what_is_missing_is_said_at_its_field(city: City, missing: str) -> None:
    with pytest.raises(Invalid) as denied:
        actions.represent(actor=city.sender, **SAID | {missing: " "})
    assert set(denied.value.errors) == {missing}


def test_the_page_adds_and_leads_back(city: City) -> None:
    client = Client()
    assert city.sender.account_id is not None
    client.force_login(
        people.account(city.sender.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    wrong = client.post("/tai-khoan/to-chuc", SAID | {"tax_code": "123"})
    assert wrong.status_code == 422
    assert SAID["name"] in wrong.content.decode()
    added = client.post("/tai-khoan/to-chuc", SAID | {"next": "/gui/doanh-nghiep"})
    assert (added.status_code, added["Location"]) == (302, "/gui/doanh-nghiep")
    page = client.get("/tai-khoan/to-chuc?next=https://example.org/").content.decode()
    assert 'name="next" value=""' in page and "Về bản đang viết" not in page
    assert SAID["name"] in page
    firm = people.represented(city.sender.account_id)[0]
    assert client.post(f"/tai-khoan/to-chuc/{firm.id}/thoi").status_code == 302
    assert people.represented(city.sender.account_id) == []


def test_nobody_acts_without_an_account(city: City) -> None:
    with pytest.raises(NotFound):
        actions.represent(actor=Actor(account_id=999_999), **SAID)
