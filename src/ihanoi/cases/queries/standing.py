"""How the city's work stands, in numbers for those who run the platform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.words import SUBJECT
from ihanoi.kernel import clock

PATIENCE = timedelta(minutes=5)  # the look at the clocks comes every minute


@dataclass(frozen=True, slots=True)
class Standing:
    """Open cases by state, those beyond a due time, and warnings that nobody has told in time."""

    by_state: dict[str, int]
    overdue: int
    untold: int


def ends() -> Iterator[tuple[str, int, int, bytes | None]]:
    """Where the history of each case ends, as the case's own row keeps it: what `journal.queries.verify` compares."""
    rows = Case.objects.order_by("pk").values_list("pk", "version", "head")
    for pk, version, head in rows.iterator(chunk_size=10_000):
        yield SUBJECT, pk, version, bytes(head) if head else None


def standing() -> Standing:
    """Read from the index of open cases and that of running clocks."""
    now = clock.now()
    opened = Case.objects.filter(closed_at=None).order_by()
    waiting = CaseClock.objects.filter(stopped_at=None, warn_at__lt=now - PATIENCE)
    return Standing(
        by_state=dict(opened.values_list("state").annotate(n=Count("pk"))),
        overdue=opened.filter(due_at__lt=now).count(),
        untold=waiting.count(),
    )
