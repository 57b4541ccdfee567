"""Guardians are told before a clock runs out, and once it has."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ihanoi.privacy.actions.incidents import PAGE
from ihanoi.privacy.actions.requests import QUEUE
from ihanoi.privacy.actions.step import tell
from ihanoi.privacy.models import Incident, Request
from ihanoi.privacy.queries import clocks, guardians, waiting
from ihanoi.privacy.words import IncidentState, Period
from ihanoi.privacy.words.sentences import DOING
from ihanoi.ui import words as said_as


@transaction.atomic
def warn() -> int:
    """Safe to run twice: each warning has its key and is told once. Returns how many are due."""
    who = guardians()
    return sum(
        [*(_of_request(each, who) for each in _requests()), *(_of_incident(i, who) for i in _incidents())]
    )


def _requests() -> Any:
    return Request.objects.filter(closed_at__isnull=True).order_by("pk")


def _incidents() -> Any:
    return Incident.objects.filter(state=IncidentState.OPEN).order_by("pk")


def _of_request(request: Request, who: set[int]) -> int:
    now = waiting(request)
    occasion = "request_over" if now.over else "request_soon" if now.soon else ""
    if not occasion:
        return 0
    told = {
        "code": request.code,
        "right": request.get_right_display(),
        "what": str(DOING[now.what]),
        "due": said_as.moment(now.due_at, True),
    }
    key = f"{occasion} {request.pk} {now.what} {now.due_at:%Y%m%d}"
    tell(who - {request.account_id}, occasion, told, url=f"{QUEUE}/{request.pk}", key=key)
    return 1


def _of_incident(incident: Incident, who: set[int]) -> int:
    told = 0
    for each in clocks(incident):
        occasion = "incident_over" if each.over else "incident_soon" if each.soon else ""
        if occasion and each.done_at is None:
            what = str(Period(each.name).label).lower()
            facts = {"code": incident.code, "what": what, "due": said_as.moment(each.due_at, True)}
            url, key = f"{PAGE}/{incident.pk}", f"{occasion} {incident.pk} {each.name}"
            tell(who, occasion, facts, url=url, key=key)
            told += 1
    return told
