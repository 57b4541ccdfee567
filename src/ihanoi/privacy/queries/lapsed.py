"""What is old enough to be erased, class by class: a look ahead that changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from ihanoi.cases.queries import kept as cases
from ihanoi.identity.queries import kept as identity
from ihanoi.kernel import clock
from ihanoi.media import queries as media
from ihanoi.notifications import queries as notifications
from ihanoi.people.queries import kept as accounts
from ihanoi.privacy.models import Concerned, Copy, Erasure, Incident, Request
from ihanoi.privacy.queries.periods import before
from ihanoi.privacy.regulation import RETENTION
from ihanoi.privacy.words import DataClass, IncidentState

PERIODS = {each.data: each.period for each in RETENTION if each.period}
FIXED = {each.data: timedelta(days=each.fixed_days) for each in RETENTION if each.fixed_days}


def oldest(data: DataClass) -> datetime:
    """What is older than this has been kept long enough."""
    return before(PERIODS[data]) if data in PERIODS else clock.now() - FIXED[data]


def copies_over() -> QuerySet[Copy]:
    """Archives whose last day is over and whose bytes are still there."""
    return Copy.objects.filter(expires_at__lt=clock.now()).exclude(path="").order_by("expires_at")


def requests_over(before: datetime) -> QuerySet[Request]:
    """Requests that ended earlier."""
    return Request.objects.filter(closed_at__lt=before).order_by("closed_at")


def lists_over(before: datetime) -> QuerySet[Incident]:
    """Incidents that ended earlier and whose persons are still listed."""
    listed = Exists(Concerned.objects.filter(incident=OuterRef("pk")))
    return Incident.objects.filter(listed, state=IncidentState.CLOSED, closed_at__lt=before).order_by("pk")


OVER: Final[dict[DataClass, Callable[[datetime], list[QuerySet[Any]]]]] = {
    DataClass.CODES: identity.codes_over,
    DataClass.SIGN_INS: lambda old: [identity.sign_ins_over(old)],
    DataClass.TRIES: lambda old: [identity.tries_over(old)],
    DataClass.DRAFTS: lambda _old: [identity.sessions_over()],
    DataClass.NOTICES: lambda old: [notifications.notices_over(old)],
    DataClass.CONTACTS: lambda old: [cases.contacts_over(old)],
    DataClass.PICTURES: lambda old: [cases.pictures_over(old)],
    DataClass.PAPERS: lambda old: [media.papers_over(old)],
    DataClass.INVITATIONS: lambda old: [accounts.invitations_over(old)],
    DataClass.DELEGATIONS: lambda old: [accounts.delegations_over(clock.day_of(old))],
    DataClass.COPIES: lambda _old: [copies_over()],
    DataClass.REQUESTS: lambda old: [requests_over(old)],
    DataClass.INCIDENTS: lambda old: [lists_over(old)],
}
"""The very rows that the erasers take: what is counted here is what goes."""


def lapsed() -> dict[str, int]:
    """How many rows of each class the next run would erase."""
    return {str(data): sum(rows.count() for rows in over(oldest(data))) for data, over in OVER.items()}


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A class that the job erases: how many are due, and what the last run did."""

    data: DataClass
    label: str
    due: int
    last_at: datetime | None
    last_count: int


def erasures() -> list[ErasureRow]:
    """In the order of the table."""
    last = {row.data: row for row in Erasure.objects.order_by("data", "-at").distinct("data")}
    due = lapsed()
    return [
        ErasureRow(
            each.data,
            str(each.data.label),
            due[each.data],
            last[each.data].at if each.data in last else None,
            last[each.data].count if each.data in last else 0,
        )
        for each in RETENTION
        if each.data in due
    ]
