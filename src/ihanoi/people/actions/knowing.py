"""Telling who one is, and being vouched for by somebody who knows (R20)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db import IntegrityError, transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid

from .. import queries, rules
from ..events import Vouched
from ..models import Account
from ..wordings import Wording
from ..words import SUBJECT, Known, Proof, Why
from .accounts import NewAccount, sign_up, taken
from .locked import locked_account


@transaction.atomic
def declare(*, actor: Actor, citizen_id: str) -> Account:
    """Tell one's citizen number. It is a claim: nothing here looks for others who told it, or who have proven it.

    History names the field, never what stands in it. Raises Invalid, NotFound.
    """
    account = locked_account(actor.account_id)
    if queries.is_shared(account):
        raise Invalid({"citizen_id": Known.SHARED})
    number = rules.citizen_id(citizen_id, clock.today().year)
    if number is None:
        raise Invalid({"citizen_id": Why.CITIZEN_ID})
    if account.citizen_id == number.number:
        return account
    if account.proven_at:
        raise Invalid({"citizen_id": Known.PROVEN})
    account.citizen_id = number.number
    _save(account, ["citizen_id"])
    _note(actor, account, "declare_identity", ["citizen_id"])
    return account


@transaction.atomic
def vouch(
    *, actor: Actor = SYSTEM, account_id: int, citizen_id: str, full_name: str, proof: Proof
) -> Account:
    """Somebody trusted has said who this is: name and citizen number are theirs from now on.

    Others may have claimed the number: it is proven once. Raises Invalid (citizen_id, full_name), NotFound.
    """
    account = locked_account(account_id)
    number, name = _read(citizen_id, full_name)
    if account.proven_at and account.citizen_id != number.number:
        raise Invalid({"citizen_id": Known.OTHER_NUMBER})
    need_unproven(account, number.number)
    account.citizen_id = number.number
    if not queries.actor_for(account).seats:  # an official's name is as the agency wrote it
        account.full_name = name
    account.proven_at, account.proven_by = clock.now(), str(proof)
    _save(account, ["citizen_id", "full_name", "proven_at", "proven_by"])
    _note(actor, account, "vouch", ["citizen_id", "full_name"], {"by": str(proof)})
    if proof == Proof.COUNTER:
        journal.announce(Vouched(account.pk, str(proof)))
    return account


@transaction.atomic
def sign_up_vouched(*, new: NewAccount, consents: Iterable[Wording], proof: Proof) -> Account:
    """An account of somebody whom a provider vouches for. `new` names the number and address that it has verified too.

    Both may be blank. Raises Invalid with one sentence per field.
    """
    account = sign_up(new=replace(new, citizen_id=""), consents=consents, reachable=False)
    return vouch(account_id=account.pk, citizen_id=new.citizen_id, full_name=new.full_name, proof=proof)


def need_unproven(account: Account, number: str) -> None:
    """A claim stands in nobody's way; two proofs of one number are for people to sort out. Raises Invalid."""
    proven = Account.objects.filter(citizen_id=number, proven_at__isnull=False)
    if proven.exclude(pk=account.pk).exists():
        raise Invalid({"citizen_id": Known.PROVEN_ELSEWHERE})


@transaction.atomic
def prove_at_counter(
    *, actor: Actor, contact: str, citizen_id: str, full_name: str, born: str, card_seen: bool
) -> Account:
    """An officer of a ward or commune has seen the card of whoever has this number or address.

    `born`: as printed there, "17/05/1990" or the year alone; it is compared and not kept.
    Raises Denied, Invalid (contact, citizen_id, full_name, born, card_seen).
    """
    if not queries.may_vouch(actor):
        raise Denied(Known.NOT_OFFICER)
    if not card_seen:
        raise Invalid({"card_seen": Known.CARD})
    number, _name = _read(citizen_id, full_name)
    _check_born(born, number)
    read = queries.read_contact(contact)
    found = queries.account_at(read) if read else None
    if found and found.pk == actor.account_id:
        raise Denied(Known.NOT_ONESELF)
    # One sentence, and after everything else: else whoever sits at the counter could ask who has an account.
    if not found or not found.is_active or queries.is_shared(found) or not _may_be(found, number.number):
        raise Invalid({"contact": Known.NOBODY_THERE})
    return vouch(
        actor=actor, account_id=found.pk, citizen_id=citizen_id, full_name=full_name, proof=Proof.COUNTER
    )


def _read(citizen_id: str, full_name: str) -> tuple[rules.CitizenId, str]:
    """Both as they are kept. Raises Invalid (citizen_id, full_name)."""
    number = rules.citizen_id(citizen_id, clock.today().year, seen=True)
    name = rules.clean_name(full_name)
    if number is None or name is None:
        raise Invalid({"citizen_id": Why.CITIZEN_ID} if number is None else {"full_name": Why.NAME})
    return number, name


def _may_be(account: Account, number: str) -> bool:
    """Whether the account tells no other number."""
    return account.citizen_id in ("", number)


def _check_born(born: str, number: rules.CitizenId) -> None:
    """A number that was typed wrongly rarely fits the day of birth beside it. Raises Invalid."""
    year = rules.birth_year(born)
    if year is None:
        raise Invalid({"born": Known.BORN})
    if year != number.birth_year:
        raise Invalid({"born": Known.BORN_OTHERWISE})


def _save(account: Account, changed: Collection[str]) -> None:
    try:
        with transaction.atomic():
            account.save(update_fields=[*changed, "citizen_id_digest"])
    except IntegrityError as error:  # another account proved the number a moment ago
        raise taken(error) from error


def _note(
    actor: Actor, account: Account, verb: str, fields: Collection[str], more: dict[str, object] | None = None
) -> None:
    data = {"fields": list(fields), "level": int(queries.known(account).level), **(more or {})}
    journal.record(actor=actor, subject=SUBJECT, subject_id=account.pk, verb=verb, data=data)
