"""The units on a small map, coloured by how many answers came in time. Drawn once as SVG paths, without any script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

from django.utils.translation import gettext as _

from ihanoi.insight.queries.figures import Figures, Report
from ihanoi.insight.words import CLASSES, RANKED_FROM
from ihanoi.kernel.kept import Kept
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.ui import words as said

WIDTH: Final = 320  # of the drawing, in its own units
UNRANKED: Final = "t-hatchsoft"


@dataclass(frozen=True, slots=True)
class Outline:
    """A unit's path and name."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All outlines with the height of the drawing; `approximate`: cells stand in for boundaries."""

    height: int
    outlines: tuple[Outline, ...]
    approximate: bool


def atlas(report: Report) -> dict[str, Any]:
    """The drawing with a colour and words for each unit, and its key."""
    of_unit = _figures_of_units(report)
    sheet = _sheet.get()
    areas = [
        {"path": outline.path, "tone": _tone(of_unit.get(outline.code)), "words": _words(outline, of_unit)}
        for outline in sheet.outlines
    ]
    key = [{"tone": tone, "words": words} for _least, tone, words in CLASSES]
    key.append({"tone": UNRANKED, "words": _("dưới %(n)d việc") % {"n": RANKED_FROM}})
    return {
        "width": WIDTH,
        "height": sheet.height,
        "areas": areas,
        "key": key,
        "approximate": sheet.approximate,
    }


def _figures_of_units(report: Report) -> Mapping[str, Figures]:
    codes = {unit.id: unit.code for unit in places.units()}
    found = {}
    for row in report.rows:
        unit_id = people.agency(row.figures.agency_id).unit_id
        if unit_id in codes:
            found[codes[unit_id]] = row.figures
    return found


def _tone(figures: Figures | None) -> str:
    value = figures.on_time.value if figures and figures.ranked else None
    if value is None:
        return UNRANKED
    return next(tone for least, tone, _words in CLASSES if value >= least)


def _words(outline: Outline, of_unit: Mapping[str, Figures]) -> str:
    figures = of_unit.get(outline.code)
    if figures is None or figures.on_time.value is None:
        return _("%(name)s: chưa có việc tính hạn") % {"name": outline.name}
    share = figures.on_time
    facts = {"name": outline.name, "part": said.number(share.part), "whole": said.number(share.whole)}
    if not figures.ranked:
        return _("%(name)s: %(part)s trên %(whole)s việc đúng hạn") % facts
    facts["rate"] = said.percent(share.value or 0)
    return _("%(name)s: %(rate)s đúng hạn, %(part)s trên %(whole)s việc") % facts


def _drawn(_version: str) -> Sheet:
    shapes = places.map_shapes()["features"]
    points = [point for shape in shapes for ring in _rings(shape["geometry"]) for point in ring]
    if not points:
        return Sheet(WIDTH, (), False)
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    narrow = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    scale = WIDTH / ((east - west) * narrow)

    def path(geometry: Mapping[str, Any]) -> str:
        rings = (
            "L".join(f"{(x - west) * narrow * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring)
            for ring in _rings(geometry)
        )
        return "".join(f"M{ring}Z" for ring in rings)

    outlines = tuple(
        Outline(shape["properties"]["code"], shape["properties"]["name"], path(shape["geometry"]))
        for shape in shapes
    )
    approximate = any(shape["properties"]["approximate"] for shape in shapes)
    return Sheet(round((north - south) * scale), outlines, approximate)


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[tuple[float, float]]]:
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _rings(part)
    elif geometry["type"] == "Polygon":
        yield from ([(p[0], p[1]) for p in ring] for ring in geometry["coordinates"])
    elif geometry["type"] == "MultiPolygon":
        yield from ([(p[0], p[1]) for p in ring] for polygon in geometry["coordinates"] for ring in polygon)


_sheet = Kept(places.map_version, _drawn)
