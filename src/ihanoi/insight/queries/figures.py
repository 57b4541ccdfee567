"""Figures per agency (R84, R88): what came, what became of it, how fast. Eight queries whatever the period.

Sources: the covering indexes `cases_received` and `cases_closed` and the partial index of open cases, so that a month
among a million cases is read without the table. Answers are kept for a minute, with the time they are as of. A month
that is over is told as of its end: what was open then, not what is open today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.cache import cache

from ihanoi.cases.words import KIND_OF_SLUG
from ihanoi.insight.queries import units_then
from ihanoi.insight.queries.afterwards import Afterwards, Cause, afterwards, causes
from ihanoi.insight.queries.lateness import Lateness, lateness
from ihanoi.insight.queries.outcomes import Outcomes, outcomes
from ihanoi.insight.queries.series import FieldCount, Week, by_field, weekly
from ihanoi.insight.queries.span import Share, Span, rows_of
from ihanoi.insight.queries.units_then import Reading
from ihanoi.insight.words import RANKED_FROM, SMALL
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people

KEPT_S: Final = 60
FIRST_DAY: Final = date(2024, 6, 1)  # the month in which iHanoi began
LONGEST: Final = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one agency, or of several added up. Working seconds; agency 0: the whole city.

    What was received in the span is now `came_done`, `came_refused`, `came_gone` (withdrawn or merged) or in progress;
    `handled`, `refused` and the others count what happened in the span, whenever it had come. Ratings are counted
    when they are given, each round's own: a case that is opened again keeps the bad one (docs/figures.md).
    """

    agency_id: int
    received: int = 0
    came_done: int = 0
    came_refused: int = 0
    came_gone: int = 0
    handled: int = 0
    in_time: int = 0
    refused: int = 0
    satisfied: int = 0
    accepted: int = 0
    dissatisfied: int = 0
    reopened_done: int = 0
    open: int = 0
    overdue: int = 0
    due_today: int = 0
    reopened_open: int = 0
    late_before: int = 0  # handled late, and overdue open: what was late when a closed agency handed it over
    overdue_before: int = 0
    median_s: float | None = None
    p90_s: float | None = None

    @property
    def on_time(self) -> Share:
        """On time ÷ (handled + overdue open): leaving work open does not better it.

        What was late when it came from a closed agency counts against the city, not against the successor.
        """
        inherited = self.late_before + self.overdue_before if self.agency_id else 0
        return Share(self.in_time, self.handled + self.overdue - inherited)

    @property
    def in_progress(self) -> int:
        """Of what was received in the span: what is neither handled nor refused, withdrawn or merged (T3)."""
        return self.received - self.came_done - self.came_refused - self.came_gone

    @property
    def late(self) -> Share:
        """Handled after the limit, of what was handled: not of what was received (T2)."""
        return Share(self.handled - self.in_time, self.handled)

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
    figures: Figures
    rank: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """A month or another span of days, as of a moment."""

    first: date
    last: date
    as_of: datetime
    whole: Figures
    rows: tuple[Row, ...]
    weeks: tuple[Week, ...]
    weeks_of: Mapping[int, tuple[Week, ...]]
    fields: tuple[FieldCount, ...]
    afterwards: Mapping[int, Afterwards] = field(default_factory=dict)  # by agency; 0: all
    causes: tuple[Cause, ...] = ()
    lateness: Mapping[int, Lateness] = field(default_factory=dict)  # by agency; 0: all
    outcomes: Outcomes = field(default_factory=Outcomes)
    is_month: bool = True
    reading: Reading = Reading.THEN
    kind: str = ""  # cases.words.Kind; blank: all

    @property
    def readings(self) -> list[tuple[str, str]]:
        """The other agencies by which it can be read: none where they are the same."""
        if not units_then.matters(self.first):
            return []
        return [(value, str(label)) for value, label in Reading.choices]

    @property
    def days(self) -> int:
        """How many days it has so far."""
        return (self.last - self.first).days + 1

    @property
    def overdue_agencies(self) -> int:
        """How many agencies have open cases beyond their limit (R90)."""
        return sum(row.figures.overdue > 0 for row in self.rows)


