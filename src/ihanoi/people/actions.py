"""Accounts and their seats, and the tree of agencies."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.text import slugify

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.places import queries as places
from ihanoi.places.words import Level

from . import establishment, queries, rules
from .establishment import Office
from .models import Account, Agency, Consent, Membership, Tree
from .words import AgencyKind, Form, Purpose, Role, Why

SUBJECT: Final = "account"


# --- accounts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account starts with. `phone` may stay empty for officials."""

    email: str
    full_name: str
    phone: str = ""
    title: str = ""
    job_title: str = ""
    unit_id: int | None = None


@transaction.atomic
def create_account(
    *,
    actor: Actor,
    email: str,
    full_name: str,
    password: str | None = None,
    phone: str = "",
    title: str = "",
    job_title: str = "",
    unit_id: int | None = None,
) -> Account:
    """An account made by an operator. Without a password nobody can sign in to it yet. Raises Invalid."""
    new = NewAccount(email, full_name, phone, title, job_title, unit_id)
    errors, clean = _check(new)
    if password is not None:
        errors |= _check_password(password, clean)
    return _create(actor, clean, password, errors, "create")


@transaction.atomic
def sign_up(*, actor: Actor = PUBLIC, new: NewAccount, password: str, consents: Iterable[str]) -> Account:
    """A citizen makes an account. Raises Invalid with one sentence per field."""
    errors, clean = _check(new)
    if not clean.phone and "phone" not in errors:
        errors["phone"] = Why.PHONE
    errors |= _check_password(password, clean)
    purposes = set(consents) & set(Purpose.values)
    if Purpose.HANDLING not in purposes:
        errors["consent"] = Why.CONSENT
    account = _create(actor, clean, password, errors, "sign_up")
    now = clock.now()
    Consent.objects.bulk_create(Consent(account=account, purpose=p, given_at=now) for p in sorted(purposes))
    return account


def _check(new: NewAccount) -> tuple[dict[str, object], NewAccount]:
    """Errors by field, and the account in its clean spelling."""
    email, name = rules.clean_email(new.email), rules.clean_name(new.full_name)
    phone = rules.clean_phone(new.phone) if new.phone else ""
    wrong = {"full_name": (name, Why.NAME), "email": (email, Why.EMAIL), "phone": (phone, Why.PHONE)}
    errors: dict[str, object] = {key: why for key, (value, why) in wrong.items() if value is None}
    if email and Account.objects.filter(email=email).exists():
        errors["email"] = Why.EMAIL_TAKEN
    if phone and Account.objects.filter(phone=phone).exists():
        errors["phone"] = Why.PHONE_TAKEN
    title = new.title if new.title in Form.values else ""
    return errors, NewAccount(email or "", name or "", phone or "", title, new.job_title, new.unit_id)


_PASSWORD_WHY: Final[Mapping[str, object]] = {
    "password_too_common": Why.COMMON,
    "password_too_similar": Why.SIMILAR,
}


def _check_password(password: str, new: NewAccount) -> dict[str, object]:
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
        taken = "phone" if "people_phone_once" in str(error) else "email"
        raise Invalid({taken: Why.PHONE_TAKEN if taken == "phone" else Why.EMAIL_TAKEN}) from error
    journal.record(actor=actor, subject=SUBJECT, subject_id=account.pk, verb=verb, first=True)
    return account


def _account(new: NewAccount, password_hash: str) -> Account:
    return Account(
        email=new.email,
        full_name=new.full_name,
        phone=new.phone,
        title=new.title,
        job_title=new.job_title,
        unit_id=new.unit_id,
        password=password_hash,
        created_at=clock.now(),
    )


