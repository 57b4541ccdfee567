"""The number and the address of one's own account, kept once a code has come back from there."""

from __future__ import annotations

from django.db import transaction

from ihanoi.kernel.actor import Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Account, Contact

from .. import policies
from ..words import Channel, Errand, Letter
from .codes import take_code
from .messages import post


def keep_contact(*, actor: Actor, code_id: int, typed: str) -> Contact:
    """Take the code and make what it proves the actor's own; whoever had been reached otherwise is told.

    Not one transaction, since a wrong code counts. Raises Invalid (code), Denied, NotFound.
    """
    contact = take_code(actor=actor, errand=Errand.VERIFY, code_id=code_id, typed=typed)
    _keep(actor, contact)
    return contact


@transaction.atomic
def _keep(actor: Actor, contact: Contact) -> None:
    assert actor.account_id is not None
    account = people.account(actor.account_id)
    before = people_actions.set_contact(actor=actor, contact=contact)
    if before:
        _tell(account, contact)


def _tell(account: Account, contact: Contact) -> None:
    """The number or address that was left, and the other way to reach the person: a thief has seldom both."""
    changed = Channel(contact.kind)
    for channel in Channel:
        if not (target := getattr(account, str(channel))):
            continue
        texts = Letter.CHANGED_SMS if channel == Channel.PHONE else Letter.CHANGED_MAIL
        post(channel=channel, target=target, text=str(texts[changed]), life=policies.TOLD)
