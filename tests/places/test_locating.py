"""Which unit holds a point: dates, borders, nonsense; and how good the guess is on real boundaries."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from ihanoi.places import actions, queries

pytestmark = pytest.mark.django_db

HOAN_KIEM_LAKE = (21.0287, 105.8524)
Case = tuple[float, float, str]


def test_a_point_has_ranked_candidates_that_say_that_they_are_guesses(units: int) -> None:
    placing = queries.unit_at(*HOAN_KIEM_LAKE)
    assert placing.best and placing.best.name == "Phường Hoàn Kiếm"
    assert placing.approximate and placing.inside_city
    confidences = [g.confidence for g in placing.candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1.0001


def test_before_july_2025_the_point_lay_in_an_old_commune(units: int) -> None:
    placing = queries.unit_at(*HOAN_KIEM_LAKE, on=date(2025, 6, 30))
    assert placing.best
    old = queries.unit_by_id(placing.best.unit_id)
    assert old and old.valid_to == date(2025, 6, 30)
    assert queries.unit_at(*HOAN_KIEM_LAKE, on=date(2000, 1, 1)).candidates == ()


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (0.0, 0.0),
        (float("nan"), 105.8),
        (21.0, float("inf")),
        (10.776, 106.700),  # Thành phố Hồ Chí Minh
        (105.85, 21.03),  # the two mixed up
        (21.0, 1e300),
    ],
)
def test_nonsense_and_other_cities_are_outside(units: int, lat: float, lon: float) -> None:
    placing = queries.unit_at(lat, lon)
    assert (placing.candidates, placing.inside_city, placing.best) == ((), False, None)


def test_without_units_nothing_is_found() -> None:
    assert queries.unit_at(*HOAN_KIEM_LAKE).candidates == ()


def test_with_boundaries_the_answer_is_certain_inside_and_open_at_a_border(
    units: int, tmp_path: Path
) -> None:
    path = tmp_path / "cells.geojson"
    path.write_text(json.dumps(_keyed(queries.map_shapes())), encoding="utf-8")
    assert actions.import_boundaries(path).written
    feature = queries.map_shapes()["features"][0]
    lon, lat = feature["properties"]["label"]
    inside = queries.unit_at(lat, lon)
    assert [(g.code, g.confidence, g.distance_m) for g in inside.candidates] == [(feature["id"], 1.0, 0.0)]
    assert not inside.approximate

    areas = {f["id"]: shape(f["geometry"]) for f in queries.map_shapes()["features"]}
    one, other = next(
        (a, b) for a in areas for b in areas if a < b and areas[a].intersection(areas[b]).length > 0.01
    )
    border = areas[one].intersection(areas[other]).interpolate(0.5, normalized=True)
    codes = [g.code for g in queries.unit_at(border.y, border.x).candidates]
    assert {one, other} <= set(codes)
    assert queries.unit_at(border.y, border.x).candidates[0].confidence < 0.6
    assert not queries.unit_at(10.776, 106.7).inside_city
    assert not queries.unit_at(0.0, 0.0).inside_city


def _keyed(collection: dict[str, Any]) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": {"ward_code": f["id"]}, "geometry": f["geometry"]}
        for f in collection["features"]
    ]
    return {"type": "FeatureCollection", "features": features}


# Figures, on boundaries and addresses that are not part of the project.


def test_the_guess_without_boundaries_is_good_enough(
    units: int, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _report(_random_points(shared), _addresses(shared), queries.unit_at)
    with capsys.disabled():
        print("\nunit by point, without boundaries:", json.dumps(report))  # noqa: T201 - the figures are shown
    assert report["points"]["first"] >= 84.0
    assert report["points"]["in_three"] >= 99.5
    assert report["addresses"]["first"] >= 91.0
    assert report["addresses"]["in_three"] == 100.0


def test_with_boundaries_every_point_is_right(
    units: int, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported = actions.import_boundaries(shared / "hanoi_admin" / "hanoi_wards_2025_osm.geojson")
    assert (imported.errors, imported.units, imported.written) == ((), 126, True)
    report = _report(_random_points(shared), _addresses(shared), queries.unit_at)
    with capsys.disabled():
        print("\nunit by point, with boundaries:", json.dumps(report))  # noqa: T201 - the figures are shown
    assert report["points"]["first"] >= 99.9  # two units overlap a little in the data
    assert report["addresses"]["first"] == 100.0


def _report(
    points: list[Case], addresses: list[Case], place: Callable[[float, float], queries.Placing]
) -> dict[str, dict[str, float]]:
    return {"points": _score(points, place), "addresses": _score(addresses, place)}


def _score(cases: Iterable[Case], place: Callable[[float, float], queries.Placing]) -> dict[str, float]:
    began, n, first, three, sure = time.perf_counter(), 0, 0, 0, 0.0
    for lat, lon, code in cases:
        codes = [g.code for g in place(lat, lon).candidates[:3]]
        best = place(lat, lon).best
        n += 1
        first += codes[:1] == [code]
        three += code in codes
        sure += best.confidence if best else 0
    return {
        "n": n,
        "first": round(100 * first / n, 1),
        "in_three": round(100 * three / n, 1),
        "mean_confidence": round(100 * sure / n, 1),
        "µs": round((time.perf_counter() - began) / n / 2 * 1e6),
    }


def _random_points(shared: Path) -> list[Case]:
    """Two thousand points uniform over the city, always the same."""
    data = json.loads((shared / "hanoi_admin" / "hanoi_wards_2025_osm.geojson").read_text(encoding="utf-8"))
    codes = [f["properties"]["ward_code"] for f in data["features"]]
    areas = [shape(f["geometry"]) for f in data["features"]]
    tree, chance = shapely.STRtree(areas), random.Random(2025)
    west, south, east, north = shapely.total_bounds(areas)
    cases: list[Case] = []
    while len(cases) < 2000:
        point = shapely.Point(chance.uniform(west, east), chance.uniform(south, north))
        hits = tree.query(point, predicate="intersects")
        if len(hits) == 1:
            cases.append((point.y, point.x, codes[hits[0]]))
    return cases


def _addresses(shared: Path) -> list[Case]:
    rows = json.loads((shared / "eval" / "osm_addresses_dev.json").read_text(encoding="utf-8"))
    return [(r["lat"], r["lon"], r["ward"][0]) for r in rows]


def test_in_2023_the_point_lay_in_one_of_the_579(units: int) -> None:
    placing = queries.unit_at(*HOAN_KIEM_LAKE, on=date(2023, 5, 1))
    assert placing.best and placing.approximate
    unit = queries.unit_by_id(placing.best.unit_id)
    assert unit and (unit.valid_from, unit.valid_to) == (date(2020, 3, 1), date(2024, 12, 31))


# A pin and an address.


@pytest.mark.parametrize(
    ("address", "contradicts"),
    [
        ("thôn Đoài, xã Tân Minh, huyện Sóc Sơn", True),
        ("12 Hàng Bông, phường Hoàn Kiếm", False),
        ("phường Hàng Trống, quận Hoàn Kiếm", False),  # the old name of the same place
        ("phố Tràng Tiền", False),  # names no unit
        ("", False),
    ],
)
def test_a_pin_may_contradict_an_address(units: int, address: str, contradicts: bool) -> None:
    placing = queries.unit_at(*HOAN_KIEM_LAKE)
    assert queries.read_address(address).contradicts(placing) is contradicts
    assert not queries.read_address(address).contradicts(queries.unit_at(0.0, 0.0))