@transaction.atomic
def create_accounts(*, actor: Actor, new: Sequence[NewAccount], password: str | None) -> list[Account]:
    """Many accounts at once, for imports and the demo. They share one hash: hashing each would take minutes.

    Spelling is cleaned, but a wrong or taken address stops the whole batch.
    """
    shared = make_password(password)
    accounts = []
    for each in new:
        email, name = rules.clean_email(each.email), rules.clean_name(each.full_name)
        if email is None or name is None:
            raise Invalid(
                {"email" if email is None else "full_name": Why.EMAIL if email is None else Why.NAME}
            )
        phone = rules.clean_phone(each.phone) or ""
        clean = NewAccount(email, name, phone, each.title, each.job_title, each.unit_id)
        accounts.append(_account(clean, shared))
    Account.objects.bulk_create(accounts, batch_size=2000)
    now = clock.now()
    lines = (journal.Line(actor, SUBJECT, account.pk, "create", now) for account in accounts)
    journal.record_many(lines=lines, fresh=True)
    return accounts


# --- the own account -------------------------------------------------------------------------------------------------


@transaction.atomic
def change_profile(*, actor: Actor, full_name: str, title: str, phone: str, unit_id: int | None) -> Account:
    """What people say of themselves. An official's name stays as the agency wrote it. Raises Invalid, NotFound.

    History names the fields that changed, never what stood in them.
    """
    account = _own(actor)
    name = account.full_name if actor.seats else rules.clean_name(full_name)
    number = rules.clean_phone(phone) if phone.strip() else ("" if actor.seats else None)
    errors: dict[str, object] = {} if name else {"full_name": Why.NAME}
    if number is None:
        errors["phone"] = Why.PHONE
    elif number and Account.objects.filter(phone=number).exclude(pk=account.pk).exists():
        errors["phone"] = Why.PHONE_TAKEN
    if unit_id is not None and unit_id not in {unit.id for unit in places.units()}:
        errors["unit"] = Why.NO_UNIT
    if errors:
        raise Invalid(errors)
    new = {
        "full_name": name,
        "title": title if title in Form.values else "",
        "phone": number,
        "unit_id": unit_id,
    }
    changed = [field for field, value in new.items() if getattr(account, field) != value]
    for field in changed:
        setattr(account, field, new[field])
    if changed:
        _save_own(account, changed)
        _note_own(actor, "change_profile", {"fields": changed})
    return account


def _save_own(account: Account, changed: Sequence[str]) -> None:
    try:
        with transaction.atomic():
            account.save(update_fields=changed)
    except IntegrityError as error:  # somebody took the number a moment ago
        raise Invalid({"phone": Why.PHONE_TAKEN}) from error


@transaction.atomic
def change_password(*, actor: Actor, current: str, password: str) -> Account:
    """A new password; whoever is signed in with the old one is signed out. Raises Invalid, NotFound."""
    account = _own_with_password(actor, current)
    if password == current:
        raise Invalid({"password": Why.SAME_PASSWORD})
    known = NewAccount(account.email, account.full_name, account.phone)
    if errors := _check_password(password, known):
        raise Invalid(errors)
    return _keep_password(actor, account, password, "change_password")


@transaction.atomic
def end_other_sessions(*, actor: Actor, current: str) -> Account:
    """Sign out everywhere. Sessions hang on the hash of the password, and the same one salted anew has another hash."""
    return _keep_password(actor, _own_with_password(actor, current), current, "end_other_sessions")


@transaction.atomic
def set_consent(*, actor: Actor, purpose: str, given: bool) -> None:
    """Agree to a purpose, or take that back. Without the first purpose no report can be handled: it stays."""
    if purpose != Purpose.NEWS:
        raise Denied(Why.NOT_HERE)
    account, now = _own(actor), clock.now()
    standing = Consent.objects.filter(account=account, purpose=purpose, withdrawn_at=None)
    if given == standing.exists():
        return
    if given:
        Consent.objects.create(account=account, purpose=purpose, given_at=now)
    else:
        standing.update(withdrawn_at=now)
    _note_own(actor, "give_consent" if given else "withdraw_consent", {"purpose": purpose})


def _own(actor: Actor) -> Account:
    """The actor's account, locked: two changes at once follow one another."""
    mine = Account.objects.select_for_update().filter(pk=actor.account_id or 0, is_active=True)
    account = mine.first()
    if account is None:
        raise NotFound(Why.NO_ACCOUNT)
    return account


