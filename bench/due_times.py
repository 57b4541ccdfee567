"""Due times per second in one process, and that they equal a slow minute-by-minute count. `python -m bench.due_times`.

Target (quality.md): 200,000 a second.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ihanoi.kernel.worktime import HANOI, OFFICE_WEEK, Limit, LimitUnit, WorkingTime
from ihanoi.places.rules.calendars import planned_days

TARGET = 200_000
ROUNDS = 5
LIMITS = (
    Limit(4, LimitUnit.WORKING_HOURS),
    Limit(8, LimitUnit.WORKING_HOURS),
    Limit(7, LimitUnit.WORKING_DAYS),
    Limit(15, LimitUnit.WORKING_DAYS),
    Limit(15, LimitUnit.DAYS),
)


def calendar() -> WorkingTime:
    """The city's calendar over seven years, holidays included."""
    planned = {p.day: p.hours for p in planned_days()}
    return WorkingTime.compile(OFFICE_WEEK, planned, date(2024, 1, 1), date(2030, 12, 31))


def starts(count: int) -> list[datetime]:
    """Moments over four years, always the same."""
    chance = random.Random(1207)
    first = datetime(2025, 1, 1, tzinfo=HANOI)
    return [first + timedelta(minutes=chance.randrange(4 * 365 * 1440)) for _ in range(count)]


def rate(known: WorkingTime, moments: Sequence[datetime], limit: Limit) -> float:
    """Due times a second: the median of some rounds."""
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for moment in moments:
            known.due(moment, limit)
        found.append(len(moments) / (time.perf_counter() - began))
    return sorted(found)[ROUNDS // 2]


def slowly(known: WorkingTime, start: datetime, limit: Limit) -> datetime:
    """The same due time by walking: minutes for hours, days for days."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        left, at = limit.amount * 60, start
        while left:
            left -= any(a <= at < b for a, b in known.intervals(at.date()))
            at += timedelta(minutes=1)
        return at
    day, left = start.date(), limit.amount
    while left:
        day += timedelta(days=1)
        left -= limit.unit is LimitUnit.DAYS or bool(known.intervals(day))
    while not known.intervals(day):
        day += timedelta(days=1)
    return known.intervals(day)[-1][1]


def measure(count: int = 100_000, checked: int = 60) -> dict[str, Any]:
    """All figures of this bench."""
    began = time.perf_counter()
    known = calendar()
    compiled = time.perf_counter() - began
    moments = starts(count)
    wrong = sum(
        known.due(m, limit).at != slowly(known, m, limit) for limit in LIMITS for m in moments[:checked]
    )
    rates = {f"{limit.amount} {limit.unit}": round(rate(known, moments, limit)) for limit in LIMITS}
    return {
        "bench": "due_times",
        "python": sys.version.split()[0],
        "compile_ms": round(compiled * 1000, 1),
        "per_second": rates,
        "slowest_per_second": min(rates.values()),
        "target_per_second": TARGET,
        "checked_against_oracle": checked * len(LIMITS),
        "differing_from_oracle": wrong,
        "ok": wrong == 0 and min(rates.values()) >= TARGET,
    }


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    lines = [f"{'limit':<20} {'due times/s':>12} {'of target':>10}"]
    for name, per_second in result["per_second"].items():
        lines.append(f"{name:<20} {per_second:>12,} {per_second / TARGET:>9.1f}×")
    lines.append(
        f"compiled in {result['compile_ms']} ms; {result['differing_from_oracle']} of "
        f"{result['checked_against_oracle']} differ from the oracle"
    )
    return "\n".join(lines)


def main() -> int:
    """Print JSON, then the table."""
    result = measure()
    sys.stdout.write(json.dumps(result) + "\n" + table(result) + "\n")
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
