"""The numbers of the regulation, as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ihanoi.accountability import words
from ihanoi.accountability.models import Threshold
from ihanoi.kernel import clock


def threshold(name: str, on: date | None = None) -> int:
    """The number in force on a day (today). Raises LookupError if the city has set none."""
    day = on or clock.today()
    row = Threshold.objects.filter(name=name, valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise LookupError(f"no threshold is set for {name} on {day}")
    return row.value


def thresholds() -> list[Threshold]:
    """All of them, the newest of each name first."""
    return list(Threshold.objects.order_by("name", "-valid_from"))


def in_force() -> Mapping[str, Threshold]:
    """Those of today by name."""
    found: dict[str, Threshold] = {}
    for row in Threshold.objects.filter(valid_from__lte=clock.today()).order_by("valid_from"):
        found[words.Threshold(row.name)] = row
    return found
