"""Accounts of officials that nobody uses."""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Coalesce, Greatest

from ihanoi.kernel import clock

from ..models import Account, Consent, Membership
from ..words import Purpose
from .accounts import held_on


def used_at(account: Account) -> datetime:
    """When the account was used last; a new or reopened one counts as used then."""
    return max(filter(None, (account.created_at, account.seen_at, account.reopened_at)))


def unused_since(day: datetime) -> list[int]:
    """Active accounts with a seat that nobody has used since; not the demo's shared ones."""
    used = Greatest("created_at", Coalesce("seen_at", "created_at"), Coalesce("reopened_at", "created_at"))
    held = Membership.objects.filter(held_on(clock.today()))
    found = Account.objects.filter(is_active=True, is_shared=False, pk__in=held.values("account"))
    return list(found.annotate(used=used).filter(used__lt=day).values_list("pk", flat=True))


def is_own(account: Account) -> bool:
    """Whether the person made the account as a citizen: it stays theirs when an office ends."""
    return Consent.objects.filter(account=account, purpose=Purpose.HANDLING, withdrawn_at=None).exists()
