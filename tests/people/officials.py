"""People of the small city who administer others."""

from __future__ import annotations

from datetime import date

from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.words import Role

SINCE = date(2025, 7, 1)


def seat(name: str, agency_id: int, role: str = Role.OPERATOR) -> Actor:
    """A new account with one seat."""
    new = NewAccount(f"{name}@hanoi.example", f"Cán bộ {name.capitalize()}")
    account = actions.create_account(actor=SYSTEM, new=new)
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=agency_id, role=role, valid_from=SINCE)
    return people.actor_for(account)


def give(actor: Actor, agency_id: int, role: str) -> Actor:
    """The same person with one more seat."""
    actions.grant(actor=SYSTEM, account_id=own(actor), agency_id=agency_id, role=role, valid_from=SINCE)
    return again(actor)


def again(actor: Actor) -> Actor:
    """The same person with the seats of now."""
    assert actor.account_id is not None
    return people.actor_for(people.account(actor.account_id))


def own(actor: Actor) -> int:
    """The actor's account."""
    assert actor.account_id is not None
    return actor.account_id
