"""Checking a boundary file before it decides whose a report is: every unit once, valid, no overlap, no gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from ihanoi.places.rules.units import METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH, Unit

SLIVER_M2: Final = (
    50_000.0  # less (ten metres along five kilometres) is how finely lines were drawn: a warning
)
AREA_TOLERANCE: Final = 0.25
REGION: Final = (105.0, 20.3, 106.3, 21.6)  # west, south, east, north of anything that can be Hanoi

_M2: Final = METRES_PER_DEGREE_EAST * METRES_PER_DEGREE_NORTH


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found. `flaw` is a value of words.Flaw; a blocking one refuses the file."""

    flaw: str
    code: str = ""
    name: str = ""
    detail: str = ""
    blocks: bool = True


@dataclass(slots=True)
class Checked:
    """The result: geometries by code (GeoJSON), usable only when nothing blocks."""

    shapes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the file may be taken over."""
        return not any(p.blocks for p in self.problems)


def check(data: Any, units: Sequence[Unit]) -> Checked:
    """Check a parsed GeoJSON file, features keyed by `ward_code`, against the units that should be in it."""
    known = {u.code: u for u in units}
    result = Checked()
    areas = _areas(data, known, result)
    result.problems += [
        Problem("missing_code", code, unit.name) for code, unit in known.items() if code not in areas
    ]
    if result.ok:
        result.problems += [*_overlaps(areas), *_gaps(areas), *_differing(areas, known)]
        result.shapes = {code: mapping(area) for code, area in areas.items()}
    return result


def _areas(data: Any, known: Mapping[str, Unit], result: Checked) -> dict[str, BaseGeometry]:
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        result.problems.append(Problem("not_geojson", detail="features"))
        return {}
    areas: dict[str, BaseGeometry] = {}
    codes = [_code(f) for f in features]
    result.problems += [Problem("no_code", detail=str(n)) for n, code in enumerate(codes, 1) if not code]
    result.problems += [Problem("duplicate", c) for c, n in Counter(codes).items() if c and n > 1]
    for code, feature in zip(codes, features, strict=True):
        if code and code not in known:
            result.problems.append(Problem("unknown_code", code))
        elif code:
            found = _area(code, feature.get("geometry"))
            if isinstance(found, Problem):
                result.problems.append(found)
            areas.setdefault(code, found if isinstance(found, BaseGeometry) else shapely.Polygon())
    return areas


def _code(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("ward_code") if isinstance(properties, dict) else None
    return str(code).zfill(5) if isinstance(code, str | int) and str(code).strip() else ""


def _area(code: str, geometry: Any) -> BaseGeometry | Problem:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return Problem("not_an_area", code, detail=str(kind))
    try:
        area = shapely.force_2d(shape(geometry))
    except (ShapelyError, ValueError, TypeError, AttributeError, IndexError) as error:
        return Problem("invalid", code, detail=str(error).splitlines()[0])
    if area.is_empty:
        return Problem("invalid", code, detail="empty")
    if not shapely.is_valid(area):
        return Problem("invalid", code, detail=str(shapely.is_valid_reason(area)))
    west, south, east, north = area.bounds
    inside = REGION[0] <= west and REGION[1] <= south and east <= REGION[2] and north <= REGION[3]
    return area if inside else Problem("out_of_place", code)


def _overlaps(areas: Mapping[str, BaseGeometry]) -> list[Problem]:
    codes = list(areas)
    problems = []
    for i, j in _pairs(areas):
        size = shapely.area(shapely.intersection(areas[codes[i]], areas[codes[j]])) * _M2
        if size >= 1:
            both = f"{codes[i]} / {codes[j]}"
            problems.append(Problem("overlap", both, detail=f"{size:,.0f}", blocks=bool(size >= SLIVER_M2)))
    return problems


def _pairs(areas: Mapping[str, BaseGeometry]) -> list[tuple[int, int]]:
    drawn = list(areas.values())
    one, other = shapely.STRtree(drawn).query(drawn, predicate="intersects")
    return [(int(i), int(j)) for i, j in zip(one, other, strict=True) if i < j]


def _gaps(areas: Mapping[str, BaseGeometry]) -> list[Problem]:
    """Holes in the city as a whole: ground that would be nobody's."""
    whole = shapely.union_all(list(areas.values()))
    holes = [shapely.Polygon(r) for part in shapely.get_parts(whole) for r in shapely.get_rings(part)[1:]]
    sizes = sorted((shapely.area(hole) * _M2 for hole in holes), reverse=True)
    return [Problem("gap", detail=f"{s:,.0f}", blocks=bool(s >= SLIVER_M2)) for s in sizes if s >= 1]


def _differing(areas: Mapping[str, BaseGeometry], known: Mapping[str, Unit]) -> list[Problem]:
    """Areas far from the published ones: a warning only, since published areas err too."""
    problems = []
    for code, area in areas.items():
        published = known[code].area_km2
        if published:
            ratio = shapely.area(area) * _M2 / 1e6 / published
            if abs(ratio - 1) > AREA_TOLERANCE:
                problems.append(Problem("area_differs", code, known[code].name, f"{ratio:.0%}", blocks=False))
    return problems
