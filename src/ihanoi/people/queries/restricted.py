"""Whose data is kept and not used, because they asked for it (Law 91/2025)."""

from __future__ import annotations

from collections.abc import Collection

from ..models import Account, Consent
from ..words import Purpose


def restricted(account_ids: Collection[int]) -> set[int]:
    """Which of the accounts; in one query."""
    if not account_ids:
        return set()
    found = Account.objects.filter(pk__in=set(account_ids), restricted_at__isnull=False)
    return set(found.values_list("pk", flat=True))


def has_withdrawn(account_id: int) -> bool:
    """Whether the person took back the consent to the handling of reports and has given none since.

    Accounts that others made, as the operator does, never gave one: they have nothing to take back.
    """
    given = Consent.objects.filter(account=account_id, purpose=Purpose.HANDLING)
    last = given.order_by("-given_at", "-pk").first()
    return last is not None and last.withdrawn_at is not None
