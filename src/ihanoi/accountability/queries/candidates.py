"""What a proposal may rest on: counted by the machine, with the cases that prove it; accusing is left to people.

Late months are counted by the clock (R88, T18), repeated matters by the dissatisfied ratings of all their rounds
(R87, T17). The clocks are read directly, as figures are: ADR 9.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
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
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.clock import HANOI

CLOCKS: Final = (Clock.RECEPTION, Clock.INTAKE, Clock.HANDLING)
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

# The cases of a month are those of which a clock of reception or handling began at the agency in that month. A case is
# late when one of these stopped after its due time, or runs on beyond it.
_LATE: Final = """
WITH began AS (
    SELECT agency_id, case_id, array_agg(DISTINCT name) FILTER (WHERE coalesce(stopped_at, %(now)s) > due_at) AS late
    FROM cases_caseclock
    WHERE started_at >= %(begin)s AND started_at < %(until)s AND name = ANY(%(clocks)s)
        AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s)
    GROUP BY agency_id, case_id
), counted AS (
    SELECT agency_id, count(*) AS whole, count(late) AS part,
        count(*) FILTER (WHERE EXISTS (
            SELECT FROM cases_ratingrecord r WHERE r.case_id = began.case_id AND r.reason = %(slow)s
        )) AS rated_late
    FROM began GROUP BY agency_id
)
"""
_COUNTS: Final = _LATE + "SELECT agency_id, part, whole, rated_late FROM counted WHERE whole >= %(least)s"
_CASES: Final = _LATE + "SELECT case_id, late FROM began WHERE late IS NOT NULL ORDER BY case_id"


def late_months(month: date, agency_id: int | None = None) -> list[Candidate]:
    """Agencies of which more of the month's cases are late than the threshold allows, each with its late cases."""
    limit, least = threshold(Threshold.LATE_PERCENT), threshold(Threshold.LATE_MINIMUM)
    rows = _rows(_COUNTS, month, agency_id, least)
    return [
        Candidate(
            Ground.LATE_MONTH, agency, f"{month:%Y-%m}", month, part, whole, limit, rated_late,
            tuple(_late_cases(month, agency)),
        )
        for agency, part, whole, rated_late in rows
        if rules.overtaken(part, whole, limit, least)
    ]  # fmt: skip


def _late_cases(month: date, agency_id: int) -> Iterator[Evidence]:
    for case_id, late in _rows(_CASES, month, agency_id, 0):
        yield Evidence(case_id, ", ".join(SHOWN[Clock(name)] for name in sorted(late, reverse=True)), True)


def _rows(sql: str, month: date, agency_id: int | None, least: int) -> list[Any]:
    given = {
        "begin": begin_of(month), "until": begin_of(_after(month)), "now": clock.now(), "agency": agency_id,
        "clocks": [str(name) for name in CLOCKS], "least": least, "slow": str(RatingReason.LATE),
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
