"""Whoever changes an account locks its row so that what refers to it does not wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions
from ihanoi.people.actions import guarding
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Purpose
from tests.conftest import City

CHANGES: dict[str, Callable[[City, Actor, int], object]] = {
    "profile": lambda city, who, pk: actions.change_profile(
        actor=who, full_name="An", title="", unit_id=None
    ),
    "consent": lambda city, who, pk: actions.give_consent(actor=who, shown=newest_wording(Purpose.NEWS)),
    "stopped": lambda city, who, pk: guarding.restrict(actor=SYSTEM, account_id=pk, restricted=True),
    "seat": lambda city, who, pk: actions.grant(
        actor=SYSTEM, account_id=pk, agency_id=city.root, role="overseer"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_an_account_holds_up_no_reference_to_it(city: City, change: str) -> None:
    account_id = city.sender.account_id
    assert account_id is not None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        CHANGES[change](city, city.sender, account_id)
    locks = [q["sql"] for q in asked if " FOR " in q["sql"] and "people_account" in q["sql"]]
    assert locks and all("FOR NO KEY UPDATE" in sql for sql in locks)
