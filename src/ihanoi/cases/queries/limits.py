"""How long each clock may run, by date (regulation.md §5)."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from ihanoi.cases.models import ClockLimit
from ihanoi.kernel import clock
from ihanoi.kernel.worktime import HANOI, Limit, LimitUnit

_FRESH_SECONDS = 60.0
_cache: tuple[float, list[ClockLimit]] = (float("-inf"), [])


def limit(kind: str, name: str, priority: str, now: datetime) -> Limit:
    """The limit valid today. A row for the priority wins over one for all; raises LookupError if the city set none."""
    today = now.astimezone(HANOI).date()
    fitting = [
        row
        for row in _rows()
        if row.kind == kind
        and row.clock == name
        and row.priority in ("", priority)
        and row.valid_from <= today
    ]
    if not fitting:
        raise LookupError(
            f"no limit is set for the clock {name} of {kind} ({priority or 'any priority'}) on {today}"
        )
    best = max(fitting, key=lambda row: (row.priority == priority, row.valid_from))
    return Limit(best.amount, LimitUnit(best.unit))


def limits_today(kind: str = "field") -> list[tuple[str, str, Limit]]:
    """Clock, priority (blank: all) and limit, as valid today, for the page that explains them."""
    now = clock.now()
    today = now.astimezone(HANOI).date()
    pairs = dict.fromkeys((r.clock, r.priority) for r in _rows() if r.kind == kind and r.valid_from <= today)
    return [(name, priority, limit(kind, name, priority, now)) for name, priority in pairs]


def forget_limits() -> None:
    """After a change in this process; the others see it within a minute."""
    global _cache
    _cache = (float("-inf"), [])


def _rows() -> list[ClockLimit]:
    global _cache
    if monotonic() - _cache[0] > _FRESH_SECONDS or not _cache[1]:
        _cache = (monotonic(), list(ClockLimit.objects.all()))
    return _cache[1]
