"""Codes that somebody asked for here, and what they have proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min

from ihanoi.kernel import clock
from ihanoi.people.queries import Contact

from .. import policies
from ..models import Code, Message


@dataclass(frozen=True, slots=True)
class AskedCode:
    """A code on its way, for the page on which it is typed."""

    id: int
    errand: str
    contact: Contact
    wait: int  # seconds until another one may be asked for
    is_stuck: bool  # the gateway or the mail server has not taken it so far


def asked_code(code_id: int) -> AskedCode | None:
    """None once the row is gone or the code was used."""
    code = Code.objects.select_related("message").filter(pk=code_id, used_at=None).first()
    if code is None:
        return None
    wait = policies.wait([code.created_at], clock.now())
    is_stuck = code.message is not None and code.message.sent_at is None and bool(code.message.error)
    return AskedCode(code.pk, code.errand, _contact(code), int(wait.total_seconds()), is_stuck)


def messages() -> dict[str, Any]:
    """For those who run the platform: codes that wait, since when, and how many of this hour were given up.

    One count for `ihanoi doctor` and the alarm: they never disagree.
    """
    hour = clock.now() - timedelta(hours=1)
    waiting = Message.objects.exclude(next_try=None).aggregate(waiting=Count("id"), oldest=Min("created_at"))
    given_up = Message.objects.filter(next_try=None, sent_at=None, created_at__gt=hour)
    return {**waiting, "given_up": given_up.count()}


def proven_contact(code_id: int, errand: str) -> Contact | None:
    """What somebody has proven by a code for the errand, for as long as that counts."""
    since = clock.now() - policies.PROVEN
    code = Code.objects.filter(pk=code_id, errand=errand, used_at__gt=since).first()
    return _contact(code) if code else None


def _contact(code: Code) -> Contact:
    return Contact("phone" if code.channel == "phone" else "email", code.target)
