"""The inbox of an actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from ihanoi.kernel.actor import Actor

from .models import Mail, Notice, Preference

MANY = 100  # from here on the bell shows "99+"


@dataclass(frozen=True, slots=True)
class Page:
    """Notices, newest first, and the cursor of the next page; "" at the end."""

    notices: list[Notice]
    next: str


def inbox(actor: Actor, cursor: str = "", limit: int = 20) -> Page:
    """One page of the actor's notices. A cursor that cannot be read begins at the newest."""
    notices = Notice.objects.filter(account=actor.account_id)
    at = _position(cursor)
    if at is not None:
        notices = notices.filter(Q(at__lt=at[0]) | Q(at=at[0], id__lt=at[1]), at__lte=at[0])
    found = list(notices.order_by("-at", "-id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(found[:limit], f"{last.at.isoformat()}~{last.pk}" if last else "")


def _position(cursor: str) -> tuple[datetime, int] | None:
    moment, _, number = cursor.partition("~")
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+"))
        return (at, int(number)) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def unread_count(actor: Actor) -> int:
    """How many notices are unread, counted up to a hundred; one look into a small index."""
    if actor.account_id is None:
        return 0
    return Notice.objects.filter(account=actor.account_id, read_at=None)[:MANY].count()


def unread_shown(actor: Actor | None) -> int | str:
    """As the bell says it: a number, or "99+"."""
    count = unread_count(actor) if actor is not None else 0
    return count if count < MANY else f"{MANY - 1}+"


def wants_email(actor: Actor) -> bool:
    """Whether the actor wants letters besides the inbox."""
    return not Preference.objects.filter(account=actor.account_id, email=False).exists()


def mails() -> dict[str, Any]:
    """For those who run the platform: how many letters wait, since when, and how many were given up."""
    waiting = Mail.objects.exclude(next_try=None).aggregate(waiting=Count("id"), oldest=Min("notice__at"))
    return {**waiting, "given_up": Mail.objects.filter(next_try=None, sent_at=None).count()}
