"""What is old enough to be erased, class by class: a look ahead that changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ihanoi.cases.queries import kept as cases
from ihanoi.identity.queries import kept as identity
from ihanoi.kernel import clock
from ihanoi.media import queries as media
from ihanoi.notifications import queries as notifications
from ihanoi.people.queries import kept as accounts
from ihanoi.privacy.models import Copy, Erasure, Incident, Request
from ihanoi.privacy.queries.periods import before
from ihanoi.privacy.regulation import RETENTION
from ihanoi.privacy.words import DataClass, IncidentState, Period

PERIODS = {each.data: each.period for each in RETENTION if each.period}
FIXED = {each.data: timedelta(days=each.fixed_days) for each in RETENTION if each.fixed_days}


def oldest(data: DataClass) -> datetime:
    """What is older than this has been kept long enough."""
    return before(PERIODS[data]) if data in PERIODS else clock.now() - FIXED[data]


def lapsed() -> dict[str, int]:
    """How many rows of each class the next run would erase."""
    old = {data: before(period) for data, period in PERIODS.items()}
    return {
        **identity.lapsed(
            codes=old[DataClass.CODES], sign_ins=old[DataClass.SIGN_INS], tries=old[DataClass.TRIES]
        ),
        **cases.lapsed(contacts=old[DataClass.CONTACTS], pictures=old[DataClass.PICTURES]),
        "papers": len(media.papers_before(oldest(DataClass.PAPERS))),
        "invitations": accounts.invitations_over(oldest(DataClass.INVITATIONS)).count(),
        "delegations": accounts.delegations_over(clock.day_of(oldest(DataClass.DELEGATIONS))).count(),
        "notices": notifications.lapsed(old[DataClass.NOTICES]),
        "copies": Copy.objects.filter(expires_at__lt=clock.now()).exclude(path="").count(),
        "requests": Request.objects.filter(closed_at__lt=before(Period.KEEP_REQUESTS)).count(),
        "incidents": _lists(before(Period.KEEP_INCIDENTS)),
    }


def _lists(old: datetime) -> int:
    ended = Incident.objects.filter(state=IncidentState.CLOSED, closed_at__lt=old, concerned__isnull=False)
    return ended.distinct().count()


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
