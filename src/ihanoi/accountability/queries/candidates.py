"""What a proposal may rest on: counted by the machine, with the cases that prove it; accusing is left to people.

Late months are counted by the clock as `insight` counts them (R88, T18), repeated matters by the dissatisfied ratings
of all their rounds (R87, T17). The clocks are read directly, as figures are: ADR 9.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from ihanoi.accountability import rules
from ihanoi.accountability.models import Proposal
from ihanoi.accountability.queries.thresholds import threshold
from ihanoi.accountability.words import Ground, Threshold
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Recurring
from ihanoi.cases.words import Clock, RatingReason
from ihanoi.insight.queries.lateness import JUDGED, lateness
from ihanoi.insight.queries.span import Span
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people

SHOWN: Final = {
    Clock.RECEPTION: "trễ tiếp nhận", Clock.INTAKE: "trễ tiếp nhận, phân công", Clock.HANDLING: "trễ xử lý",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """A case and what it shows."""

    case_id: int
    shows: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Counts as of now. `part` of `whole`; `limit`: the threshold that was passed."""

    ground: Ground
    agency_id: int
    occasion: str
    month: date
    part: int
    whole: int
    limit: int
    rated_late: int
    evidence: tuple[Evidence, ...]

    @property
    def occasions(self) -> list[str]:
        """Under what it may be known: a cluster by any of its cases, since its first one leaves the span in time."""
        cluster = self.ground == Ground.CLUSTER
        return [self.occasion, *(str(each.case_id) for each in self.evidence if cluster)]


def begin_of(month: date) -> datetime:
    """Its first midnight in the city."""
    return datetime.combine(month.replace(day=1), time(), HANOI)


def month_before(day: date) -> date:
    """The first day of the month before the one of the day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


# --- late months ------------------------------------------------------------------------------------------------------

# The clocks behind the count of `insight` (the same condition), so that each late case can be named.
_LATE: Final = """
SELECT case_id, array_agg(DISTINCT name) FROM cases_caseclock
WHERE agency_id = ANY(%(units)s) AND started_at >= %(begin)s AND started_at < %(until)s AND name = ANY(%(judged)s)
    AND coalesce(stopped_at, %(now)s) > due_at AND started_at <= due_at
GROUP BY case_id ORDER BY case_id
"""
_RATED: Final = """
SELECT count(DISTINCT r.case_id) FROM cases_ratingrecord r JOIN cases_caseclock c ON c.case_id = r.case_id
WHERE r.reason = %(slow)s AND c.agency_id = ANY(%(units)s) AND c.started_at >= %(begin)s AND c.started_at < %(until)s
    AND c.name = ANY(%(judged)s)
"""


def late_months(month: date, agency_id: int | None = None) -> list[Candidate]:
    """Agencies of which more of the month's cases are late than the threshold allows, each with its late cases."""
    limit, least = threshold(Threshold.LATE_PERCENT), threshold(Threshold.LATE_MINIMUM)
    counted = lateness(Span(begin_of(month), begin_of(_after(month))))
    return [
        _of_month(month, agency, late.cases.whole, limit)
        for agency, late in sorted(counted.items())
        if agency
        and agency_id in (None, agency)
        and rules.overtaken(late.cases.part, late.cases.whole, limit, least)
    ]


def _of_month(month: date, agency_id: int, whole: int, limit: int) -> Candidate:
    evidence = tuple(
        Evidence(case_id, ", ".join(SHOWN[Clock(name)] for name in sorted(late, reverse=True)), True)
        for case_id, late in _rows(_LATE, month, agency_id)
    )
    ((slow,),) = _rows(_RATED, month, agency_id)
    return Candidate(
        Ground.LATE_MONTH, agency_id, f"{month:%Y-%m}", month, len(evidence), whole, limit, slow, evidence
    )


def _rows(sql: str, month: date, agency_id: int) -> list[Any]:
    """Of the agency and the divisions that it answers for."""
    units = [unit.id for unit in people.all_agencies() if people.answerable(unit.id).id == agency_id]
    given: dict[str, Any] = {
        "begin": begin_of(month), "until": begin_of(_after(month)), "now": clock.now(), "units": units,
        "judged": [str(name) for name in JUDGED], "slow": str(RatingReason.LATE),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


# --- repeated matters -------------------------------------------------------------------------------------------------


def repeated(since: date, agency_ids: Collection[int] | None = None) -> list[Candidate]:
    """Matters that came back since a day, with as many dissatisfied ratings as the threshold names."""
    least = threshold(Threshold.DISSATISFIED)
    found = cases.clusters(begin_of(since), clock.now(), lead_ids=agency_ids)
    bad = [each for each in found if rules.is_repeated_badly(each.dissatisfied, least)]
    return [_of_cluster(each, least) for each in bad]


def _of_cluster(cluster: Recurring, least: int) -> Candidate:
    ids = cluster.case_ids
    merged = Counter(_merged_into(ids))
    slow, ratings = _ratings(ids)
    evidence = tuple(Evidence(i, _shows(ratings[i], merged[i]), bool(ratings[i])) for i in ids)
    return Candidate(
        Ground.CLUSTER, cluster.lead_id, str(ids[0]), clock.day_of(cluster.last_at).replace(day=1),
        cluster.dissatisfied, len(ids) + merged.total(), least, slow, evidence,
    )  # fmt: skip


def _merged_into(ids: Collection[int]) -> list[int]:
    """Once for each report that was merged into one of these: repeats that officers saw themselves."""
    merged = cases.visible_to(SYSTEM).filter(merged_into__in=ids)
    return [each for each in merged.values_list("merged_into", flat=True) if each is not None]


def _ratings(ids: Collection[int]) -> tuple[int, defaultdict[int, int]]:
    """How many ratings gave "too slow", and per case how many were dissatisfied."""
    counts: defaultdict[int, int] = defaultdict(int)
    slow = 0
    rows = cases.visible_to(SYSTEM).filter(pk__in=ids).values_list("pk", "ratings__value", "ratings__reason")
    for case_id, value, reason in rows:
        counts[case_id] += value == "dissatisfied"
        slow += reason == RatingReason.LATE
    return slow, counts


def _shows(dissatisfied: int, merged: int) -> str:
    parts = [f"chưa hài lòng {dissatisfied} lần" if dissatisfied else "phản ánh lặp lại"]
    return ", ".join([*parts, f"{merged} phản ánh gộp vào"] if merged else parts)


def recount(proposal: Proposal) -> Candidate | None:
    """The same occasion as it stands now; None when it is no longer beyond its threshold."""
    if proposal.ground == Ground.LATE_MONTH:
        return next(iter(late_months(proposal.month, proposal.agency_id)), None)
    since = month_before(clock.day_of(proposal.found_at))  # the span in which it was found
    found = repeated(since, [proposal.agency_id])
    return next((each for each in found if proposal.occasion in each.occasions), None)
