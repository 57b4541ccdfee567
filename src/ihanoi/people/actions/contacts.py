"""The number and the address of an account. Whoever calls has seen them proven by a code (room `identity`)."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, NotFound

from .. import queries
from ..models import Account
from ..queries import Contact
from ..words import SUBJECT, Why
from .locked import locked_account


@transaction.atomic
def set_contact(*, actor: Actor, contact: Contact) -> str:
    """Make it the actor's own and proven. Returns what stood there before, blank if nothing did or it is the same.

    History names the field, never what stood in it. Raises Denied, NotFound.
    """
    need_own_contact(actor=actor, kind=contact.kind)
    assert actor.account_id is not None
    free_claims(contact=contact)
    account = locked_account(actor.account_id)
    if (held := queries.account_at(contact)) is not None and held.pk != account.pk:
        raise Denied(Why.HELD_ELSEWHERE)
    before = getattr(account, contact.kind)
    setattr(account, contact.kind, contact.value)
    setattr(account, f"{contact.kind}_verified_at", clock.now())
    try:
        with transaction.atomic():
            account.save(
                update_fields=[contact.kind, f"{contact.kind}_digest", f"{contact.kind}_verified_at"]
            )
    except IntegrityError as error:  # another account took it a moment ago
        raise Denied(Why.HELD_ELSEWHERE) from error
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=account.pk,
        verb="verify_contact" if before in ("", contact.value) else "change_contact",
        data={"fields": [contact.kind]},
    )
    return before if before != contact.value else ""


def need_own_contact(*, actor: Actor, kind: str) -> None:
    """An official's address is the agency's, the demo's accounts are everybody's. Raises Denied, NotFound."""
    if actor.account_id is None:
        raise NotFound(Why.NO_ACCOUNT)
    if queries.is_shared(queries.account(actor.account_id)):
        raise Denied(Why.SHARED_CONTACT)
    if kind == "email" and actor.seats:
        raise Denied(Why.AGENCY_ADDRESS)


@transaction.atomic
def free_claims(*, contact: Contact) -> int:
    """Whoever only ever claimed this number or address loses it to the one who has shown that it is theirs."""
    claims = Account.objects.select_for_update(no_key=True).filter(
        **{contact.kind: contact.value, f"{contact.kind}_verified_at": None}
    )
    freed = list(claims)
    for account in freed:
        setattr(account, contact.kind, "")
        account.save(update_fields=[contact.kind, f"{contact.kind}_digest"])
        journal.record(
            actor=SYSTEM,
            subject=SUBJECT,
            subject_id=account.pk,
            verb="lose_claim",
            data={"fields": [contact.kind]},
        )
    return len(freed)
