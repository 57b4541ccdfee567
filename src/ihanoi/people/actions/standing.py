"""Absences that end: because somebody said so, or because they no longer are what they were when they were agreed."""

from __future__ import annotations

from collections.abc import Collection

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

from .. import queries
from ..events import DelegationEnded, SeatsEnded
from ..models import Delegation
from ..regulation import GIVEN_BY_THE_CITY
from ..words import SUBJECT, Role


def end_outgrown(actor: Actor, account_ids: Collection[int], roles: Collection[str] = ()) -> None:
    """After seats of these accounts changed, in the caller's transaction. `roles`: what they were given.

    Ended is an absence whose stand-in is no colleague any more, and one whose seats now reach all of the city: whether
    such a role may be lent was never asked when the absence was written down. Both are told and may agree anew.
    """
    reaches_city = not GIVEN_BY_THE_CITY.isdisjoint(roles)
    for each in queries.standing(account_ids).select_for_update(no_key=True):
        grown = reaches_city and each.account_id in account_ids
        if grown or each.delegate_id not in {person.id for person in queries.colleagues(each.account_id)}:
            end(actor, each)


def end(actor: Actor, delegation: Delegation) -> None:
    """In the caller's transaction."""
    delegation.ended_at, delegation.ended_by_id = clock.now(), actor.account_id
    delegation.save(update_fields=["ended_at", "ended_by"])
    note(actor, delegation, "end_delegation")
    journal.announce(DelegationEnded(delegation.pk))
    journal.announce(SeatsEnded(delegation.delegate_id))


def note(actor: Actor, delegation: Delegation, verb: str) -> None:
    """Into the history of both."""
    days = {"from": delegation.valid_from, "to": delegation.valid_to}
    either = (delegation.account_id, delegation.delegate_id)
    role = "" if actor.is_system or actor.account_id in either else Role.OPERATOR
    for subject_id, about in (
        (delegation.account_id, {"delegate_id": delegation.delegate_id}),
        (delegation.delegate_id, {"absent_id": delegation.account_id}),
    ):
        journal.record(
            actor=actor, subject=SUBJECT, subject_id=subject_id, verb=verb, role=role, data={**about, **days}
        )
