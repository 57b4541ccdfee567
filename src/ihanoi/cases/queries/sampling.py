"""How many of a hundred answers are checked independently, by date, kind and agency."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ihanoi.cases.models import SampleRate
from ihanoi.kernel.kept import Kept
from ihanoi.people import queries as people


class RateRow(NamedTuple):
    """From a day on, so many of a hundred; blank kind and no agency: everywhere."""

    kind: str
    agency_id: int | None
    percent: int
    valid_from: date


def _read() -> tuple[RateRow, ...]:
    return tuple(RateRow(*values) for values in SampleRate.objects.values_list(*RateRow._fields))


_kept = Kept(_read, lambda rows: rows)  # a handful of rows: they are their own stamp


def sample_percent(kind: str, agency_id: int, day: date) -> int:
    """The rate in force: that of the nearest agency upwards wins, then that of the kind, then the latest.

    None set: 0.
    """
    line = people.agency(agency_id).line
    fitting = [
        rate
        for rate in _kept.get()
        if rate.valid_from <= day and rate.kind in ("", kind) and rate.agency_id in (None, *line)
    ]
    if not fitting:
        return 0
    depth = {agency: number for number, agency in enumerate(line)}
    best = max(fitting, key=lambda r: (depth.get(r.agency_id or 0, -1), r.kind == kind, r.valid_from))
    return best.percent


def rate_rows() -> list[RateRow]:
    """All that were, are and are planned, newest first, for the operator's page."""
    return sorted(_kept.get(), key=lambda row: row.valid_from, reverse=True)


def forget_rates() -> None:
    """After a change in this process; the others see it within a second."""
    _kept.forget()
