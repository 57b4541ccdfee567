"""Metres between places a few kilometres apart: flat enough for them, and right to a few parts in a thousand. Pure."""

from __future__ import annotations

from math import cos, hypot, radians
from typing import Final

METRES_A_DEGREE: Final = 111_320


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """How far the one is from the other."""
    east = (other_lon - lon) * METRES_A_DEGREE * cos(radians(lat))
    return hypot((other_lat - lat) * METRES_A_DEGREE, east)


def box_around(lat: float, lon: float, metres: float) -> tuple[float, float, float, float]:
    """West, south, east, north of the square whose sides are so far away."""
    half = metres / METRES_A_DEGREE
    wide = half / max(cos(radians(lat)), 0.01)
    return lon - wide, lat - half, lon + wide, lat + half
