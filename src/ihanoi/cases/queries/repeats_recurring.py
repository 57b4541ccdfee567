"""Clusters of repeats: the same field at the same place, reported again after an answer (R87).

For figures and accountability, not for a page that somebody waits for: a month of a big city is read at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from ihanoi.cases.models import Case, RatingRecord
from ihanoi.cases.queries.repeats import codes_of
from ihanoi.cases.rules.recurring import LOOK_BACK, Spot, chains
from ihanoi.cases.words import DONE, OPEN, Rating

_COLUMNS: Final = ("id", "field_id", "unit_id", "lead_id", "lat", "lon", "submitted_at", "resolved_at")


@dataclass(frozen=True, slots=True)
class Recurring:
    """One matter that came back. `case_ids` in order of time; `dissatisfied`: bad ratings of all its rounds.

    Field, unit and agency are those of the last report.
    """

    field_id: int
    unit_id: int | None
    lead_id: int
    case_ids: tuple[int, ...]
    last_at: datetime
    dissatisfied: int

    @property
    def returns(self) -> int:
        """How often it was reported again after an answer, at least."""
        return len(self.case_ids) - 1


@dataclass(frozen=True, slots=True)
class Returned:
    """How many matters of a field came back in a unit, and how many reports that makes beyond the first ones."""

    field_id: int
    unit_id: int | None
    clusters: int
    returns: int


def clusters(since: datetime, until: datetime, *, lead_ids: Collection[int] | None = None) -> list[Recurring]:
    """Those whose last report came in the span, the most returns first. `lead_ids`: only reports to these agencies."""
    rows = {row.id: row for row in _rows(since, until, lead_ids)}
    found = [chain for chain in chains(_spot(row) for row in rows.values()) if _last(rows, chain) >= since]
    bad = _dissatisfied({case_id for chain in found for case_id in chain})
    made = [_cluster(rows, chain, bad) for chain in found]
    return sorted(made, key=lambda each: (-each.returns, -each.dissatisfied, each.case_ids))


def returned(found: Iterable[Recurring]) -> list[Returned]:
    """Counts per field and unit, the most clusters first."""
    matters: Counter[tuple[int, int | None]] = Counter()
    reports: Counter[tuple[int, int | None]] = Counter()
    for each in found:
        matters[each.field_id, each.unit_id] += 1
        reports[each.field_id, each.unit_id] += each.returns
    return [Returned(field, unit, n, reports[field, unit]) for (field, unit), n in matters.most_common()]


def _rows(since: datetime, until: datetime, lead_ids: Collection[int] | None) -> QuerySet[Case, Any]:
    """Reports of the span that stand, and answered ones that they may have come back from."""
    came = Q(submitted_at__gte=since, submitted_at__lt=until, state__in=OPEN | DONE)
    answered = Q(closed_at__gte=since - LOOK_BACK, closed_at__lt=until, state__in=DONE)
    known = Case.objects.filter(came | answered, lat__isnull=False, lon__isnull=False, field__isnull=False)
    if lead_ids is not None:
        known = known.filter(lead__in=list(lead_ids))
    return known.values_list(*_COLUMNS, named=True)


def _spot(row: Any) -> Spot:
    return Spot(row.id, codes_of(row.field_id)[0], row.lat, row.lon, row.submitted_at, row.resolved_at)


def _last(rows: dict[int, Any], chain: tuple[int, ...]) -> datetime:
    at: datetime = rows[chain[-1]].submitted_at
    return at


def _dissatisfied(case_ids: Collection[int]) -> dict[int, int]:
    bad = RatingRecord.objects.filter(case__in=case_ids, value=Rating.DISSATISFIED)
    return dict(bad.values_list("case").annotate(n=Count("pk")))


def _cluster(rows: dict[int, Any], chain: tuple[int, ...], bad: dict[int, int]) -> Recurring:
    last = rows[chain[-1]]
    return Recurring(
        field_id=last.field_id,
        unit_id=last.unit_id,
        lead_id=last.lead_id,
        case_ids=chain,
        last_at=last.submitted_at,
        dissatisfied=sum(bad.get(case_id, 0) for case_id in chain),
    )
