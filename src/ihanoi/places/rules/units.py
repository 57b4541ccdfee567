"""The facts about units on which the other rules work."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

METRES_PER_DEGREE_NORTH: Final = 110_700.0
METRES_PER_DEGREE_EAST: Final = 103_900.0  # at 21° north; half a percent off at the city's ends

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit while it existed. `boundary`: a GeoJSON geometry, None while not exactly known."""

    id: int
    code: str
    level: str
    kind: str
    name: str
    short_name: str
    folded: str
    parent_id: int | None
    valid_from: date
    valid_to: date | None
    lat: float
    lon: float
    area_km2: float | None = None
    population: int | None = None
    box: Box | None = None
    boundary: Mapping[str, Any] | None = field(default=None, repr=False)  # kilobytes
    aliases: tuple[str, ...] = ()  # of communes merged into it before 2020: letters only, "buithixuan"

    @property
    def is_commune(self) -> bool:
        """Whether it is a commune, ward or township, of any time."""
        return self.level == "commune"

    @property
    def is_district(self) -> bool:
        """Whether it is a district, of before 1/7/2025."""
        return self.level == "district"

    def holds_on(self, day: date) -> bool:
        """Whether the unit exists on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def radius_m(self) -> float:
        """Of a circle as large as the unit."""
        if self.area_km2:
            return math.sqrt(self.area_km2 * 1e6 / math.pi)
        if self.box:
            west, south, east, north = self.box
            return (
                math.hypot((east - west) * METRES_PER_DEGREE_EAST, (north - south) * METRES_PER_DEGREE_NORTH)
                / 3
            )
        return 1500.0


@dataclass(frozen=True, slots=True)
class Succession:
    """The new unit received the old one or a part of it."""

    old_id: int
    new_id: int
    is_default: bool


def metres(lat: float, lon: float) -> tuple[float, float]:
    """East and north of 0/0 on a flat map good for one city."""
    return lon * METRES_PER_DEGREE_EAST, lat * METRES_PER_DEGREE_NORTH


def is_on_earth(lat: float, lon: float) -> bool:
    """Whether the two numbers are coordinates at all (0/0 is what a device sends that does not know)."""
    known = math.isfinite(lat) and math.isfinite(lon) and (lat, lon) != (0.0, 0.0)
    return known and abs(lat) <= 90 and abs(lon) <= 180
