"""Telling who one is, and being vouched for by somebody who knows (R20)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid

from .. import queries, rules
from ..events import Vouched
from ..models import Account, Consent
from ..queries import Contact
from ..words import SUBJECT, Form, Known, Proof, Purpose, Why
from .accounts import NewAccount, taken
from .contacts import free_claims
from .locked import locked_account


@transaction.atomic
def declare(*, actor: Actor, citizen_id: str, phone: str = "", email: str = "") -> Account:
    """Tell who one is. Number and address are taken only where there are none yet; they stay claims without a code.

    History names the fields, never what stands in them. Raises Invalid, NotFound.
    """
    account = locked_account(actor.account_id)
    if queries.is_shared(account):
        raise Invalid({"citizen_id": Known.SHARED})
    number = rules.citizen_id(citizen_id, clock.today().year)
    given = {
        "citizen_id": number.number if number else None,
        "phone": account.phone or rules.clean_phone(phone),
        "email": account.email or rules.clean_email(email),
    }
    whys = {"citizen_id": Why.CITIZEN_ID, "phone": Why.PHONE, "email": Why.EMAIL}
    errors: dict[str, object] = {name: whys[name] for name, value in given.items() if not value}
    if number and account.proven_at and account.citizen_id != number.number:
        errors["citizen_id"] = Known.PROVEN
    errors |= _taken(account, given, errors)
    if errors:
        raise Invalid(errors)
    changed = [name for name, value in given.items() if getattr(account, name) != value]
    for name in changed:
        setattr(account, name, given[name])
    _save(account, changed)
    if changed:
        _note(actor, account, "declare_identity", changed)
    return account


def _taken(account: Account, given: Mapping[str, str | None], errors: Collection[str]) -> dict[str, object]:
    """What of it is another account's already; what is wrong anyway is not looked for."""
    whys = {"citizen_id": Why.CITIZEN_ID_TAKEN, "phone": Why.PHONE_TAKEN, "email": Why.EMAIL_TAKEN}
    others = Account.objects.exclude(pk=account.pk)
    return {
        name: why
        for name, why in whys.items()
        if name in given and name not in errors and others.filter(**{name: given[name]}).exists()
    }


@transaction.atomic
def vouch(
    *, actor: Actor = SYSTEM, account_id: int, citizen_id: str, full_name: str, proof: Proof
) -> Account:
    """Somebody trusted has said who this is: name and citizen number are theirs from now on.

    An account that only claimed the number loses it. Raises Invalid (citizen_id, full_name), NotFound.
    """
    account = locked_account(account_id)
    number = rules.citizen_id(citizen_id, clock.today().year, seen=True)
    name = rules.clean_name(full_name)
    if number is None or name is None:
        raise Invalid({"citizen_id": Why.CITIZEN_ID} if number is None else {"full_name": Why.NAME})
    if account.proven_at and account.citizen_id != number.number:
        raise Invalid({"citizen_id": Known.OTHER_NUMBER})
    _free(account, number.number)
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
def sign_up_vouched(
    *, new: NewAccount, verified: Collection[str], consents: Iterable[str], proof: Proof
) -> Account:
    """An account of somebody whom a provider vouches for. `verified`: which of "phone", "email" it has verified.

    Number and address may be blank. Raises Invalid with one sentence per field.
    """
    purposes = set(consents) & set(Purpose.values)
    errors: dict[str, object] = {} if Purpose.HANDLING in purposes else {"consent": Why.CONSENT}
    clean = {
        "phone": rules.clean_phone(new.phone) if new.phone else "",
        "email": rules.clean_email(new.email) if new.email else "",
    }
    errors |= {kind: why for kind, why in (("phone", Why.PHONE), ("email", Why.EMAIL)) if clean[kind] is None}
    name = rules.clean_name(new.full_name)
    if name is None:
        errors["full_name"] = Why.NAME
    for kind in set(verified) & {kind for kind, value in clean.items() if value}:
        free_claims(contact=Contact(kind, clean[kind]))  # type: ignore[arg-type]  # the two kinds of contact
    now = clock.now()
    account = Account(
        full_name=name or "",
        title=new.title if new.title in Form.values else "",
        password=make_password(None),
        created_at=now,
        **{kind: value or "" for kind, value in clean.items()},
        **{f"{kind}_verified_at": now for kind in verified if clean[kind]},
    )
    errors |= _taken(account, clean, {kind for kind, value in clean.items() if not value} | errors.keys())
    if errors:
        raise Invalid(errors)
    _insert(account)
    journal.record(actor=PUBLIC, subject=SUBJECT, subject_id=account.pk, verb="sign_up", first=True)
    Consent.objects.bulk_create(Consent(account=account, purpose=p, given_at=now) for p in sorted(purposes))
    return vouch(account_id=account.pk, citizen_id=new.citizen_id, full_name=new.full_name, proof=proof)


def _insert(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:  # somebody took a number or address a moment ago
        raise taken(error) from error


def _free(account: Account, number: str) -> None:
    """A proof is worth more than a claim; two proofs of the same number are for people to sort out."""
    others = Account.objects.select_for_update(no_key=True).filter(citizen_id=number).exclude(pk=account.pk)
    for other in others:
        if other.proven_at:
            raise Invalid({"citizen_id": Known.PROVEN_ELSEWHERE})
        other.citizen_id = ""
        _save(other, ["citizen_id"])
        _note(SYSTEM, other, "lose_claim", ["citizen_id"])


@transaction.atomic
def prove_at_counter(
    *, actor: Actor, contact: str, citizen_id: str, full_name: str, card_seen: bool
) -> Account:
    """An officer of a ward or commune has seen the card of whoever has this number or address.

    Raises Denied, Invalid (contact, citizen_id, full_name, card_seen).
    """
    if not queries.may_vouch(actor):
        raise Denied(Known.NOT_OFFICER)
    if not card_seen:
        raise Invalid({"card_seen": Known.CARD})
    read = queries.read_contact(contact)
    found = queries.account_at(read) if read else None
    if found is None or not found.is_active or queries.is_shared(found):
        raise Invalid({"contact": Known.NOBODY_THERE})
    if found.pk == actor.account_id:
        raise Denied(Known.NOT_ONESELF)
    number = rules.citizen_id(citizen_id, clock.today().year, seen=True)
    if number and found.citizen_id not in ("", number.number):
        raise Invalid({"citizen_id": Known.OTHER_NUMBER})
    return vouch(
        actor=actor, account_id=found.pk, citizen_id=citizen_id, full_name=full_name, proof=Proof.COUNTER
    )


def _save(account: Account, changed: Collection[str]) -> None:
    digests = [f"{name}_digest" for name in ("citizen_id", "phone", "email") if name in changed]
    try:
        with transaction.atomic():
            account.save(update_fields=[*changed, *digests])
    except IntegrityError as error:  # somebody took it a moment ago
        raise taken(error) from error


def _note(
    actor: Actor, account: Account, verb: str, fields: Collection[str], more: dict[str, object] | None = None
) -> None:
    data = {"fields": list(fields), "level": int(queries.known(account).level), **(more or {})}
    journal.record(actor=actor, subject=SUBJECT, subject_id=account.pk, verb=verb, data=data)
