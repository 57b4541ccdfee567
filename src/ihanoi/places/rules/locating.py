"""Which unit holds a point: exactly by boundaries, or as a ranked guess by centres and boxes that says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import shapely
from shapely.geometry import shape

from ihanoi.places.rules.units import (
    METRES_PER_DEGREE_EAST,
    METRES_PER_DEGREE_NORTH,
    Succession,
    Unit,
    is_on_earth,
    metres,
)

CANDIDATES: Final = 5
ALWAYS_SHOWN: Final = 3  # however unlikely: the page asks the sender to confirm
LEAST_CONFIDENCE: Final = 0.01  # of those after them
NEAR_BORDER_M: Final = 60.0  # further than this, a phone's position does not err
USUAL_ERROR_M: Final = 20.0

# Fall-off of the guess from the middle of a box and of a new unit, in half widths and radii: the middle of
# a wide plateau, measured on random points (tests/places/test_locating.py prints what they reach).
_BOX_SPREAD: Final = 0.5
_UNIT_SPREAD: Final = 0.7
_DEFAULT_WEIGHT: Final = 2.0
_CENTRE_WEIGHT: Final = 0.1  # of the unit's own centre, where boxes leave gaps or the table of heirs is wrong
# How far beyond a box still counts as the city: to turn a citizen of Hanoi away is worse than to ask a neighbour
# to confirm. One point of the city in a thousand is lost; points taken in wrongly lie within about a kilometre.
_BOX_MARGIN: Final = 1.3


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """A unit that may be meant. `distance_m`: to its boundary, 0 inside; without one to its centre; or unknown."""

    unit_id: int
    code: str
    name: str
    confidence: float
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Placing:
    """The candidates for a point, best first; none when the point lies outside of the city."""

    candidates: tuple[PlaceGuess, ...]
    approximate: bool
    inside_city: bool

    @property
    def best(self) -> PlaceGuess | None:
        """The most likely unit."""
        return self.candidates[0] if self.candidates else None


class Locator(Protocol):
    """Answers for the units of one day; `approximate` without boundaries."""

    approximate: bool

    def place(self, lat: float, lon: float) -> Placing:
        """The units that may hold the point."""
        ...


def locator(units: Sequence[Unit], old: Iterable[Unit], successions: Iterable[Succession]) -> Locator:
    """By boundaries when every unit has one, else by the boxes of the units or of those that they succeeded."""
    if units and all(u.boundary for u in units):
        return ByBoundaries(units)
    return ByBoxes(units, old, successions)


def _ranked(
    units: Sequence[Unit], scores: Sequence[float], distances: Sequence[float]
) -> tuple[PlaceGuess, ...]:
    total = sum(scores)
    order = sorted(range(len(units)), key=lambda i: (-scores[i], units[i].code))[:CANDIDATES]
    kept = [i for n, i in enumerate(order) if n < ALWAYS_SHOWN or scores[i] >= LEAST_CONFIDENCE * total]
    return tuple(
        PlaceGuess(u.id, u.code, u.name, round(scores[i] / total, 4), round(distances[i], 1))
        for i, u in ((i, units[i]) for i in kept)
    )


class ByBoundaries:
    """Point in polygon through a search tree; neighbours across a near border come along, less likely."""

    approximate = False

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = list(units)
        scale = (METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH)
        flat = [shapely.transform(shape(u.boundary), lambda xy: xy * scale) for u in self._units]
        shapely.prepare(flat)
        self._areas = flat
        self._tree = shapely.STRtree(flat)

    def place(self, lat: float, lon: float) -> Placing:
        """The unit that holds the point, and those within a phone's error of it."""
        if not is_on_earth(lat, lon):
            return Placing((), approximate=False, inside_city=False)
        point = shapely.Point(metres(lat, lon))
        near = [int(i) for i in self._tree.query(point, predicate="dwithin", distance=NEAR_BORDER_M)]
        distances = [float(shapely.distance(self._areas[i], point)) for i in near]
        inside = any(d == 0 for d in distances)
        weights = [float(np.exp(-d / USUAL_ERROR_M)) for d in distances]
        guesses = _ranked([self._units[i] for i in near], weights, distances) if inside else ()
        return Placing(guesses, approximate=False, inside_city=inside)


