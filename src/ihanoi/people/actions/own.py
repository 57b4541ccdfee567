"""What people change of their own account."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.places import queries as places

from .. import rules
from ..models import Account, Consent, Representative
from ..wordings import Wording
from ..words import SUBJECT, Form, Purpose, Standing, Why
from .accounts import consent_to
from .guarding import guarded_account, note_guarded
from .locked import locked_account


@transaction.atomic
def change_profile(*, actor: Actor, full_name: str, title: str, unit_id: int | None) -> Account:
    """What people say of themselves. An official's name stays as the agency wrote it, a proven one as vouched for.

    How they are reached changes by a code alone (`set_contact`). History names the fields, never what stood in them.
    Raises Invalid, NotFound.
    """
    account = locked_account(actor.account_id)
    is_settled = actor.seats or account.proven_at
    name = account.full_name if is_settled else rules.clean_name(full_name)
    errors: dict[str, object] = {} if name else {"full_name": Why.NAME}
    if unit_id is not None and unit_id not in {unit.id for unit in places.units()}:
        errors["unit"] = Why.NO_UNIT
    if errors:
        raise Invalid(errors)
    new = {
        "full_name": name,
        "title": title if title in Form.values else "",
        "unit_id": unit_id,
    }
    changed = [field for field, value in new.items() if getattr(account, field) != value]
    for field in changed:
        setattr(account, field, new[field])
    if changed:
        account.save(update_fields=changed)
        _note_own(actor, "change_profile", {"fields": changed})
    return account


@transaction.atomic
def give_consent(*, actor: Actor, shown: Wording) -> None:
    """The person agrees to the text, for the first time or again. Who agrees to its purpose already changes nothing."""
    account = locked_account(actor.account_id)
    if not _standing(account, shown.purpose).exists():
        consent_to(shown, account, clock.now()).save(force_insert=True)
        told = {"purpose": shown.purpose, "edition": shown.edition, "language": shown.language}
        _note_own(actor, "give_consent", told)


@transaction.atomic
def withdraw_consent(*, actor: Actor, account_id: int, purpose: Purpose) -> None:
    """The person takes a consent back, or the guardian does for them.

    Without the consent to handling no report can be answered: that one goes through a request and the guardian.
    Raises Denied, NotFound.
    """
    own = actor.account_id == account_id
    if own and purpose == Purpose.HANDLING:
        raise Denied(Why.NOT_HERE)
    account = locked_account(account_id) if own else guarded_account(actor, account_id)
    if _standing(account, purpose).update(withdrawn_at=clock.now()):
        note_guarded(actor, account_id, "withdraw_consent", {"purpose": purpose})
        if purpose == Purpose.PAPERS:
            _take_papers_back(account)


def _take_papers_back(account: Account) -> None:
    """Nobody looks any more at those that wait; they are erased with their time."""
    waiting = Representative.objects.filter(account=account, standing=Standing.CLAIMED)
    waiting.update(papers=[], shown_at=None)


def _standing(account: Account, purpose: str) -> QuerySet[Consent]:
    return Consent.objects.filter(account=account, purpose=purpose, withdrawn_at=None)


def _note_own(actor: Actor, verb: str, data: Mapping[str, object]) -> None:
    assert actor.account_id is not None
    journal.record(actor=actor, subject=SUBJECT, subject_id=actor.account_id, verb=verb, data=data)


@transaction.atomic
def note_visit(*, account_id: int) -> None:
    """The account was used; kept by the day, so that accounts that nobody uses can be closed."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    unseen = Q(seen_at=None) | Q(seen_at__lt=today)
    Account.objects.filter(unseen, pk=account_id).update(seen_at=clock.now())
