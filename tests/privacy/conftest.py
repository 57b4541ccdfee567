"""A guardian of personal data, and citizens who ask of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.words import Role
from ihanoi.privacy import actions
from ihanoi.privacy.models import Request
from ihanoi.privacy.ports import platform_agency
from ihanoi.privacy.words import Right
from tests.conftest import City


@pytest.fixture
def guardian(city: City) -> Actor:
    """Guards personal data at the agency that keeps the platform."""
    actions.install_periods(actor=SYSTEM)
    account = people_actions.create_account(actor=SYSTEM, new=NewAccount("bao-ve@example.org", "Trần Bảo Vệ"))
    platform = people.agency_by_code(platform_agency())
    assert platform is not None
    people_actions.grant(
        actor=SYSTEM,
        account_id=account.pk,
        agency_id=platform.id,
        role=Role.GUARDIAN,
        valid_from=date(2025, 7, 1),
    )
    return people.actor_for(account)


@pytest.fixture
def asked(city: City, guardian: Actor) -> Callable[..., Request]:
    """Make use of a right as the sender, who has just signed in."""

    def ask(right: str = Right.RESTRICT, **given: object) -> Request:
        return actions.ask(actor=city.sender, right=right, fresh=True, **given)  # type: ignore[arg-type]  # the test's own words

    return ask