def _own_with_password(actor: Actor, current: str) -> Account:
    account = _own(actor)
    if queries.is_shared(account):
        raise Invalid({"current": Why.SHARED})
    if not account.check_password(current):
        raise Invalid({"current": Why.WRONG_PASSWORD})
    return account


def _keep_password(actor: Actor, account: Account, password: str, verb: str) -> Account:
    account.password = make_password(password)
    account.save(update_fields=["password"])
    _note_own(actor, verb, {})
    return account


def _note_own(actor: Actor, verb: str, data: Mapping[str, object]) -> None:
    assert actor.account_id is not None
    journal.record(actor=actor, subject=SUBJECT, subject_id=actor.account_id, verb=verb, data=data)


# --- seats -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def grant(
    *,
    actor: Actor,
    account_id: int,
    agency_id: int,
    role: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a role in an agency, from today if no day is named. Raises Denied, NotFound."""
    _need_operator(actor, agency_id)
    if role not in Role.values:
        raise NotFound(Why.NO_ROLE)
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotFound(Why.NO_ACCOUNT)
    first = valid_from or queries.today()
    held = Membership.objects.filter(account=account, agency_id=agency_id, role=role)
    if held.filter(Q(valid_to=None) | Q(valid_to__gte=first)).exists():
        raise Denied(Why.HELD)
    seat = Membership.objects.create(
        account=account, agency_id=agency_id, role=role, valid_from=first, valid_to=valid_to
    )
    _note_seat(actor, account_id, agency_id, role, "grant", {"from": first, "to": valid_to})
    return seat


@transaction.atomic
def revoke(*, actor: Actor, account_id: int, agency_id: int, role: str) -> None:
    """End a role today; it is gone from the next request on. Raises Denied, NotFound."""
    _need_operator(actor, agency_id)
    Account.objects.select_for_update().filter(pk=account_id).first()
    day = queries.today()
    held = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), account_id=account_id)
    held = held.filter(agency_id=agency_id, role=role)
    last = date.fromordinal(day.toordinal() - 1)
    ended = held.filter(valid_from__lte=last).update(valid_to=last)
    never_begun, _ = held.filter(valid_from__gt=last).delete()
    if not ended and not never_begun:
        raise Denied(Why.NOT_HELD)
    _note_seat(actor, account_id, agency_id, role, "revoke", {"last": last})


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A role for `grant_many`."""

    account_id: int
    agency_id: int
    role: str
    valid_from: date


@transaction.atomic
def grant_many(*, actor: Actor, seats: Sequence[NewSeat]) -> int:
    """Many roles at once, for imports and the demo. What is held already is left as it is."""
    for agency_id in {seat.agency_id for seat in seats}:
        _need_operator(actor, agency_id)
    rows = [
        Membership(account_id=s.account_id, agency_id=s.agency_id, role=Role(s.role), valid_from=s.valid_from)
        for s in seats
    ]
    Membership.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    now = clock.now()
    journal.record_many(
        lines=(
            journal.Line(
                actor,
                SUBJECT,
                s.account_id,
                "grant",
                now,
                agency_id=s.agency_id,
                data={"role": s.role, "from": s.valid_from, "to": None},
            )
            for s in seats
        )
    )
    return len(rows)


def _need_operator(actor: Actor, agency_id: int) -> None:
    node = queries.agency(agency_id)
    if not actor.is_system and not actor.agencies(Role.OPERATOR) & set(node.line):
        raise Denied(Why.NOT_OPERATOR)


def _note_seat(
    actor: Actor, account_id: int, agency_id: int, role: str, verb: str, days: Mapping[str, date | None]
) -> None:
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=account_id,
        verb=verb,
        role="" if actor.is_system else Role.OPERATOR,
        agency_id=agency_id,
        data={"role": role, **days},
    )


# --- the tree of agencies --------------------------------------------------------------------------------------------


