"""Accounts come to be: by sign-up, by an operator, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, Actor
from ihanoi.kernel.denials import Invalid

from .. import rules
from ..models import Account, Consent
from ..queries import read_contact
from ..wordings import Wording, newest_wording
from ..words import DEMO_DOMAIN, SUBJECT, Form, Known, Purpose, Why
from .contacts import free_claims
from .seats import need_operator


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account starts with. Address or number may stay blank, one of them is needed.

    `agreed`: purposes to which the person has agreed on paper, by the newest Vietnamese text; only `create_accounts`
    reads it.
    """

    email: str
    full_name: str
    phone: str = ""
    title: str = ""
    job_title: str = ""
    unit_id: int | None = None
    citizen_id: str = ""
    agreed: tuple[Purpose, ...] = ()


@transaction.atomic
def create_account(*, actor: Actor, new: NewAccount, password: str | None = None) -> Account:
    """An account made by an operator. Without a password nobody can sign in to it yet. Raises Denied, Invalid."""
    need_operator(actor)
    errors, clean = _check(new)
    if password is not None:
        errors |= check_password(password, clean)
    return _create(actor, clean, password, errors, "create")


@transaction.atomic
def sign_up(
    *, actor: Actor = PUBLIC, new: NewAccount, consents: Iterable[Wording], reachable: bool = True
) -> Account:
    """A citizen makes an account. Its number or address has been proven, mostly by a code: a claim is never kept.

    `consents`: the texts that the person was shown and agreed to. `reachable`: False where there may be neither,
    because somebody vouches for the person. Raises Invalid with one sentence per field.
    """
    for kind in (name for name in ("phone", "email") if getattr(new, name)):
        if contact := read_contact(getattr(new, kind)):
            free_claims(contact=contact)
    errors, clean = _check(new, reachable)
    agreed = {text.purpose: text for text in consents}
    if Purpose.HANDLING not in agreed:
        errors["consent"] = Why.CONSENT
    account = _create(actor, clean, None, errors, "sign_up")
    now = clock.now()
    Consent.objects.bulk_create(consent_to(agreed[each], account, now) for each in sorted(agreed))
    return account


def consent_to(shown: Wording, account: Account, now: datetime) -> Consent:
    """A row, not yet saved, that says to which text somebody agrees."""
    return Consent(
        account=account,
        purpose=shown.purpose,
        given_at=now,
        edition=shown.edition,
        digest=shown.digest,
        language=shown.language,
    )


def _check(new: NewAccount, reachable: bool = True) -> tuple[dict[str, object], NewAccount]:
    """Errors by field, and the account in its clean spelling."""
    name = rules.clean_name(new.full_name)
    phone = rules.clean_phone(new.phone) if new.phone else ""
    email = rules.clean_email(new.email) if new.email or (reachable and not new.phone) else ""
    wrong = {"full_name": (name, Why.NAME), "email": (email, Why.EMAIL), "phone": (phone, Why.PHONE)}
    errors: dict[str, object] = {key: why for key, (value, why) in wrong.items() if value is None}
    if email and Account.objects.filter(email=email).exists():
        errors["email"] = Why.EMAIL_TAKEN
    if phone and Account.objects.filter(phone=phone).exists():
        errors["phone"] = Why.PHONE_TAKEN
    number = rules.citizen_id(new.citizen_id, clock.today().year) if new.citizen_id else None
    if new.citizen_id and number is None:
        errors["citizen_id"] = Why.CITIZEN_ID
    title = new.title if new.title in Form.values else ""
    clean = NewAccount(email or "", name or "", phone or "", title, new.job_title, new.unit_id)
    return errors, replace(clean, citizen_id=number.number if number else "")


_PASSWORD_WHY: Final[Mapping[str, object]] = {
    "password_too_common": Why.COMMON,
    "password_too_similar": Why.SIMILAR,
}


def check_password(password: str, new: NewAccount) -> dict[str, object]:
    """What is wrong with a password for this person, under "password"; empty when it may be used."""
    person = Account(email=new.email, full_name=new.full_name, phone=new.phone)
    for validator in get_default_password_validators():
        try:
            validator.validate(password, person)
        except ValidationError as error:
            if error.code == "password_too_short":
                return {"password": Why.SHORT % {"length": getattr(validator, "min_length", 8)}}
            return {"password": _PASSWORD_WHY.get(error.code or "", Why.WEAK)}
    return {}


def _create(
    actor: Actor, new: NewAccount, password: str | None, errors: Mapping[str, object], verb: str
) -> Account:
    if errors:
        raise Invalid(errors)
    account = _account(new, make_password(password))
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:  # somebody took the address or number a moment ago
        raise taken(error) from error
    journal.record(actor=actor, subject=SUBJECT, subject_id=account.pk, verb=verb, first=True)
    return account


def taken(error: IntegrityError) -> Invalid:
    """Which of what must be one account's alone the database refused."""
    whys = {"phone": Why.PHONE_TAKEN, "citizen_id": Known.PROVEN_ELSEWHERE, "email": Why.EMAIL_TAKEN}
    name = next((each for each in whys if f"{each}_digest" in str(error)), "email")
    return Invalid({name: whys[name]})


def _account(new: NewAccount, password_hash: str) -> Account:
    """Whoever makes accounts for others vouches for the addresses and numbers that they name."""
    now = clock.now()
    return Account(
        email=new.email,
        full_name=new.full_name,
        phone=new.phone,
        citizen_id=new.citizen_id,
        title=new.title,
        job_title=new.job_title,
        unit_id=new.unit_id,
        password=password_hash,
        is_shared=new.email.endswith("@" + DEMO_DOMAIN),
        email_verified_at=now if new.email else None,
        phone_verified_at=now if new.phone else None,
        created_at=now,
    )


@transaction.atomic
def create_accounts(*, actor: Actor, new: Sequence[NewAccount], password: str | None) -> list[Account]:
    """Many accounts at once, for imports and the demo. They share one hash: hashing each would take minutes.

    Spelling is cleaned, but a wrong or taken address stops the whole batch. Raises Denied, Invalid.
    """
    need_operator(actor)
    shared, now = make_password(password), clock.now()
    accounts = []
    for each in new:
        email, name = rules.clean_email(each.email), rules.clean_name(each.full_name)
        if email is None or name is None:
            raise Invalid(
                {"email" if email is None else "full_name": Why.EMAIL if email is None else Why.NAME}
            )
        phone = rules.clean_phone(each.phone) or ""
        number = rules.citizen_id(each.citizen_id, now.year)
        clean = replace(
            each, email=email, full_name=name, phone=phone, citizen_id=number.number if number else ""
        )
        accounts.append(_account(clean, shared))
    Account.objects.bulk_create(accounts, batch_size=2000)
    Consent.objects.bulk_create(
        consent_to(newest_wording(purpose), account, now)
        for account, each in zip(accounts, new, strict=True)
        for purpose in each.agreed
    )
    lines = (journal.Line(actor, SUBJECT, account.pk, "create", now) for account in accounts)
    journal.record_many(lines=lines, fresh=True)
    return accounts
