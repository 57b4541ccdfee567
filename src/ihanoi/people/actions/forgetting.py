"""An account is forgotten, or what it left behind has been kept long enough (Law 91/2025)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied

from .. import queries, rules
from ..models import Account, Consent, Delegation, Organisation, Representative
from ..queries import kept
from ..words import NOBODY, Closed, Standing, Why
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
    _forget_organisations(account)
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
    Delegation.objects.filter(account=account).update(reason="")
    note_guarded(actor, account_id, "anonymise", {})


def _forget_organisations(account: Account) -> None:
    """Their claims go, and each organisation that nobody else acts for; a household is the person itself."""
    mine = Representative.objects.filter(account=account).values("organisation")
    claims = (
        Representative.objects.select_for_update(no_key=True).filter(organisation__in=mine).order_by("pk")
    )
    concerned = {claim.organisation_id for claim in claims}
    Representative.objects.filter(account=account).delete()
    for firm in Organisation.objects.select_for_update(no_key=True).filter(pk__in=concerned).order_by("pk"):
        if _is_household_of(firm, account):
            firm.representatives.all().delete()
        if not firm.representatives.exists():
            _remove(firm)


def _is_household_of(firm: Organisation, account: Account) -> bool:
    """Whether what a household is called, and where it is, tells of the person: not where others have shown papers."""
    if not rules.is_household(firm.tax_code):
        return False
    proven = account.proven_at is not None and account.citizen_id == firm.tax_code
    return proven or not firm.representatives.filter(valid_to=None, standing=Standing.VERIFIED).exists()


def _remove(firm: Organisation) -> None:
    """Reports of others may name it: a household then says nothing any more, an enterprise is nobody's own data."""
    try:
        firm.delete()
    except ProtectedError:
        if rules.is_household(firm.tax_code):
            firm.name, firm.address, firm.tax_code, firm.unit = NOBODY, "", "", None
            firm.save(update_fields=["name", "address", "tax_code", "tax_code_digest", "unit"])


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
