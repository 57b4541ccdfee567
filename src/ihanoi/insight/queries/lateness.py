"""How often each clock ran out, per agency, and how many cases that makes (R58–R62, R88, trap T18).

The cases of a month are those of which a clock of reception or handling began at the agency in that month. A case is
late when one of these stopped after its due time, or runs on beyond it. Read from the index `cases_clock_begun` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ihanoi.cases.words import Clock
from ihanoi.insight.queries.span import Share, Span, rows_of
from ihanoi.people import queries as people

JUDGED: Final = (Clock.RECEPTION, Clock.INTAKE, Clock.HANDLING)
"""What R88 names: reception and handling. For investors and businesses, intake is reception."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """Of what began in a span at an agency: cases late by their clocks, and each clock by itself."""

    cases: Share
    clocks: Mapping[str, Share]


# Clocks run at divisions too: `answers` says which agency answers for each. What was late already when it was handed
# over begins after its due time and counts for the agency that is closed (docs/adr/0021).
_SQL: Final = """
WITH answers AS (
    SELECT * FROM unnest(%(agencies)s::bigint[], %(leads)s::bigint[]) AS pair(agency_id, lead_id)
), began AS (
    SELECT lead_id, case_id, name, coalesce(stopped_at, %(now)s) > due_at AND started_at <= due_at AS late
    FROM cases_caseclock JOIN answers USING (agency_id)
    WHERE started_at >= %(begin)s AND started_at < %(until)s AND {scope}
), by_case AS (
    SELECT lead_id, case_id, bool_or(late) AS late
    FROM began WHERE name = ANY(%(judged)s) GROUP BY lead_id, case_id
)
SELECT coalesce(lead_id, 0) AS agency, '' AS name, count(*) FILTER (WHERE late) AS part, count(*) AS whole
FROM by_case GROUP BY GROUPING SETS ((lead_id), ())
UNION ALL
SELECT coalesce(lead_id, 0), name, count(*) FILTER (WHERE late), count(*)
FROM began GROUP BY GROUPING SETS ((lead_id, name), (name))
"""
_OF_KIND: Final = """
    EXISTS (SELECT FROM cases_case WHERE cases_case.id = case_id AND cases_case.kind = %(kind)s)"""


def lateness(span: Span) -> dict[int, Lateness]:
    """By agency; 0: all together. As known now, also of a month that is over: its last clocks stop after it."""
    agencies = [agency.id for agency in people.all_agencies()]
    leads = [people.answerable(agency_id).id for agency_id in agencies]
    cases: dict[int, Share] = {}
    clocks: dict[int, dict[str, Share]] = {}
    bound = {"agencies": agencies, "leads": leads, "judged": [str(name) for name in JUDGED]}
    for row in rows_of(_SQL, span, bound, _OF_KIND):
        share = Share(row["part"], row["whole"])
        if row["name"]:
            clocks.setdefault(row["agency"], {})[row["name"]] = share
        else:
            cases[row["agency"]] = share
    return {agency: Lateness(cases.get(agency, Share(0, 0)), known) for agency, known in clocks.items()}
