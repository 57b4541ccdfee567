"""Accounts at other providers (OpenID Connect) that open accounts here. None is linked that its owner has not shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount, locked_account
from ihanoi.people.queries import Account
from ihanoi.people.words import Proof

from .. import queries
from ..models import Link
from ..ports import Vouched
from ..words import Change, Elsewhere
from .proofs import note, own_account


@transaction.atomic
def follow_link(*, vouched: Vouched) -> Account | None:
    """The account that this person's account elsewhere opens; None where there is none yet. Raises Denied."""
    link = (
        Link.objects.select_related("account").filter(issuer=vouched.issuer, subject=vouched.subject).first()
    )
    if link is None:
        return None
    if not link.account.is_active:
        raise Denied(Elsewhere.CLOSED)
    if vouched.citizen_id and link.account.citizen_id not in ("", _number(vouched)):
        raise Denied(Elsewhere.OTHER_PERSON)
    Link.objects.filter(pk=link.pk).update(used_at=clock.now())
    return link.account


@transaction.atomic
def link(*, actor: Actor, proven_at: datetime | None, vouched: Vouched) -> Account:
    """From now on the account elsewhere opens the own one, and name and citizen number are proven by it.

    Raises Denied where the last proof is too old, or the two belong to different people.
    """
    account = own_account(actor, proven_at)
    number = _number(vouched)
    if account.citizen_id not in ("", number):
        raise Denied(Elsewhere.OTHER_PERSON)
    if Link.objects.filter(account=account, issuer=vouched.issuer).exists():
        raise Denied(Elsewhere.OTHER_LINK)
    known = people_actions.vouch(
        actor=actor, account_id=account.pk, citizen_id=number, full_name=vouched.name, proof=Proof.VNEID
    )
    _add(known, vouched)
    note(actor, known, Change.LINKED)
    return known


@transaction.atomic
def sign_up_by_link(
    *, vouched: Vouched, title: str, phone: str, email: str, consents: Iterable[people.Wording]
) -> Account:
    """A new account of somebody whom the provider vouches for. It keeps the number and address that are too.

    What was typed otherwise is kept once its code has come back, and nothing here looks for it. Raises Invalid (phone,
    email, consent), Denied.
    """
    number, shown = _number(vouched), queries.vouched_contacts(vouched)
    read = (people.read_contact(typed) for typed in (phone, email))
    kept = {contact.kind: contact.value for contact in read if contact and contact in shown}
    account = people_actions.sign_up_vouched(
        new=NewAccount(kept.get("email", ""), vouched.name, kept.get("phone", ""), title, citizen_id=number),
        consents=consents,
        proof=Proof.VNEID,
    )
    _add(account, vouched)
    note(PUBLIC, account, Change.LINKED, tell=False)
    return account


def _number(vouched: Vouched) -> str:
    """The citizen number, which day of birth and sex must not contradict; what is not told contradicts nothing.

    Raises Denied.
    """
    read = people.citizen_number(vouched.citizen_id, seen=True)
    if read is None:
        raise Denied(Elsewhere.NO_NUMBER)
    if (vouched.born and vouched.born.year != read.birth_year) or vouched.sex not in ("", read.sex):
        raise Denied(Elsewhere.CONTRADICTION)
    return read.number


def _add(account: Account, vouched: Vouched) -> None:
    now = clock.now()
    try:
        with transaction.atomic():
            Link.objects.create(
                account=account, issuer=vouched.issuer, subject=vouched.subject, linked_at=now, used_at=now
            )
    except IntegrityError as error:  # the same person pressed twice, or is linked to another account
        raise Denied(Elsewhere.LINKED) from error


@transaction.atomic
def unlink(*, actor: Actor, proven_at: datetime | None) -> None:
    """The account elsewhere opens nothing any more; what it proved stays proven. Raises Denied, NotFound."""
    account = own_account(actor, proven_at)
    found = Link.objects.filter(account=account)
    if not found:
        raise NotFound(Elsewhere.NOT_LINKED)
    if not queries.has_other_way(account):
        raise Denied(Elsewhere.LAST_WAY)
    found.delete()
    note(actor, locked_account(account.pk), Change.UNLINKED)
