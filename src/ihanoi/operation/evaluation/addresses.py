"""Address texts with their district or new unit, and their ward of before 1/7/2025: are both read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ihanoi.operation.evaluation.figures import Figures, share
from ihanoi.places import queries as places

GOAL = 0.95


def evaluate(rows: Iterable[Mapping[str, str]]) -> Figures:
    """A row: "text", "district_or_new_unit", "ward"."""
    found = [bool(places.find_address(row["text"])) for row in rows]
    return Figures("addresses", (share("anything read", found, GOAL),))
