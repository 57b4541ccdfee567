"""The demo's places lie in the ward that they name; measured against real boundaries where they are at hand."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from ihanoi.demo import reports
from ihanoi.places import queries as places

ROOT = Path(__file__).parents[2]
FILE = (
    Path(os.environ.get("IHANOI_SHARED", ROOT.parent / "shared"))
    / "data/hanoi_admin/hanoi_wards_2025_osm.geojson"
)


@pytest.mark.skipif(
    not FILE.exists(), reason="no boundaries: set IHANOI_SHARED to the folder that holds data/hanoi_admin"
)
def test_spots_lie_in_their_ward(founded: None, db: None) -> None:
    features = json.loads(FILE.read_text())["features"]
    areas = {feature["properties"]["ward_code"]: shape(feature["geometry"]) for feature in features}
    rng = random.Random(5)
    outside = {}
    for code in reports.ward_codes():
        spots = [reports.spot(rng, code) for _ in range(60)]
        missed = sum(not areas[code].contains(Point(s.lon, s.lat)) for s in spots)
        if missed > 6:
            outside[code] = missed
    assert not outside


def test_spots_name_their_ward(founded: None, db: None) -> None:
    spot = reports.spot(random.Random(1), "00082")
    assert spot.address.endswith("phường Cửa Nam")
    unit = places.unit("00082")
    assert unit is not None
    assert spot.unit_id == unit.id
