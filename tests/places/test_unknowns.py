"""What is not known of a unit — its area, box, boundary or district — is guessed or left out, never an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import pi

import pytest
from shapely.geometry import box, mapping

from ihanoi.places.rules import boundaries, locating, shapes
from ihanoi.places.rules.addresses.lineage import Lineage
from ihanoi.places.rules.units import METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH, Succession, Unit

OLD = Unit(
    1, "1", "commune", "xã", "Xã Cũ", "Cũ", "cu", None, date(2020, 3, 1), date(2025, 6, 30), 21.0, 105.8
)
NEW = replace(OLD, id=2, code="00002", name="Xã Mới", valid_from=date(2025, 7, 1), valid_to=None)
FURTHER = replace(NEW, id=3, code="3", name="Xã Xa", lat=21.1, lon=105.7)
LAST = replace(NEW, id=4, code="4", name="Xã Cuối", lat=21.1, lon=105.9)


def test_how_far_a_unit_reaches_is_known_by_its_area_else_its_box_else_guessed() -> None:
    assert replace(NEW, area_km2=pi).radius_m == pytest.approx(1000)
    side = (105.8, 21.0, 105.8 + 3000 / METRES_PER_DEGREE_EAST, 21.0 + 4000 / METRES_PER_DEGREE_NORTH)
    assert replace(NEW, box=side).radius_m == pytest.approx(5000 / 3)
    assert NEW.radius_m == 1500


def test_a_unit_without_box_and_predecessors_stands_for_a_square() -> None:
    locator = locating.locator([NEW, FURTHER], [], [])
    placing = locator.place(21.001, 105.801)
    assert placing.best and placing.best.code == "00002" and placing.approximate
    assert not locator.place(21.05, 105.75).inside_city, "between the two squares"


def test_units_without_any_box_are_drawn_around_their_centres() -> None:
    features = shapes.collection([NEW, FURTHER, LAST], [OLD], [Succession(1, 2, True)])["features"]
    assert [f["id"] for f in features] == ["00002", "3", "4"]
    assert all(f["properties"]["approximate"] and f["geometry"]["coordinates"] for f in features)


def test_without_units_the_map_is_empty() -> None:
    assert shapes.collection([], [OLD], []) == {"type": "FeatureCollection", "features": []}


def test_an_area_that_was_never_published_differs_from_nothing() -> None:
    feature = {
        "type": "Feature",
        "properties": {"ward_code": "00002"},
        "geometry": mapping(box(105.8, 21.0, 105.81, 21.01)),
    }
    file = {"type": "FeatureCollection", "features": [feature]}
    assert not boundaries.check(file, [NEW]).problems
    [problem] = boundaries.check(file, [replace(NEW, area_km2=9.0)]).problems
    assert (problem.flaw, problem.blocks) == ("area_differs", False)


def test_a_commune_whose_district_is_not_known_still_has_heirs() -> None:
    lineage = Lineage([NEW, FURTHER], [OLD], [Succession(1, 2, True), Succession(1, 3, False)])
    assert lineage.heirs(1) == {2: 0.75, 3: 0.25}
    assert lineage.districts(OLD) == lineage.districts(NEW) == set()
