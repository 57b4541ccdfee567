"""How the city's work stands, in numbers for those who run the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from ihanoi.cases.models import Case, CaseClock
from ihanoi.kernel import clock

PATIENCE = timedelta(minutes=5)  # the look at the clocks comes every minute


@dataclass(frozen=True, slots=True)
class Standing:
    """Open cases by state, those beyond a due time, and warnings that nobody has told in time."""

    by_state: dict[str, int]
    overdue: int
    untold: int


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
