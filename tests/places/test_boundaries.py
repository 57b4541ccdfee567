"""Importing boundaries: every fault is named, and a faulty file changes nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import PUBLIC
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.places import actions, models, queries

pytestmark = pytest.mark.django_db

Change = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def cells(units: int) -> dict[str, Any]:
    """A faultless file made from the approximate cells, which fit together without overlap or gap."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"ward_code": f["id"]}, "geometry": f["geometry"]}
            for f in json.loads(queries.map_shapes_json())["features"]
        ],
    }


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Any], Path]:
    def write(data: Any) -> Path:
        path = tmp_path / "ranh_gioi.geojson"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    return write


def _with_boundary() -> int:
    return models.Unit.objects.exclude(boundary=None).count()


def test_a_good_file_is_taken_over_whole(cells: dict[str, Any], write: Callable[[Any], Path]) -> None:
    before = queries.map_version()
    report = actions.import_boundaries(write(cells))
    assert report.ok and report.written
    assert (report.units, report.changed, _with_boundary()) == (126, 126, 126)
    assert queries.map_version() != before
    assert not queries.unit_at(21.0287, 105.8524).approximate
    assert not any(f["properties"]["approximate"] for f in queries.map_shapes()["features"])
    city = queries.units(level="city")[0]
    assert [e.verb for e in journal.history("places.unit", city.id)] == ["import_boundaries"]


def test_a_dry_run_reports_and_changes_nothing(cells: dict[str, Any], write: Callable[[Any], Path]) -> None:
    report = actions.import_boundaries(write(cells), dry_run=True)
    assert report.ok and not report.written
    assert (report.changed, _with_boundary()) == (126, 0)


def test_the_same_file_again_changes_nothing(cells: dict[str, Any], write: Callable[[Any], Path]) -> None:
    actions.import_boundaries(write(cells))
    version = queries.map_version()
    report = actions.import_boundaries(write(cells))
    assert report.ok and not report.written and report.changed == 0
    assert queries.map_version() == version


def _crossing(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[105.8, 21.0], [105.9, 21.1], [105.9, 21.0], [105.8, 21.1], [105.8, 21.0]]],
    }


def _swap_axes(features: list[dict[str, Any]]) -> None:
    text = json.dumps(features[0]["geometry"]["coordinates"])
    features[0]["geometry"]["coordinates"] = _swapped(json.loads(text))


def _swapped(value: Any) -> Any:
    if isinstance(value[0], int | float):
        return [value[1], value[0]]
    return [_swapped(v) for v in value]


def _overlapping(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = copy.deepcopy(features[1]["geometry"])


def _gap(features: list[dict[str, Any]]) -> None:
    """A hole of a square kilometre in the middle of the first unit that can hold it."""
    for feature in features:
        if feature["geometry"]["type"] == "Polygon" and feature["properties"]["ward_code"] == "00376":
            (west, south), (east, north) = (105.0, 20.0), (0.0, 0.0)
            ring = feature["geometry"]["coordinates"][0]
            west, east = min(p[0] for p in ring), max(p[0] for p in ring)
            south, north = min(p[1] for p in ring), max(p[1] for p in ring)
            x, y, r = (west + east) / 2, (south + north) / 2, 0.002
            hole = [[x - r, y - r], [x - r, y + r], [x + r, y + r], [x + r, y - r], [x - r, y - r]]
            feature["geometry"]["coordinates"].append(hole)
            return
    raise AssertionError("no unit to cut a hole into")


def _missing(features: list[dict[str, Any]]) -> None:
    features.pop(0)


def _duplicate(features: list[dict[str, Any]]) -> None:
    features.append(copy.deepcopy(features[0]))


def _unknown(features: list[dict[str, Any]]) -> None:
    features[0]["properties"]["ward_code"] = "99999"


def _without_code(features: list[dict[str, Any]]) -> None:
    features[0]["properties"] = None


def _a_line(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = {"type": "LineString", "coordinates": [[105.8, 21.0], [105.9, 21.1]]}


def _no_geometry(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = None


def _broken_coordinates(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = {"type": "Polygon", "coordinates": [["a", "b"]]}


def _empty(features: list[dict[str, Any]]) -> None:
    features[0]["geometry"] = {"type": "Polygon", "coordinates": []}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_crossing, "không hợp lệ"),
        (_swap_axes, "nằm ngoài vùng Hà Nội"),
        (_overlapping, "chồng lấn"),
        (_gap, "khoảng trống"),
        (_missing, "Thiếu ranh giới"),
        (_duplicate, "xuất hiện nhiều lần"),
        (_unknown, "không phải của đơn vị nào"),
        (_without_code, "không có thuộc tính ward_code"),
        (_a_line, "LineString"),
        (_no_geometry, "cần Polygon"),
        (_broken_coordinates, "không hợp lệ"),
        (_empty, "không hợp lệ"),
    ],
)
def test_a_fault_is_named_and_nothing_is_taken_over(
    cells: dict[str, Any], write: Callable[[Any], Path], spoil: Change, says: str
) -> None:
    spoil(cells["features"])
    report = actions.import_boundaries(write(cells))
    assert any(says in error for error in report.errors), report.errors
    assert not report.ok and not report.written
    assert _with_boundary() == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "FeatureCollection"}', '{"features": []}'])
def test_what_is_no_geojson_is_refused(units: int, write: Callable[[Any], Path], content: str) -> None:
    report = actions.import_boundaries(write(content))
    assert "GeoJSON" in report.errors[0]


def test_a_file_that_cannot_be_read_is_refused(units: int, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Không đọc được"):
        actions.import_boundaries(tmp_path / "none.geojson")


def test_only_the_operator_imports(cells: dict[str, Any], write: Callable[[Any], Path]) -> None:
    with pytest.raises(Denied):
        actions.import_boundaries(write(cells), actor=PUBLIC)
