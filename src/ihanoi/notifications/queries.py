"""The inbox of an actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from ihanoi.kernel.actor import Actor
from ihanoi.kernel.mark import Mark

from .models import Mail, Notice, Preference

MANY = 100  # from here on the bell shows "99+"


@dataclass(frozen=True, slots=True)
class Page:
    """Notices, newest first, and the mark of the next page; blank at the end."""

    notices: list[Notice]
    next: str


def inbox(actor: Actor, mark: str = "", limit: int = 20) -> Page:
    """One page of the actor's notices. A mark that cannot be read begins at the newest."""
    notices = Notice.objects.filter(account=actor.account_id)
    seen = Mark.decode(mark, datetime)
    if seen is not None:
        shown: dict[str, Any] = {"at": seen.value, "id__gte": seen.id}
        notices = notices.filter(Q(at__lte=seen.value)).exclude(**shown)
    found = list(notices.order_by("-at", "-id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(found[:limit], Mark(last.at, last.pk).encode() if last else "")


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


def rows_of(account_id: int) -> dict[str, QuerySet[Any]]:
    """Everything that the account was told, by the name of a sheet: to be read whole, or to be counted."""
    return {"thong_bao": Notice.objects.filter(account=account_id).order_by("at", "id")}


def kept_of(account_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that the account was told, for its owner's own copy."""
    notices = rows_of(account_id)["thong_bao"]
    rows = [{"luc": n.at, "tieu_de": n.title, "noi_dung": n.body, "da_doc_luc": n.read_at} for n in notices]
    return {"thong_bao": rows}


def notices_over(before: datetime) -> QuerySet[Notice]:
    """Notices of earlier, oldest first."""
    return Notice.objects.filter(at__lt=before).order_by("at")
