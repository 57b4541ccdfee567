"""What became of the matters that were answered, and of promises that fell due: "replied" and "fixed" are two facts.

Outcomes are read from the index `cases_closed` alone, promises from that of promised days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from ihanoi.cases.words import Outcome
from ihanoi.cases.words.promises import Kept
from ihanoi.insight.queries.span import Share, Span, rows_of
from ihanoi.kernel import clock


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Of what was answered in a span, by outcome; of promises for a day in the span, by what became of them."""

    fixed: int = 0
    scheduled: int = 0
    explained: int = 0
    not_possible: int = 0
    on_time: int = 0
    late: int = 0
    broken: int = 0
    waiting: int = 0

    @property
    def answered(self) -> int:
        return self.fixed + self.scheduled + self.explained + self.not_possible

    @property
    def promised(self) -> int:
        return self.on_time + self.late + self.broken + self.waiting

    @property
    def kept(self) -> Share:
        """Of the promises of which it is known; late ones are kept too, and counted beside."""
        return Share(self.on_time + self.late, self.on_time + self.late + self.broken)


_ANSWERED: Final = """
SELECT outcome, count(*) AS many FROM {cases}
WHERE closed_at >= %(begin)s AND closed_at < %(until)s AND state IN ('resolved', 'published') AND {scope}
GROUP BY outcome
"""
_PROMISED: Final = """
SELECT count(*) FILTER (WHERE promise_kept AND ended <= scheduled_for) AS on_time,
    count(*) FILTER (WHERE promise_kept AND ended > scheduled_for) AS late,
    count(*) FILTER (WHERE NOT promise_kept) AS broken,
    count(*) FILTER (WHERE promise_kept IS NULL) AS waiting
FROM (
    SELECT case_id, scheduled_for, promise_kept, (promise_ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended
    FROM cases_result WHERE approved AND scheduled_for BETWEEN %(first)s AND %(last)s
) AS promise WHERE case_id IN (SELECT id FROM {cases} WHERE {scope})
"""


def outcomes(span: Span) -> Outcomes:
    """Two queries, over what lies in the span only."""
    answered = {row["outcome"]: row["many"] for row in rows_of(_ANSWERED, span)}
    days = {"first": clock.day_of(span.begin), "last": span.last}
    (promised,) = rows_of(_PROMISED, span, days)
    return Outcomes(**{name: answered.get(name, 0) for name in Outcome.values}, **promised)


def outcome_parts(found: Outcomes) -> list[dict[str, Any]]:
    """For a share bar."""
    rows = (
        (_("Đã khắc phục"), found.fixed, "t-jade", "badge-check"),
        (_("Hẹn ngày khắc phục"), found.scheduled, "t-gold", "calendar-clock"),
        (_("Giải thích"), found.explained, "t-sky", "message-square-text"),
        (_("Chưa thể khắc phục"), found.not_possible, "t-stone", "circle-slash"),
    )
    return [{"label": label, "value": many, "tone": tone, "icon": icon} for label, many, tone, icon in rows]


def promise_parts(found: Outcomes) -> list[dict[str, Any]]:
    """For a share bar: promises that fell due in the span."""
    rows = (
        (Kept.ON_TIME, found.on_time, "t-jade", "calendar-check"),
        (Kept.LATE, found.late, "t-gold", "alarm-clock"),
        (Kept.BROKEN, found.broken, "t-lacquer", "circle-x"),
        (Kept.DUE, found.waiting, "t-stone", "hourglass"),
    )
    return [
        {"label": str(kept.label), "value": many, "tone": tone, "icon": icon}
        for kept, many, tone, icon in rows
    ]
