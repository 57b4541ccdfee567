"""Whose data is kept and not used, because they asked for it (Law 91/2025)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import OuterRef, Subquery

from ..models import Account, Consent
from ..words import Purpose


def restricted(account_ids: Collection[int]) -> set[int]:
    """Which of the accounts; in one query."""
    if not account_ids:
        return set()
    found = Account.objects.filter(pk__in=set(account_ids), restricted_at__isnull=False)
    return set(found.values_list("pk", flat=True))


def stopped(account_id: int) -> str:
    """Why nothing new may be done with the person's data: "restricted", "withdrawn", or blank. In one query."""
    last = Consent.objects.filter(account=OuterRef("pk"), purpose=Purpose.HANDLING).order_by(
        "-given_at", "-pk"
    )
    found = Account.objects.annotate(ended=Subquery(last.values("withdrawn_at")[:1])).filter(pk=account_id)
    row = found.values_list("restricted_at", "ended").first()
    if row is None or row == (None, None):
        return ""
    return "restricted" if row[0] else "withdrawn"


def has_withdrawn(account_id: int) -> bool:
    """Whether the person took back the consent to the handling of reports and has given none since.

    Accounts that others made, as the operator does, never gave one: they have nothing to take back.
    """
    given = Consent.objects.filter(account=account_id, purpose=Purpose.HANDLING)
    last = given.order_by("-given_at", "-pk").first()
    return last is not None and last.withdrawn_at is not None
