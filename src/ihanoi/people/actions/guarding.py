"""What whoever guards personal data does to an account: puts it right, or stops its use (Law 91/2025)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid

from .. import rules
from ..models import Account
from ..words import SUBJECT, Proof, Role, Why
from .accounts import taken
from .knowing import need_unproven
from .locked import locked_account


@transaction.atomic
def restrict(*, actor: Actor, account_id: int, restricted: bool) -> None:
    """Stop the use of somebody's data, or let it go on. The person may lift it; stopping goes through the guardian."""
    own = actor.account_id == account_id and not restricted
    account = locked_account(account_id) if own else guarded_account(actor, account_id)
    if bool(account.restricted_at) == restricted:
        return
    account.restricted_at = clock.now() if restricted else None
    account.save(update_fields=["restricted_at"])
    note_guarded(actor, account_id, "restrict" if restricted else "lift_restriction", {})


@transaction.atomic
def correct(
    *, actor: Actor, account_id: int, full_name: str = "", citizen_id: str = "", card_seen: bool = False
) -> list[str]:
    """Put right what people cannot change themselves; blank: as it is. Returns what was changed. Raises Invalid.

    What was proven was the old name and number: unless the guardian has seen the card, the proof is gone with them.
    """
    account = guarded_account(actor, account_id)
    changed = _corrected(account, full_name, citizen_id)
    if changed and account.proven_at:
        account.proven_at = clock.now() if card_seen else None
        account.proven_by = str(Proof.COUNTER) if card_seen else ""
        changed += ["proven_at", "proven_by"]
    try:
        with transaction.atomic():
            account.save(update_fields=changed or None)
    except IntegrityError as error:  # another account proved the number a moment ago
        raise taken(error) from error
    if changed:
        note_guarded(actor, account_id, "correct", {"changed": sorted(set(changed) - {"citizen_id_digest"})})
    return changed


def _corrected(account: Account, full_name: str, citizen_id: str) -> list[str]:
    changed = []
    if full_name.strip():
        name = rules.clean_name(full_name)
        if name is None:
            raise Invalid({"full_name": Why.NAME})
        if account.full_name != name:
            account.full_name = name
            changed.append("full_name")
    if citizen_id.strip():
        number = rules.citizen_id(citizen_id, clock.today().year, seen=True)
        if number is None:
            raise Invalid({"citizen_id": Why.CITIZEN_ID})
        need_unproven(account, number.number)
        if account.citizen_id != number.number:
            account.citizen_id = number.number
            changed += ["citizen_id", "citizen_id_digest"]
    return changed


def guarded_account(actor: Actor, account_id: int) -> Account:
    """Locked. Only whoever guards personal data, and never their own account."""
    if not (actor.is_system or (actor.holds(Role.GUARDIAN) and actor.account_id != account_id)):
        raise Denied(Why.NOT_GUARDIAN)
    return locked_account(account_id)


def note_guarded(actor: Actor, account_id: int, verb: str, data: Mapping[str, object]) -> None:
    """One line of history, told with the role of a guardian where one acted for somebody else."""
    role = Role.GUARDIAN if actor.holds(Role.GUARDIAN) and actor.account_id != account_id else ""
    journal.record(actor=actor, subject=SUBJECT, subject_id=account_id, verb=verb, role=role, data=data)