class ByBoxes:
    """A guess: old communes are small and their boxes known: the point is weighed among them, and they name heirs.

    A unit without a box and without predecessors stands for itself as a square of its area.
    """

    approximate = True

    def __init__(self, units: Sequence[Unit], old: Iterable[Unit], successions: Iterable[Succession]) -> None:
        self._units = list(units)
        self._centres = np.array([metres(u.lat, u.lon) for u in units]).reshape(-1, 2)
        self._radii = np.array([u.radius_m for u in units])
        boxes, links = _boxes_of(self._units, {u.id: u for u in old}, successions)
        self._middles = np.array([m for m, _ in boxes]).reshape(-1, 2)
        self._halves = np.array([h for _, h in boxes]).reshape(-1, 2)
        self._from = np.array([b for b, _, _ in links], dtype=np.intp)
        self._to = np.array([u for _, u, _ in links], dtype=np.intp)
        self._weights = np.array([w for _, _, w in links])

    def place(self, lat: float, lon: float) -> Placing:
        """Ranked candidates; inside the city means in or near one of the boxes."""
        if not self._units or not is_on_earth(lat, lon):
            return Placing((), approximate=True, inside_city=False)
        point = np.array(metres(lat, lon))
        offsets = (self._middles - point) / self._halves
        if not (np.abs(offsets) <= _BOX_MARGIN).all(axis=1).any():
            return Placing((), approximate=True, inside_city=False)
        by_box = np.exp(-(offsets**2).sum(axis=1) / (2 * _BOX_SPREAD**2))
        distances = np.hypot(*(self._centres - point).T)
        by_centre = np.exp(-((distances / self._radii) ** 2) / (2 * _UNIT_SPREAD**2)) + 1e-12
        shares = self._weights * by_centre[self._to]
        shares /= np.bincount(self._from, shares, len(by_box))[self._from]
        scores = (
            np.bincount(self._to, by_box[self._from] * shares, len(self._units)) + _CENTRE_WEIGHT * by_centre
        )
        guesses = _ranked(self._units, scores.tolist(), distances.tolist())
        return Placing(guesses, approximate=True, inside_city=True)


_Middle = tuple[tuple[float, float], tuple[float, float]]


def _boxes_of(
    units: Sequence[Unit], old: dict[int, Unit], successions: Iterable[Succession]
) -> tuple[list[_Middle], list[tuple[int, int, float]]]:
    """Boxes as middle and half size in metres, and links: box, unit, weight. A unit with a box needs no other."""
    place = {u.id: i for i, u in enumerate(units)}
    boxes: list[_Middle] = []
    links: list[tuple[int, int, float]] = []
    numbers: dict[int, int] = {}
    linked: set[int] = set()
    for s in successions:
        source = old.get(s.old_id)
        if source is None or source.box is None or s.new_id not in place or units[place[s.new_id]].box:
            continue
        if source.id not in numbers:
            numbers[source.id] = len(boxes)
            boxes.append(_middle(source))
        weight = _DEFAULT_WEIGHT if s.is_default else 1.0
        links.append((numbers[source.id], place[s.new_id], weight))
        linked.add(place[s.new_id])
    for i, unit in enumerate(units):
        if i not in linked:
            links.append((len(boxes), i, 1.0))
            boxes.append(_middle(unit))
    return boxes, links


def _middle(unit: Unit) -> _Middle:
    if unit.box is None:
        half = unit.radius_m * 0.886  # a square as large as the circle
        return metres(unit.lat, unit.lon), (half, half)
    west, south, east, north = unit.box
    (left, low), (right, high) = metres(south, west), metres(north, east)
    return ((left + right) / 2, (low + high) / 2), (
        max((right - left) / 2, 50.0),
        max((high - low) / 2, 50.0),
    )
