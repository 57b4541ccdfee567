"""The units as shapes for the map, while no boundaries are known."""

from __future__ import annotations

import json

import pytest
import shapely
from shapely.geometry import shape

from ihanoi.places import queries

pytestmark = pytest.mark.django_db


def test_every_unit_has_a_shape_a_label_and_says_that_it_is_approximate(units: int) -> None:
    collection = json.loads(queries.map_shapes_json())
    assert collection["type"] == "FeatureCollection"
    assert {f["id"] for f in collection["features"]} == {u.code for u in queries.units()}
    for feature in collection["features"]:
        area = shape(feature["geometry"])
        assert area.is_valid and not area.is_empty
        assert area.buffer(1e-4).contains(shapely.Point(feature["properties"]["label"]))
        assert feature["properties"]["approximate"] is True
        assert feature["properties"]["short_name"] in feature["properties"]["name"]


def test_the_cells_do_not_overlap_and_cover_about_the_area_of_the_city(units: int) -> None:
    areas = [shape(f["geometry"]) for f in queries.map_shapes()["features"]]
    total, union = sum(a.area for a in areas), shapely.union_all(areas).area
    assert total == pytest.approx(union, rel=1e-3)
    assert union * 110.7 * 103.9 == pytest.approx(3360, rel=0.15)  # km²


def test_a_unit_lies_mostly_where_its_centre_is(units: int) -> None:
    areas = {f["id"]: shape(f["geometry"]) for f in queries.map_shapes()["features"]}
    held = sum(areas[u.code].contains(shapely.Point(u.lon, u.lat)) for u in queries.units())
    assert held == 126


def test_it_is_small_enough_to_send_and_made_once(units: int) -> None:
    assert len(queries.map_shapes_json()) < 200_000
    assert queries.map_shapes_json() is queries.map_shapes_json()
