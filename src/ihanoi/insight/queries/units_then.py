"""A month by the agencies of then or by those of today, where agencies were closed since (docs/adr/0021).

Then: a case counts for the agency that had it at the month's end, or when it was closed. Today: what an agency with one
successor did counts for the successor; one that was divided keeps its own row, which says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ihanoi.cases.words import Clock
from ihanoi.insight.queries.span import Lens, Span
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people
from ihanoi.people.queries import AgencyNode

if TYPE_CHECKING:
    from ihanoi.insight.queries.figures import Row


class Reading(TextChoices):
    """By which agencies a month is read."""

    THEN = "luc-do", gettext_lazy("Theo đơn vị lúc đó")
    TODAY = "hien-nay", gettext_lazy("Theo đơn vị hiện nay")


AFTERMATH: Final = timedelta(days=366)
"""So long after a closing a case may still be judged that was late when its successor got it."""


def reading_of(text: str) -> Reading:
    """What an address asks for; by the agencies of then where it asks for nothing known."""
    return Reading(text) if text in Reading.values else Reading.THEN


def matters(month: date) -> bool:
    """Whether any agency of the month is closed by now."""
    return bool(_closed_since(month))


def _closed_since(day: date) -> list[AgencyNode]:
    return [node for node in people.closed(clock.today()) if node.valid_to and node.valid_to >= day]


def through(span: Span, reading: Reading) -> Span:
    """The span with its cases as the reading shows them; untouched where no agency was closed near it."""
    first = clock.day_of(span.begin)
    near = _closed_since(first - AFTERMATH)
    if not near:
        return span
    then = _then(span, _closed_since(first)) if reading == Reading.THEN else []
    heirs = _heirs() if reading == Reading.TODAY else []
    bound: dict[str, Any] = {
        "moved": [case_id for case_id, _agency in then],
        "moved_from": [agency for _case, agency in then],
        "gone": [old for old, _new in heirs],
        "heirs": [new for _old, new in heirs],
        "late_on_arrival": _late_on_arrival(span, near),
    }
    return replace(span, lens=Lens(_CASES, "inherited", bound))


_CASES: Final = """(
    SELECT c.id, c.kind, c.state, c.submitted_at, c.closed_at, c.margin_s, c.waited_s, c.rating, c.reopened, c.due_at,
        c.outcome, coalesce(moved.lead_id, heir.lead_id, c.lead_id) AS lead_id, late.case_id IS NOT NULL AS inherited
    FROM cases_case AS c
    LEFT JOIN unnest(%(moved)s::bigint[], %(moved_from)s::bigint[]) AS moved(case_id, lead_id) ON moved.case_id = c.id
    LEFT JOIN unnest(%(gone)s::bigint[], %(heirs)s::bigint[]) AS heir(agency_id, lead_id) ON heir.agency_id = c.lead_id
    LEFT JOIN unnest(%(late_on_arrival)s::bigint[]) AS late(case_id) ON late.case_id = c.id
) AS cases_case"""

# Whose clock ran last before the end of the span, or of the case: only cases that left a closed agency are asked for.
_THEN: Final = """
WITH left_behind AS (
    SELECT DISTINCT case_id FROM cases_caseclock WHERE agency_id = ANY(%(gone)s) AND started_at < %(as_of)s
)
SELECT c.id, last.agency_id FROM left_behind JOIN cases_case AS c ON c.id = case_id AND c.lead_id <> ALL(%(gone)s)
CROSS JOIN LATERAL (
    SELECT agency_id FROM cases_caseclock AS k
    WHERE k.case_id = c.id AND k.started_at < least(c.closed_at, %(as_of)s)
    ORDER BY k.started_at DESC, k.id DESC LIMIT 1
) AS last
WHERE last.agency_id = ANY(%(gone)s)
"""


def _then(span: Span, closed: Iterable[AgencyNode]) -> list[tuple[int, int]]:
    """Cases that have moved on since, each with the agency that had it then."""
    gone = [node.id for node in closed]
    rows = _rows(_THEN, {"gone": gone, "as_of": span.as_of}) if gone else []
    return [(case_id, people.answerable(agency_id).id) for case_id, agency_id in rows]


def _heirs() -> list[tuple[int, int]]:
    """Closed agencies that one of today succeeded."""
    found = ((node.id, people.heirs(node.id)) for node in people.closed(clock.today()))
    return [(old, heirs[0].id) for old, heirs in found if len(heirs) == 1]


# Only a clock that was handed over begins after its due time.
_LATE: Final = """
SELECT DISTINCT case_id FROM cases_caseclock
WHERE started_at >= %(since)s AND started_at < %(until)s AND due_at < started_at
    AND (name = %(handling)s OR coalesce(stopped_at, %(until)s) >= %(as_of)s)
"""


def _late_on_arrival(span: Span, near: Iterable[AgencyNode]) -> list[int]:
    """Cases that were late already when the successor got them: they count against the city, not against it."""
    since = datetime.combine(min(node.valid_to or date.max for node in near), time(), HANOI)
    given = {"since": since, "until": span.until, "as_of": span.as_of, "handling": str(Clock.HANDLING)}
    return [case_id for (case_id,) in _rows(_LATE, given)]


def _rows(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def named(rows: Iterable[Row], reading: Reading) -> tuple[Row, ...]:
    """Closed agencies say so; one that was divided is compared with nobody of today."""
    return tuple(_named(row, people.agency(row.figures.agency_id), reading) for row in rows)


def _named(row: Row, node: AgencyNode, reading: Reading) -> Row:
    today = clock.today()
    if node.valid(today) or node.valid_to is None:
        return row
    if reading == Reading.THEN:
        return replace(
            row, name=_("%(name)s (đến %(day)s)") % {"name": row.name, "day": f"{node.valid_to:%d/%m/%Y}"}
        )
    several = len(people.heirs(node.id)) > 1
    note = _("%(name)s (nhiều đơn vị kế thừa)") if several else _("%(name)s (không còn)")
    return replace(row, name=note % {"name": row.name}, rank=None)
