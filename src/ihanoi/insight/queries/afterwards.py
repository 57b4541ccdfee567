"""What came after the answers: bad ratings and what their review found, and the check of a sample (R85, R93).

A round counts once, by its last word: an overseer's finding comes after the agency's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from ihanoi.insight.queries.span import Share, Span, rows_of


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Counts of one agency, or of all (0). `bad`: dissatisfied ratings given in the span, `open`: not judged yet.

    `reviewed`, `justified`: of the findings of the span. `drawn` in the span, of these `passed` and `failed`.
    """

    agency_id: int
    bad: int = 0
    open: int = 0
    reviewed: int = 0
    justified: int = 0
    drawn: int = 0
    passed: int = 0
    failed: int = 0

    @property
    def found_justified(self) -> Share:
        """Of what was reviewed, not of what was rated badly: what nobody has looked at proves nothing."""
        return Share(self.justified, self.reviewed)

    @property
    def judged(self) -> Share:
        """How much of the bad ratings of the span has been reviewed by now."""
        return Share(self.bad - self.open, self.bad)

    @property
    def stood(self) -> Share:
        """Of the checks that are finished, those that the answer passed."""
        return Share(self.passed, self.passed + self.failed)


@dataclass(frozen=True, slots=True)
class Cause:
    """How often a finding of the span named it, and in how many of these the sender was right."""

    code: str
    share: Share


_LAST: Final = """
    NOT EXISTS (
        SELECT FROM cases_review AS later
        WHERE later.case_id = found.case_id AND later.round = found.round AND later.id > found.id
    )"""
_SQL: Final = f"""
WITH rated AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS bad, count(*) FILTER (WHERE found.id IS NULL) AS open
    FROM cases_ratingrecord AS given JOIN cases_case ON cases_case.id = given.case_id
    LEFT JOIN cases_review AS found ON found.case_id = given.case_id AND found.round = given.round AND {_LAST}
    WHERE given.value = 'dissatisfied' AND given.at >= %(begin)s AND given.at < %(until)s AND {{scope}}
    GROUP BY GROUPING SETS ((lead_id), ())
), reviewed AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS reviewed, count(*) FILTER (WHERE justified) AS justified
    FROM cases_review AS found JOIN cases_case ON cases_case.id = found.case_id
    WHERE found.at >= %(begin)s AND found.at < %(until)s AND {_LAST} AND {{scope}}
    GROUP BY GROUPING SETS ((lead_id), ())
), checked AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS drawn,
        count(*) FILTER (WHERE passed) AS passed, count(*) FILTER (WHERE NOT passed) AS failed
    FROM cases_samplecheck AS drawn JOIN cases_case ON cases_case.id = drawn.case_id
    WHERE drawn_at >= %(begin)s AND drawn_at < %(until)s AND {{scope}}
    GROUP BY GROUPING SETS ((lead_id), ())
)
SELECT agency AS agency_id, {{columns}}
FROM rated FULL JOIN reviewed USING (agency) FULL JOIN checked USING (agency)
"""  # nosec B608  # names of this file
_COUNTS: Final = tuple(f.name for f in fields(Afterwards) if f.name != "agency_id")
_CAUSES: Final = f"""
SELECT cause, count(*) AS whole, count(*) FILTER (WHERE justified) AS part
FROM cases_review AS found JOIN cases_case ON cases_case.id = found.case_id
WHERE found.at >= %(begin)s AND found.at < %(until)s AND {_LAST} AND {{scope}}
GROUP BY cause ORDER BY whole DESC, cause
"""  # nosec B608  # names of this file


def afterwards(span: Span) -> Mapping[int, Afterwards]:
    """By agency; 0: all together."""
    columns = ", ".join(f"coalesce({name}, 0) AS {name}" for name in _COUNTS)
    return {row["agency_id"]: Afterwards(**row) for row in rows_of(_SQL, span, columns=columns)}


def causes(span: Span) -> list[Cause]:
    """Of the findings of the span, the most frequent first."""
    return [Cause(row["cause"], Share(row["part"], row["whole"])) for row in rows_of(_CAUSES, span)]
