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
from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.queries.repeats import codes_of
from ihanoi.cases.rules.recurring import LOOK_BACK, Spot, chains
from ihanoi.cases.words import DONE, OPEN, Rating, State

_COLUMNS: Final = ("id", "field_id", "unit_id", "lead_id", "lat", "lon", "submitted_at", "resolved_at")


@dataclass(frozen=True, slots=True)
class Recurring:
    """One matter that came back. `case_ids` in order of time; `dissatisfied`: bad ratings of all its rounds.

    Field, unit, agency and place are those of the last report; `lead_ids`: all agencies that answered for it, the
    first one first; `merged`: reports that officers merged into one of these.
    """

    field_id: int
    unit_id: int | None
    lead_id: int
    lead_ids: tuple[int, ...]
    case_ids: tuple[int, ...]
    lat: float
    lon: float
    first_at: datetime
    last_at: datetime
    dissatisfied: int
    merged: int

    @property
    def returns(self) -> int:
        """How often it was reported again after an answer, at least."""
        return len(self.case_ids) - 1

    @property
    def reports(self) -> int:
        """How often it was reported at all."""
        return len(self.case_ids) + self.merged


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
    named = {case_id for chain in found for case_id in chain}
    bad, merged = _dissatisfied(named), _merged(named)
    made = [_cluster(rows, chain, bad, merged) for chain in found]
    return sorted(made, key=lambda each: (-each.returns, -each.dissatisfied, each.case_ids))


def returned(found: Iterable[Recurring]) -> list[Returned]:
    """Counts per field and unit, the most clusters first."""
    matters: Counter[tuple[int, int | None]] = Counter()
    reports: Counter[tuple[int, int | None]] = Counter()
    for each in found:
        matters[each.field_id, each.unit_id] += 1
        reports[each.field_id, each.unit_id] += each.returns
    return [Returned(field, unit, n, reports[field, unit]) for (field, unit), n in matters.most_common()]


@dataclass(frozen=True, slots=True)
class Known:
    """What a list names a report by, and what became of it."""

    code: str
    title: str
    state: str
    state_label: str
    rating_label: str
    submitted_at: datetime
    resolved_at: datetime | None


def known_as(case_ids: Iterable[int]) -> dict[int, Known]:
    """The reports by id, for those who may read all; in one query."""
    columns = ("id", "title", "state", "rating", "submitted_at", "resolved_at")
    rows = Case.objects.filter(pk__in=set(case_ids)).values_list(*columns, named=True)
    return {
        row.id: Known(
            code=code_of(row.id, row.submitted_at),
            title=row.title,
            state=row.state,
            state_label=str(State(row.state).label),
            rating_label=str(Rating(row.rating).label) if row.rating else "",
            submitted_at=row.submitted_at,
            resolved_at=row.resolved_at,
        )
        for row in rows
    }


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


def _merged(case_ids: Collection[int]) -> dict[int, int]:
    """By the case that they were merged into: repeats that officers saw themselves."""
    into = Case.objects.filter(merged_into__in=case_ids)
    return dict(into.values_list("merged_into").annotate(n=Count("pk")))


def _cluster(
    rows: dict[int, Any], chain: tuple[int, ...], bad: dict[int, int], merged: dict[int, int]
) -> Recurring:
    first, last = rows[chain[0]], rows[chain[-1]]
    return Recurring(
        field_id=last.field_id,
        unit_id=last.unit_id,
        lead_id=last.lead_id,
        lead_ids=tuple(dict.fromkeys(rows[case_id].lead_id for case_id in chain)),
        case_ids=chain,
        lat=last.lat,
        lon=last.lon,
        first_at=first.submitted_at,
        last_at=last.submitted_at,
        dissatisfied=sum(bad.get(case_id, 0) for case_id in chain),
        merged=sum(merged.get(case_id, 0) for case_id in chain),
    )
