"""A span of time and the agencies that are asked about: what every query of this room starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI


@dataclass(frozen=True, slots=True)
class Share:
    """A rate with what it is made of; `value` is None of nothing."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Lens:
    """How cases are looked at: the relation that stands for their table, which of them were `inherited` late, and what
    both need bound.
    """

    cases: str = "cases_case"
    inherited: str = "FALSE"
    bound: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` to before `until`, which may lie ahead; `scope` holds ids of agencies, None means all.

    `kind`: of this kind alone (cases.words.Kind); blank means all.
    """

    begin: datetime
    until: datetime
    scope: list[int] | None = None
    kind: str = ""
    lens: Lens = Lens()

    @property
    def as_of(self) -> datetime:
        """The moment at which something is overdue or not: now, or the end of a span that is over."""
        return min(self.until, clock.now())

    @property
    def is_over(self) -> bool:
        """Whether it lies in the past."""
        return self.until <= clock.now()

    @property
    def last(self) -> date:
        """The day that `as_of` belongs to."""
        return clock.day_of(self.as_of - timedelta(microseconds=1))

    @property
    def midnight(self) -> datetime:
        """The end of that day."""
        return datetime.combine(self.last + timedelta(days=1), time(), HANOI)


def rows_of(
    sql: str,
    span: Span,
    bound: Mapping[str, Any] | None = None,
    of_kind: str = "kind = %(kind)s",
    **parts: str,
) -> list[dict[str, Any]]:
    """Run a query of this room: `{scope}`, `{cases}`, `{inherited}` and `parts` become its text; the span's moments
    and `bound` are bound. `of_kind`: how a row of it is known to be of the span's kind.
    """
    within = [] if span.scope is None else ["lead_id = ANY(%(scope)s)"]
    within += [of_kind] if span.kind else []
    scope = " AND ".join(within) or "TRUE"
    given = {name: getattr(span, name) for name in ("begin", "until", "as_of", "midnight", "scope", "kind")}
    given |= {"now": clock.now(), **span.lens.bound, **(bound or {})}
    parts |= {"cases": span.lens.cases, "inherited": span.lens.inherited}
    with connection.cursor() as cursor:
        cursor.execute(sql.format(scope=scope, **parts), given)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
