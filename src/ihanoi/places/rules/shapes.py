"""Shapes of the units for the map: boundaries drawn more simply, or cells that stand in for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from ihanoi.places.rules.units import Succession, Unit

TOLERANCE: Final = 1e-4  # degrees, about 11 m
_SMOOTHING: Final = 0.015
_TOUCH: Final = 1e-4  # degrees: how finely boundaries are drawn


def collection(
    units: Sequence[Unit], old: Iterable[Unit], successions: Iterable[Succession]
) -> dict[str, Any]:
    """A GeoJSON FeatureCollection: code, name, short_name, kind, approximate, and `label` as [lon, lat]."""
    approximate = not all(u.boundary for u in units)
    areas = _cells(units, list(old), successions) if approximate else [shape(u.boundary) for u in units]
    if areas:
        areas = list(shapely.set_precision(shapely.coverage_simplify(areas, TOLERANCE), 1e-5))
    return {
        "type": "FeatureCollection",
        "features": [_feature(u, a, approximate) for u, a in zip(units, areas, strict=True)],
    }


def neighbours(shapes: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Codes of the features of a collection, and whose areas touch each."""
    codes = [feature["id"] for feature in shapes["features"]]
    areas = [shape(feature["geometry"]) for feature in shapes["features"]]
    one, other = shapely.STRtree(areas).query(areas, predicate="dwithin", distance=_TOUCH)
    found: dict[str, list[str]] = {code: [] for code in codes}
    for i, j in zip(one.tolist(), other.tolist(), strict=True):
        if i != j:
            found[codes[i]].append(codes[j])
    return {code: tuple(sorted(near)) for code, near in found.items()}


def _feature(unit: Unit, area: BaseGeometry, approximate: bool) -> dict[str, Any]:
    label = _label(unit, area)
    properties: Mapping[str, Any] = {
        "code": unit.code, "name": unit.name, "short_name": unit.short_name, "kind": unit.kind,
        "approximate": approximate, "label": [round(label.x, 5), round(label.y, 5)],
    }  # fmt: skip
    return {"type": "Feature", "id": unit.code, "properties": properties, "geometry": mapping(area)}


def _label(unit: Unit, area: BaseGeometry) -> shapely.Point:
    centre = shapely.Point(unit.lon, unit.lat)
    return centre if area.is_empty or area.contains(centre) else area.representative_point()


def _cells(units: Sequence[Unit], old: list[Unit], successions: Iterable[Succession]) -> list[BaseGeometry]:
    """Voronoi cells of the old communes' middles, joined by who took them over, within the city's outline."""
    ids = {u.id for u in units}
    heir = {s.old_id: s.new_id for s in successions if s.is_default and s.new_id in ids}
    sites = {(u.lon, u.lat): u.id for u in units}
    sites |= {_middle(o): heir[o.id] for o in old if o.id in heir and o.box}
    points = list(sites)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), ordered=True))
    outline = _outline([o for o in old if o.id in heir], units)
    mine: dict[int, list[BaseGeometry]] = {u.id: [] for u in units}
    for point, cell in zip(points, cells, strict=True):
        mine.setdefault(sites[point], []).append(cell)
    return [shapely.intersection(shapely.union_all(mine[u.id]), outline) for u in units]


def _middle(unit: Unit) -> tuple[float, float]:
    west, south, east, north = unit.box or (unit.lon, unit.lat, unit.lon, unit.lat)
    return (west + east) / 2, (south + north) / 2


def _outline(old: list[Unit], units: Sequence[Unit]) -> BaseGeometry:
    """The union of the known boxes with corners cut; without any, a hull around the centres."""
    boxes = [shapely.box(*o.box) for o in old if o.box]
    if not boxes:
        return shapely.MultiPoint([(u.lon, u.lat) for u in units]).convex_hull.buffer(0.03)
    whole = shapely.union_all(boxes)
    return whole.buffer(_SMOOTHING).buffer(-2 * _SMOOTHING).buffer(_SMOOTHING)
