"""An account is forgotten, corrected by whoever guards personal data, or its use is stopped (Law 91/2025)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid

from .. import queries, rules
from ..models import Account, Consent, Delegation, Representative
from ..queries import kept
from ..words import NOBODY, SUBJECT, Closed, Purpose, Role, Why
from .accounts import taken
from .knowing import need_unproven
from .locked import locked_account

EMPTIED: Final = ("email", "phone", "citizen_id", "title", "job_title", "proven_by")
UNKNOWN: Final = (
    "unit_id",
    "email_verified_at",
    "phone_verified_at",
    "proven_at",
    "seen_at",
    "restricted_at",
    "idle_told_at",
)


@transaction.atomic
def anonymise(*, actor: Actor, account_id: int) -> None:
    """Nothing in the account tells any more whose it was. The row stays: cases and figures hang on it.

    Raises Denied for an account that holds a seat: what was done in office stays with its name.
    """
    account = _guarded(actor, account_id)
    if queries.actor_for(account).seats:
        raise Denied(Why.HOLDS_SEATS)
    _empty_letters(account)
    for name in EMPTIED:
        setattr(account, name, "")
    for name in UNKNOWN:
        setattr(account, name, None)
    account.full_name = NOBODY
    account.is_active = False
    account.closed_at, account.closed_as = clock.now(), Closed.FORGOTTEN
    account.password = make_password(None)
    account.save()
    now = clock.now()
    Consent.objects.filter(account=account, withdrawn_at=None).update(withdrawn_at=now)
    Representative.objects.filter(account=account).delete()
    Delegation.objects.filter(account=account).update(reason="")
    _note(actor, account_id, "anonymise", {})


def _empty_letters(account: Account) -> None:
    """Invitations to the account or to its address: that there was one stays, not whom it named."""
    for letter in kept.invitations_to(account).select_for_update(no_key=True).order_by("pk"):
        letter.email, letter.full_name, letter.job_title = "", NOBODY, ""
        letter.save(update_fields=["email", "email_digest", "full_name", "job_title"])


@transaction.atomic
def erase_invitations(*, before: datetime, limit: int) -> int:
    """Letters whose last day was earlier. Returns how many."""
    return _erase(kept.invitations_over(before)[:limit])


@transaction.atomic
def erase_delegations(*, before: date, limit: int) -> int:
    """Absences whose last day was earlier. Returns how many."""
    return _erase(kept.delegations_over(before)[:limit])


def _erase(rows: QuerySet[Any]) -> int:
    keys = list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def restrict(*, actor: Actor, account_id: int, restricted: bool) -> None:
    """Stop the use of somebody's data, or let it go on. The person may lift it; stopping goes through the guardian."""
    own = actor.account_id == account_id and not restricted
    account = locked_account(account_id) if own else _guarded(actor, account_id)
    if bool(account.restricted_at) == restricted:
        return
    account.restricted_at = clock.now() if restricted else None
    account.save(update_fields=["restricted_at"])
    _note(actor, account_id, "restrict" if restricted else "lift_restriction", {})


@transaction.atomic
def end_consent(*, actor: Actor, account_id: int, purpose: str) -> None:
    """Take back a consent for the person who asked for it."""
    account = _guarded(actor, account_id)
    standing = Consent.objects.filter(account=account, purpose=purpose, withdrawn_at=None)
    if standing.update(withdrawn_at=clock.now()):
        _note(actor, account_id, "withdraw_consent", {"purpose": purpose})


@transaction.atomic
def renew_consent(*, actor: Actor) -> None:
    """The person agrees to the handling of reports again."""
    account = locked_account(actor.account_id)
    standing = Consent.objects.filter(account=account, purpose=Purpose.HANDLING, withdrawn_at=None)
    if not standing.exists():
        Consent.objects.create(account=account, purpose=Purpose.HANDLING, given_at=clock.now())
        _note(actor, account.pk, "give_consent", {"purpose": Purpose.HANDLING})


@transaction.atomic
def correct(*, actor: Actor, account_id: int, full_name: str = "", citizen_id: str = "") -> list[str]:
    """Put right what people cannot change themselves; blank: as it is. Returns what was changed. Raises Invalid."""
    account = _guarded(actor, account_id)
    changed = [*_corrected(account, full_name, citizen_id)]
    try:
        with transaction.atomic():
            account.save(update_fields=changed or None)
    except IntegrityError as error:  # another account proved the number a moment ago
        raise taken(error) from error
    if changed:
        _note(actor, account_id, "correct", {"changed": sorted(set(changed) - {"citizen_id_digest"})})
    return changed


def _corrected(account: Account, full_name: str, citizen_id: str) -> list[str]:
    changed = []
    if full_name.strip():
        name = rules.clean_name(full_name)
        if name is None:
            raise Invalid({"full_name": Why.NAME})
        account.full_name = name
        changed.append("full_name")
    if citizen_id.strip():
        number = rules.citizen_id(citizen_id, clock.today().year, seen=True)
        if number is None:
            raise Invalid({"citizen_id": Why.CITIZEN_ID})
        need_unproven(account, number.number)
        account.citizen_id = number.number
        changed += ["citizen_id", "citizen_id_digest"]
    return changed


def _guarded(actor: Actor, account_id: int) -> Account:
    """Locked. Only whoever guards personal data, and never their own account."""
    if not (actor.is_system or (actor.holds(Role.GUARDIAN) and actor.account_id != account_id)):
        raise Denied(Why.NOT_GUARDIAN)
    return locked_account(account_id)


def _note(actor: Actor, account_id: int, verb: str, data: dict[str, object]) -> None:
    role = Role.GUARDIAN if actor.holds(Role.GUARDIAN) and actor.account_id != account_id else ""
    journal.record(actor=actor, subject=SUBJECT, subject_id=account_id, verb=verb, role=role, data=data)