def month_of(text: str) -> date:
    """The first day of "2026-11"; of this month if the text is no month or lies ahead."""
    today = clock.today()
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_DAY <= first <= today else today.replace(day=1)


def days_of(first: str, last: str) -> tuple[date, date] | None:
    """Two days of an address as a span; None if they are none, lie ahead, or are further apart than two years."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    fits = FIRST_DAY <= begin <= end <= clock.today() and end - begin <= LONGEST
    return (begin, end) if fits else None


def months() -> list[date]:
    """All since the platform began, this one first."""
    found, first = [], clock.today().replace(day=1)
    while first >= FIRST_DAY:
        found.append(first)
        first = _previous(first)
    return found


def _previous(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def report(
    month: date, agency_id: int | None = None, reading: Reading = Reading.THEN, kind: str = ""
) -> Report:
    """Figures of a month for every agency that answers for cases, or for one and what lies below it."""
    return _kept(month, (month + timedelta(days=32)).replace(day=1), agency_id, reading, kind)


def period(
    first: date, last: date, agency_id: int | None = None, reading: Reading = Reading.THEN, kind: str = ""
) -> Report:
    """The same from a day to a day, both included."""
    return replace(_kept(first, last + timedelta(days=1), agency_id, reading, kind), is_month=False)


def _kept(first: date, until: date, agency_id: int | None, reading: Reading, kind: str) -> Report:
    key = f"insight:{first}:{until}:{agency_id or 0}:{reading}:{kind}"
    known: Report | None = cache.get(key)
    if known is None:
        known = _report(first, Span(_begin_of(first), _begin_of(until), _scope(agency_id), kind), reading)
        cache.set(key, known, KEPT_S)
    return known


def _scope(agency_id: int | None) -> list[int] | None:
    return sorted(people.under(agency_id)) if agency_id else None


def _report(first: date, span: Span, reading: Reading) -> Report:
    span = units_then.through(span, reading)
    by_agency = _figures(span)
    whole = by_agency.pop(0, Figures(0))
    weeks, weeks_of = weekly(span)
    return Report(
        first=first,
        last=span.last,
        as_of=span.as_of,
        whole=whole,
        rows=units_then.named(_rows(by_agency.values()), reading),
        weeks=weeks,
        weeks_of=weeks_of,
        fields=by_field(span),
        afterwards=afterwards(span),
        causes=tuple(causes(span)),
        lateness=lateness(span),
        outcomes=outcomes(span),
        reading=reading,
        kind=span.kind,
    )


def asked(given: Mapping[str, str], agency_id: int | None = None) -> Report:
    """What an address asks for: a month (`thang=2026-11`) or days (`tu`, `den`), by the agencies of `don-vi`, of all
    kinds or of one (`loai=lang-phi`).
    """
    reading = units_then.reading_of(given.get("don-vi", ""))
    kind = KIND_OF_SLUG.get(given.get("loai", ""), "")
    days = days_of(given.get("tu", ""), given.get("den", ""))
    if days:
        return period(*days, agency_id, reading, kind)
    return report(month_of(given.get("thang", "")), agency_id, reading, kind)


def before(shown: Report, agency_id: int | None = None) -> Figures:
    """The figures of the month before the one shown, to compare with; nothing for another span."""
    if not shown.is_month:
        return Figures(0)
    first = _previous(shown.first)
    key = f"insight:whole:{first}:{agency_id or 0}:{shown.reading}:{shown.kind}"
    known: Figures | None = cache.get(key)
    if known is None:
        span = Span(_begin_of(first), _begin_of(shown.first), _scope(agency_id), shown.kind)
        known = _figures(units_then.through(span, shown.reading)).get(0, Figures(0))
        cache.set(key, known, KEPT_S)
    return known


# One pass over each index. GROUPING SETS gives the agencies and, under 0, all of them together with their own median.
# What was open at the end of the span: what is open now, and what was closed since. A case knows only the due time of
# now; that of an earlier moment stands in the clock that ran then.
_SQL: Final = """
WITH received AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS received
    FROM {cases} WHERE submitted_at >= %(begin)s AND submitted_at < %(until)s AND {scope}
    GROUP BY GROUPING SETS ((lead_id), ())
), closed AS (
    SELECT coalesce(lead_id, 0) AS agency,
        count(*) FILTER (WHERE {done} AND submitted_at >= %(begin)s) AS came_done,
        count(*) FILTER (WHERE state = 'refused' AND submitted_at >= %(begin)s) AS came_refused,
        count(*) FILTER (WHERE state IN ('withdrawn', 'merged') AND submitted_at >= %(begin)s) AS came_gone,
        count(*) FILTER (WHERE {done}) AS handled,
        count(*) FILTER (WHERE {done} AND margin_s >= 0) AS in_time,
        count(*) FILTER (WHERE {done} AND margin_s < 0 AND {inherited}) AS late_before,
        count(*) FILTER (WHERE state = 'refused') AS refused,
        count(*) FILTER (WHERE {done} AND reopened > 0) AS reopened_done,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY waited_s) AS median_s,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY waited_s) AS p90_s
    FROM {cases}
    WHERE closed_at >= %(begin)s AND closed_at < %(until)s AND {scope}
    GROUP BY GROUPING SETS ((lead_id), ())
), rated AS (
    SELECT coalesce(lead_id, 0) AS agency,
        count(*) FILTER (WHERE given.value = 'satisfied') AS satisfied,
        count(*) FILTER (WHERE given.value = 'accepted') AS accepted,
        count(*) FILTER (WHERE given.value = 'dissatisfied') AS dissatisfied
    FROM cases_ratingrecord AS given JOIN {cases} ON cases_case.id = given.case_id
    WHERE given.at >= %(begin)s AND given.at < %(until)s AND {scope}
    GROUP BY GROUPING SETS ((lead_id), ())
), opened AS (
    SELECT coalesce(lead_id, 0) AS agency, count(*) AS open,
        count(*) FILTER (WHERE due_at < %(as_of)s) AS overdue,
        count(*) FILTER (WHERE due_at >= %(as_of)s AND due_at < %(midnight)s) AS due_today,
        count(*) FILTER (WHERE due_at < %(as_of)s AND inherited) AS overdue_before,
        count(*) FILTER (WHERE reopened > 0) AS reopened_open
    FROM (
        SELECT lead_id, {due} AS due_at, reopened, {inherited} AS inherited FROM {cases}
        WHERE closed_at IS NULL AND submitted_at < %(until)s AND {scope}
        UNION ALL
        SELECT lead_id, {due} AS due_at, reopened, {inherited} AS inherited FROM {cases}
        WHERE closed_at >= %(until)s AND submitted_at < %(until)s AND {scope}
    ) AS was_open
    GROUP BY GROUPING SETS ((lead_id), ())
)
SELECT agency AS agency_id, {columns}
FROM received FULL JOIN closed USING (agency) FULL JOIN rated USING (agency) FULL JOIN opened USING (agency)
"""
_DONE: Final = "state IN ('resolved', 'published')"
_DUE_THEN: Final = """(
    SELECT min(clock.due_at) FROM cases_caseclock AS clock
    WHERE clock.case_id = cases_case.id AND clock.started_at < %(as_of)s
        AND (clock.stopped_at IS NULL OR clock.stopped_at >= %(as_of)s)
)"""
_COUNTS: Final = tuple(f.name for f in fields(Figures) if f.name not in {"agency_id", "median_s", "p90_s"})


def _figures(span: Span) -> dict[int, Figures]:
    columns = ", ".join([*(f"coalesce({name}, 0) AS {name}" for name in _COUNTS), "median_s", "p90_s"])
    due = _DUE_THEN if span.is_over else "due_at"
    return {
        row["agency_id"]: Figures(**row) for row in rows_of(_SQL, span, columns=columns, due=due, done=_DONE)
    }


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
    return Row(people.agency(figures.agency_id).name, figures, rank)
