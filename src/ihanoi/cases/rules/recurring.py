"""Matters that come back: reported again at the same place after an answer. Pure: which reports hang together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import cos, floor, hypot, radians
from typing import Final

from ihanoi.cases.rules.likeness import reach_of

LOOK_BACK: Final = timedelta(days=180)  # an answer older than that is not what failed ◇
_METRES: Final = 111_320  # a degree of latitude
_NARROW: Final = cos(radians(21))  # of longitude, in Hà Nội


@dataclass(frozen=True, slots=True)
class Spot:
    """One report: where, of what field (code), when it came, and when it was answered (None: not yet)."""

    id: int
    field: str
    lat: float
    lon: float
    at: datetime
    answered: datetime | None


@dataclass(slots=True)
class _Chain:
    """Reports of one matter so far, and the moments at which they were answered, in order."""

    first: Spot
    ids: list[int] = field(default_factory=list)
    answers: list[datetime] = field(default_factory=list)

    def add(self, spot: Spot) -> None:
        self.ids.append(spot.id)
        if spot.answered is not None:
            insort(self.answers, spot.answered)

    def was_answered_before(self, at: datetime) -> bool:
        """Whether the last answer before the moment is recent enough."""
        before = bisect_left(self.answers, at)
        return before > 0 and at - self.answers[before - 1] <= LOOK_BACK


_Cells = dict[tuple[str, int, int], list[_Chain]]


def chains(spots: Iterable[Spot]) -> list[tuple[int, ...]]:
    """Groups of at least two, each in order of time.

    Every report but the first lies within the field's reach of the first, so that a chain does not creep along a
    street, and came after the answer to one of those before it.
    """
    cells: _Cells = defaultdict(list)
    begun: list[_Chain] = []
    for spot in sorted(spots, key=lambda each: (each.at, each.id)):
        chain = _nearest(cells, spot)
        if chain is None:
            chain = _Chain(spot)
            begun.append(chain)
            cells[spot.field, *_cell(spot)].append(chain)
        chain.add(spot)
    return [tuple(chain.ids) for chain in begun if len(chain.ids) > 1]


def _nearest(cells: _Cells, spot: Spot) -> _Chain | None:
    """The chain that the report continues. Cells are as wide as the reach, so nine of them hold all that lies in it."""
    east, north = _cell(spot)
    nine = (
        cells.get((spot.field, x, y), ())
        for x in range(east - 1, east + 2)
        for y in range(north - 1, north + 2)
    )
    answered = (chain for around in nine for chain in around if chain.was_answered_before(spot.at))
    near = min(((_metres(chain.first, spot), chain.first.id, chain) for chain in answered), default=None)
    return near[2] if near and near[0] <= reach_of(spot.field).metres else None


def _metres(one: Spot, other: Spot) -> float:
    return hypot((one.lat - other.lat) * _METRES, (one.lon - other.lon) * _METRES * _NARROW)


def _cell(spot: Spot) -> tuple[int, int]:
    size = reach_of(spot.field).metres
    return floor(spot.lon * _METRES * _NARROW / size), floor(spot.lat * _METRES / size)
