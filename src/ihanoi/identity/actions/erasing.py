"""What proved who somebody was is forgotten: with the account, or when its time is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction

from ihanoi.kernel import clock

from ..models import Code, Message, SignIn


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
    return _erase(Code, "created_at", before, limit) + _erase(Message, "created_at", before, limit)


def erase_sign_ins(*, before: datetime, limit: int) -> int:
    """Sessions that nobody has used since."""
    return _erase(SignIn, "seen_at", before, limit)


def erase_tries(*, before: datetime, limit: int) -> int:
    """Wrong passwords as the lock remembers them."""
    return _erase(AccessAttempt, "attempt_time", before, limit)


def erase_sessions(*, limit: int) -> int:
    """Sessions that are over, with the drafts in them."""
    return _erase(Session, "expire_date", clock.now(), limit)


@transaction.atomic
def _erase(model: type[models.Model], at: str, before: datetime, limit: int) -> int:
    old: Any = model._default_manager.filter(**{f"{at}__lt": before}).order_by(at)
    keys = list(old.values_list("pk", flat=True)[:limit])
    model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
