"""What proved who somebody was is forgotten: with the account, or when its time is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from ..models import SignIn
from ..queries import kept


@transaction.atomic
def forget(*, account_id: int) -> int:
    """Everything of this room that belongs to the account, sessions included. Returns how many rows went."""
    keys = SignIn.objects.filter(account=account_id).values_list("session_key", flat=True)
    gone, _each = Session.objects.filter(session_key__in=list(keys)).delete()
    for model in apps.get_app_config("identity").get_models():
        if any(field.name == "account" for field in model._meta.fields):
            gone += model._default_manager.filter(account=account_id).delete()[0]
    return gone


def erase_codes(*, before: datetime, limit: int) -> int:
    """One-time codes and the messages that carried them, oldest first."""
    return sum(_erase(rows[:limit]) for rows in kept.codes_over(before))


def erase_sign_ins(*, before: datetime, limit: int) -> int:
    """Sessions that nobody has used since."""
    return _erase(kept.sign_ins_over(before)[:limit])


def erase_tries(*, before: datetime, limit: int) -> int:
    """Wrong passwords as the lock remembers them."""
    return _erase(kept.tries_over(before)[:limit])


def erase_sessions(*, limit: int) -> int:
    """Sessions that are over, with the drafts in them."""
    return _erase(kept.sessions_over()[:limit])


@transaction.atomic
def _erase(rows: QuerySet[Any]) -> int:
    keys = list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
