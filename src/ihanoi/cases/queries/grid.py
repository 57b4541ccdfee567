"""The grid of the public map: Web Mercator cut into 2^level cells a side, row 0 in the north. Pure."""

from __future__ import annotations

from itertools import product
from math import asinh, atan, degrees, floor, pi, radians, sinh, tan
from typing import Final, NamedTuple

FULL_LEVEL: Final = 26  # of a point: 0.6 m
LEVELS: Final = (0, 13, 15, 17)  # of kept counts: the whole city, then cells of 4.9 km, 1.2 km and 300 m
# A map tile of 512 px holds 2^2 cells a side: 128 px each, so that names stay readable between clusters.
CELLS_A_TILE: Final = 2
LAT_LIMIT: Final = 85.05
TILES_AT_MOST: Final = 64  # of one view: more than any screen shows

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class Tile(NamedTuple):
    """A square of cells, 512 px wide where it is drawn. `level` is that of its cells; `x`, `y` count tiles."""

    level: int
    x: int
    y: int


def x_of(lon: float, level: int = FULL_LEVEL) -> int:
    return floor((lon + 180) / 360 * (1 << level))


def y_of(lat: float, level: int = FULL_LEVEL) -> int:
    lat = min(max(lat, -LAT_LIMIT), LAT_LIMIT)
    return floor((1 - asinh(tan(radians(lat))) / pi) / 2 * (1 << level))


def lon_of(x: float) -> float:
    """Longitude of a full-level column, at its middle."""
    return round((x + 0.5) / (1 << FULL_LEVEL) * 360 - 180, 6)


def lat_of(y: float) -> float:
    """Latitude of a full-level row, at its middle."""
    return round(degrees(atan(sinh(pi * (1 - 2 * (y + 0.5) / (1 << FULL_LEVEL))))), 6)


def level_for(zoom: float) -> int:
    """The level whose cells are about 128 px wide at this zoom; at most the points' own."""
    return min(max(int(zoom), 0) + CELLS_A_TILE, FULL_LEVEL)


def kept_level(level: int) -> int | None:
    """The coarsest kept level that is fine enough; None if only points are."""
    return next((kept for kept in LEVELS[1:] if kept >= level), None)


def tiles(box: Box, zoom: float) -> list[Tile]:
    """The tiles that cover the box at this zoom; coarser ones where it would take too many. At least one."""
    west, south, east, north = box
    for level in range(level_for(zoom), CELLS_A_TILE - 1, -1):
        own = level - CELLS_A_TILE
        columns = range(x_of(west, own), x_of(east, own) + 1)
        rows = range(y_of(north, own), y_of(south, own) + 1)
        if len(columns) * len(rows) <= TILES_AT_MOST:
            break
    return [Tile(level, x, y) for x, y in product(columns, rows)]
