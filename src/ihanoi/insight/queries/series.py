"""Figures by week and by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from ihanoi.insight.queries.span import Share, Span, rows_of
from ihanoi.kernel.clock import HANOI
from ihanoi.routing import queries as routing

WEEKS: Final = 12


@dataclass(frozen=True, slots=True)
class Week:
    """Of the answers given in the week that began on `monday`."""

    monday: date
    on_time: Share


@dataclass(frozen=True, slots=True)
class FieldCount:
    """Of the reports received in a group of fields: how many, and how many of them ran beyond their limit."""

    field_id: int
    received: int
    late: int


_WEEKLY: Final = """
SELECT coalesce(lead_id, 0) AS agency, date_trunc('week', closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS monday,
    count(*) FILTER (WHERE margin_s >= 0) AS in_time, count(*) AS handled
FROM {cases}
WHERE closed_at >= %(begin)s AND closed_at < %(until)s AND state IN ('resolved', 'published') AND {scope}
GROUP BY GROUPING SETS ((lead_id, 2), (2))
"""


def weekly(span: Span) -> tuple[tuple[Week, ...], Mapping[int, tuple[Week, ...]]]:
    """The last twelve weeks up to the end of the span: of all agencies together, and of each."""
    first = span.last - timedelta(days=span.last.weekday(), weeks=WEEKS - 1)
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    known: defaultdict[int, dict[date, Share]] = defaultdict(dict)
    for row in rows_of(_WEEKLY, replace(span, begin=datetime.combine(first, time(), HANOI))):
        known[row["agency"]][row["monday"]] = Share(row["in_time"], row["handled"])
    weeks = {
        agency: tuple(Week(monday, of.get(monday, Share(0, 0))) for monday in mondays)
        for agency, of in known.items()
    }
    return weeks.pop(0, tuple(Week(monday, Share(0, 0)) for monday in mondays)), weeks


_BY_FIELD: Final = """
SELECT field_id, count(*) AS received,
    count(*) FILTER (WHERE margin_s < 0 OR (closed_at IS NULL AND due_at < %(as_of)s)) AS late
FROM cases_case WHERE submitted_at >= %(begin)s AND submitted_at < %(until)s AND field_id IS NOT NULL AND {scope}
GROUP BY field_id
"""


def by_field(span: Span) -> tuple[FieldCount, ...]:
    """The groups of the catalogue that something was received in, the largest first."""
    group_of = {leaf.id: group for group in routing.fields() for leaf in (group, *group.leaves)}
    received: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for row in rows_of(_BY_FIELD, span):
        group = group_of.get(row["field_id"])  # a field no longer in use is left out
        if group:
            received[group.id] += row["received"]
            late[group.id] += row["late"]
    return tuple(FieldCount(group, count, late[group]) for group, count in received.most_common())
