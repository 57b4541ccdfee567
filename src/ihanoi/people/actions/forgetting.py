"""An account is forgotten, or what it left behind has been kept long enough (Law 91/2025)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied

from .. import queries
from ..models import Account, Consent, Delegation, Representative
from ..queries import kept
from ..words import NOBODY, Closed, Why
from .guarding import guarded_account, note_guarded

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
    account = guarded_account(actor, account_id)
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
    note_guarded(actor, account_id, "anonymise", {})


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
