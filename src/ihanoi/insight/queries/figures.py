"""Simple figures per agency (R84, R88): what came, what became of it, how fast. Two queries whatever the period.

Sources: the covering indexes `cases_received` and `cases_closed` and the partial index of open cases, so that a month
among a million cases is read without the table. Answers are kept for a minute, with the time they are as of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.cache import cache
from django.db import connection

from ihanoi.insight.words import RANKED_FROM, SMALL
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind

KEPT_S: Final = 60
WEEKS: Final = 12


@dataclass(frozen=True, slots=True)
class Share:
    """A rate with what it is made of; `value` is None of nothing."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one agency, or of several added up. Working seconds; 0 agencies: the whole city."""

    agency_id: int
    received: int = 0
    handled: int = 0
    in_time: int = 0
    refused: int = 0
    satisfied: int = 0
    accepted: int = 0
    dissatisfied: int = 0
    reopened_done: int = 0
    open: int = 0
    overdue: int = 0
    reopened_open: int = 0
    median_s: float | None = None
    p90_s: float | None = None

    @property
    def on_time(self) -> Share:
        """On time ÷ (handled + overdue open): leaving work open does not better it."""
        return Share(self.in_time, self.handled + self.overdue)

    @property
    def overdue_open(self) -> Share:
        return Share(self.overdue, self.open)

    @property
    def rated(self) -> int:
        return self.satisfied + self.accepted + self.dissatisfied

    @property
    def content(self) -> Share:
        """Satisfied or accepting, of those who rated."""
        return Share(self.satisfied + self.accepted, self.rated)

    @property
    def reopened(self) -> Share:
        return Share(self.reopened_done + self.reopened_open, self.handled + self.reopened_open)

    @property
    def ranked(self) -> bool:
        """Whether there is enough to compare."""
        return self.on_time.whole >= RANKED_FROM

    @property
    def timed(self) -> bool:
        """Whether a median says something."""
        return self.handled >= SMALL


@dataclass(frozen=True, slots=True)
class Row:
    """An agency in the table; `rank` is None below the minimum."""

    name: str
    kind: str
    figures: Figures
    rank: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """Of the answers given in the week that began on `monday`."""

    monday: date
    on_time: Share


@dataclass(frozen=True, slots=True)
class Report:
    """A month, as of a moment."""

    first: date
    last: date
    as_of: datetime
    whole: Figures
    rows: tuple[Row, ...]
    weeks: tuple[Week, ...]


def month_of(text: str) -> date:
    """The first day of "2026-11"; of this month if the text is no month or lies ahead."""
    today = clock.today()
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if date(2024, 6, 1) <= first <= today else today.replace(day=1)


def months(count: int = 12) -> list[date]:
    """The last months, this one first."""
    found, first = [], clock.today().replace(day=1)
    for _ in range(count):
        found.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def report(month: date, agency_id: int | None = None) -> Report:
    """Figures of a month for every agency that answers for cases, or for one and what lies below it."""
    key = f"insight:{month:%Y-%m}:{agency_id or 0}"
    known: Report | None = cache.get(key)
    if known is None:
        known = _report(month, agency_id)
        cache.set(key, known, KEPT_S)
    return known


def _report(month: date, agency_id: int | None) -> Report:
    now = clock.now()
    begin = datetime.combine(month, time(), HANOI)
    end = datetime.combine((month + timedelta(days=32)).replace(day=1), time(), HANOI)
    scope = sorted(people.under(agency_id)) if agency_id else None
    by_agency = _figures(begin, end, now, scope)
    whole = by_agency.pop(0, Figures(0))
    last = clock.day_of(min(end, now))
    return Report(month, last, now, whole, _rows(by_agency.values()), _weeks(min(end, now), scope))


