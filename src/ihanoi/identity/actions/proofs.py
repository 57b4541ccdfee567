"""What all changes of proofs have in common: whose, how lately proven, written down, and told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from ihanoi.people.actions import locked_account
from ihanoi.people.queries import Account

from .. import rules
from ..events import ProofsChanged
from ..words import SUBJECT, Change, Why


def own_account(actor: Actor, proven_at: datetime | None) -> Account:
    """The own account, locked, for a change of its proofs. Raises Denied where the last proof is too old."""
    account = locked_account(actor.account_id)
    if people.is_shared(account):
        raise Denied(Why.SHARED)
    if not rules.is_fresh(proven_at, clock.now()):
        raise Denied(Why.STALE)
    return account


def note(
    actor: Actor,
    account: Account,
    change: Change,
    data: Mapping[str, object] | None = None,
    *,
    tell: bool = True,
) -> None:
    """Write it into the history of the account and, mostly, tell the owner."""
    journal.record(actor=actor, subject=SUBJECT, subject_id=account.pk, verb=str(change), data=data or {})
    if tell:
        journal.announce(ProofsChanged(account.pk, str(change)))