@transaction.atomic
def install_agencies(*, actor: Actor = SYSTEM) -> int:
    """Bring the tree in line with the table and the units. Returns how many agencies were new or changed.

    Safe to repeat. Needs the units of `places.actions.install_units`; an agency that is no longer listed is left alone.
    """
    Tree.objects.select_for_update().first()
    wanted = [*establishment.CITY, *_districts(), *_committees()]
    units = dict(_units_of(wanted))
    existing = Agency.objects.in_bulk([o.code for o in wanted], field_name="code")
    fresh = [o.code for o in wanted if o.code not in existing]
    ids = {code: a.pk for code, a in existing.items()} | dict(zip(fresh, _new_ids(len(fresh)), strict=True))
    lines: dict[str | None, list[int]] = {None: []}
    changed = []
    for office in wanted:  # parents come before their children
        lines[office.code] = [*lines[office.parent], ids[office.code]]
        row = _agency(office, ids, lines[office.code], units.get(office.code))
        old = existing.get(office.code)
        if old is None or any(getattr(old, f) != getattr(row, f) for f in _KEPT):
            changed.append(row)
    _write(changed, actor)
    return len(changed)


_KEPT: Final = ("name", "kind", "parent_id", "line", "unit_id", "valid_from", "valid_to", "successor_id")


def _agency(office: Office, ids: Mapping[str, int], line: list[int], unit_id: int | None) -> Agency:
    return Agency(
        pk=ids[office.code],
        code=office.code,
        name=office.name,
        kind=office.kind,
        parent_id=ids[office.parent] if office.parent else None,
        line=line,
        unit_id=unit_id,
        valid_from=office.first,
        valid_to=office.last,
        successor_id=ids[office.successor] if office.successor else None,
    )


def _write(changed: Sequence[Agency], actor: Actor) -> None:
    if not changed:
        return
    fields = ["name", "kind", "parent", "line", "unit", "valid_from", "valid_to", "successor"]
    Agency.objects.bulk_create(
        changed, batch_size=1000, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    Tree.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    queries.forget()
    codes = [a.code for a in changed] if len(changed) <= 50 else []
    data = {"changed": len(changed), "codes": codes}
    journal.record(actor=actor, subject="agencies", subject_id=1, verb="install", data=data)


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        sequence = "pg_get_serial_sequence('people_agency', 'id')"
        cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def _districts() -> list[Office]:
    return [
        Office(code, f"UBND {name}", AgencyKind.DISTRICT, last=establishment.NO_DISTRICTS)
        for code, name in establishment.DISTRICTS
    ]


def _communes() -> list[places.Unit]:
    """Units of the first day without districts and of today; those abolished since stay, with their end."""
    first = date.fromordinal(establishment.NO_DISTRICTS.toordinal() + 1)
    found = {
        unit.id: unit
        for day in (first, max(first, queries.today()))
        for unit in places.units(day, Level.COMMUNE)
    }
    return sorted(found.values(), key=lambda unit: (unit.code, unit.valid_from))


def _code(unit: places.Unit) -> str:
    return slugify(f"{unit.kind} {unit.short_name}".lower().replace("đ", "d"))


def _committees() -> list[Office]:
    """The people's committee of each ward and commune, with its two divisions."""
    offices: list[Office] = []
    for unit in _communes():
        code, name = _code(unit), f"{unit.kind} {unit.short_name}"
        offices.append(Office(code, f"UBND {name}", AgencyKind.COMMUNE, unit.valid_from, unit.valid_to))
        for end, title in (establishment.ECONOMY_DIVISIONS[unit.kind], establishment.OFFICE_DIVISION):
            division = Office(
                f"{code}-{end}", f"{title} {name}", AgencyKind.DIVISION, unit.valid_from, unit.valid_to
            )
            offices.append(replace(division, parent=code))
    return offices


def _units_of(offices: Sequence[Office]) -> Iterable[tuple[str, int]]:
    """Which unit an office governs: the city, a commune, and a district where the old districts are installed."""
    last = establishment.NO_DISTRICTS
    by_code = {_code(unit): unit.id for unit in (*_communes(), *places.units(last, Level.DISTRICT))}
    for city in places.units(last, Level.CITY):
        by_code[establishment.ROOT] = city.id
    known = {office.code for office in offices}
    return ((code, unit_id) for code, unit_id in by_code.items() if code in known)