# One pass over each index. GROUPING SETS gives the agencies and, under 0, all of them together with their own median.
_SQL: Final = """
WITH received AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS received
    FROM cases_case WHERE submitted_at >= %(begin)s AND submitted_at < %(end)s AND {scope}
    GROUP BY GROUPING SETS ((lead_id), ())
), closed AS (
    SELECT coalesce(lead_id, 0) AS agency,
        count(*) FILTER (WHERE state <> 'refused') AS handled,
        count(*) FILTER (WHERE state <> 'refused' AND margin_s >= 0) AS in_time,
        count(*) FILTER (WHERE state = 'refused') AS refused,
        count(*) FILTER (WHERE rating = 'satisfied') AS satisfied,
        count(*) FILTER (WHERE rating = 'accepted') AS accepted,
        count(*) FILTER (WHERE rating = 'dissatisfied') AS dissatisfied,
        count(*) FILTER (WHERE reopened > 0 AND state <> 'refused') AS reopened_done,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY waited_s) AS median_s,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY waited_s) AS p90_s
    FROM cases_case
    WHERE closed_at >= %(begin)s AND closed_at < %(end)s AND state IN ('resolved', 'published', 'refused') AND {scope}
    GROUP BY GROUPING SETS ((lead_id), ())
), opened AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS open,
        count(*) FILTER (WHERE due_at < %(now)s) AS overdue,
        count(*) FILTER (WHERE reopened > 0) AS reopened_open
    FROM cases_case WHERE closed_at IS NULL AND {scope}
    GROUP BY GROUPING SETS ((lead_id), ())
)
SELECT agency AS agency_id, {columns}
FROM received FULL JOIN closed USING (agency) FULL JOIN opened USING (agency)
"""
_COUNTS: Final = tuple(f.name for f in fields(Figures) if f.name not in {"agency_id", "median_s", "p90_s"})

_WEEKLY: Final = """
SELECT date_trunc('week', closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
    count(*) FILTER (WHERE margin_s >= 0), count(*)
FROM cases_case
WHERE closed_at >= %(begin)s AND closed_at < %(end)s AND state IN ('resolved', 'published') AND {scope}
GROUP BY 1 ORDER BY 1
"""


def _figures(begin: datetime, end: datetime, now: datetime, scope: list[int] | None) -> dict[int, Figures]:
    columns = ", ".join([*(f"coalesce({name}, 0) AS {name}" for name in _COUNTS), "median_s", "p90_s"])
    sql = _SQL.format(scope=_scope(scope), columns=columns)
    rows = _rows_of(sql, {"begin": begin, "end": end, "now": now, "scope": scope})
    return {row["agency_id"]: Figures(**row) for row in rows}


def _weeks(until: datetime, scope: list[int] | None) -> tuple[Week, ...]:
    today = clock.day_of(until - timedelta(seconds=1))
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    begin = datetime.combine(first, time(), HANOI)
    with connection.cursor() as cursor:
        cursor.execute(_WEEKLY.format(scope=_scope(scope)), {"begin": begin, "end": until, "scope": scope})
        known: Mapping[date, Share] = {
            monday: Share(part, whole) for monday, part, whole in cursor.fetchall()
        }
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    return tuple(Week(monday, known.get(monday, Share(0, 0))) for monday in mondays)


def _scope(scope: list[int] | None) -> str:
    return "TRUE" if scope is None else "lead_id = ANY(%(scope)s)"


def _rows_of(sql: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _rows(by_agency: Iterable[Figures]) -> tuple[Row, ...]:
    """Ranked ones first by their rate, equal rates with equal rank; then the others by name."""
    ranked = sorted(
        (f for f in by_agency if f.ranked), key=lambda f: (-(f.on_time.value or 0), -f.on_time.whole)
    )
    found: list[Row] = []
    for place, figures in enumerate(ranked, 1):
        same = found and found[-1].figures.on_time.value == figures.on_time.value
        found.append(_row(figures, found[-1].rank if same else place))
    others = [_row(f, None) for f in by_agency if not f.ranked]
    return (*found, *sorted(others, key=lambda row: row.name))


def _row(figures: Figures, rank: int | None) -> Row:
    node = people.agency(figures.agency_id)
    return Row(node.name, str(AgencyKind(node.kind).label), figures, rank)
