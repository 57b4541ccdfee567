"""The units through time, as installed from the package."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.kernel import kept
from ihanoi.kernel.actor import Actor, Seat
from ihanoi.kernel.denials import Denied
from ihanoi.places import actions, models, queries

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_the_city_has_126_units_since_july_2025_and_526_or_579_communes_before(units: int) -> None:
    assert units == 1 + 30 + 579 + 526 + 126
    assert Counter(u.kind for u in queries.units(date(2024, 12, 31))) == {
        "phường": 175,
        "xã": 383,
        "thị trấn": 21,
    }
    assert len(queries.units(date(2020, 3, 1), "district")) == 30
    assert Counter(u.kind for u in queries.units(AFTER)) == {"phường": 51, "xã": 75}
    assert Counter(u.kind for u in queries.units(BEFORE)) == {"phường": 160, "xã": 345, "thị trấn": 21}
    assert len(queries.units(BEFORE, "district")) == 30
    assert queries.units(AFTER, "district") == ()
    assert [u.name for u in queries.units(level="city")] == ["Thành phố Hà Nội"]


def test_a_code_given_again_means_another_unit_at_another_time(units: int) -> None:
    before, after = queries.unit("00004", BEFORE), queries.unit("00004", AFTER)
    assert before and after
    assert (before.name, after.name) == ("Phường Trúc Bạch", "Phường Ba Đình")
    assert queries.unit("00004") == after
    assert queries.unit("99999") is None
    assert queries.unit_by_id(before.id) == before


def test_parents_lead_from_an_old_commune_to_its_district_and_the_city(units: int) -> None:
    old = queries.unit("00004", BEFORE)
    assert old and old.parent_id
    district = queries.unit_by_id(old.parent_id)
    assert district and district.name == "Quận Ba Đình" and district.parent_id
    city = queries.unit_by_id(district.parent_id)
    assert city and city.level == "city"


def test_every_old_commune_has_one_main_successor(units: int) -> None:
    links = list(models.Succession.objects.values_list("old_id", "old__valid_to", "is_default"))
    assert Counter(Counter(old for old, _, default in links if default).values()) == {1: 579 + 526}
    assert sum(day == BEFORE for _, day, _ in links) == 795
    assert max(Counter(old for old, _, _ in links).values()) == 5


def test_the_successions_are_those_of_the_official_text(units: int, shared: Path) -> None:
    """Three rows of the package were wrong once: Cổ Bi, Đặng Xá, and Văn Khê, which still is."""
    with (shared / "hanoi_admin" / "hanoi_old526_to_new126.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            old = queries.unit(row["old_code"], BEFORE)
            assert old
            heirs = queries.successors(old.id)
            assert {u.code for u, _ in heirs} == set(row["new_codes"].split("|")), row["old_ward"]
            assert heirs[0][0].code == row["default_new_code"], row["old_ward"]


@pytest.mark.parametrize(
    ("code", "name", "heirs"),
    [
        ("00010", "Phường Nguyễn Trung Trực", ["Phường Trúc Bạch"]),  # gone, its name too
        ("00223", "Phường Thịnh Quang", ["Phường Thịnh Quang"]),  # the name stayed, the code did not
        ("00226", "Phường Trung Tự", ["Phường Phương Liên Trung Tự", "Phường Kim Liên"]),  # divided
        ("09583", "Phường Quang Trung", ["Phường Ngô Quyền"]),  # that of Sơn Tây, not of Hà Đông
    ],
)
def test_a_commune_of_before_2025_leads_to_those_of_that_year(
    units: int, code: str, name: str, heirs: list[str]
) -> None:
    unit = queries.unit(code, date(2024, 12, 31))
    assert unit and unit.name == name and unit.valid_from == date(2020, 3, 1)
    assert [u.name for u, _ in queries.successors(unit.id)] == heirs


def test_the_successors_of_a_split_commune_come_main_one_first(units: int) -> None:
    van_khe = queries.unit("09013", BEFORE)
    assert van_khe
    found = [(u.name, main) for u, main in queries.successors(van_khe.id)]
    assert found[0] == ("Xã Mê Linh", True)
    assert {name for name, _ in found} == {"Xã Mê Linh", "Xã Yên Lãng", "Xã Tiến Thắng", "Xã Ô Diên"}


def test_installing_again_changes_nothing_and_keeps_boundaries(units: int) -> None:
    row = models.Unit.objects.get(code="00070", valid_from=AFTER)
    models.Unit.objects.filter(id=row.id).update(boundary={"type": "Polygon", "coordinates": []}, name="?")
    assert actions.install_units() == units == models.Unit.objects.count()
    row.refresh_from_db()
    assert row.name == "Phường Hoàn Kiếm"
    assert row.boundary == {"type": "Polygon", "coordinates": []}


def test_only_operators_of_the_city_install(units: int) -> None:
    for role, agency_id in (("handler", 1), ("operator", 2)):
        with pytest.raises(Denied):
            actions.install_units(actor=Actor(1, seats=(Seat(role, agency_id),)))
    actions.install_units(actor=Actor(1, seats=(Seat("operator", 1),)))


def test_questions_within_a_second_do_not_touch_the_database(
    units: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries.units()
    monkeypatch.setattr(kept, "LOOK_AGAIN_S", 3600.0)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _ in range(50):
            queries.unit_at(21.0285, 105.8542)
    assert len(asked) <= 1


def test_a_change_made_elsewhere_is_noticed(units: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert queries.units(AFTER)
    models.Unit.objects.filter(code="00070").update(name="Phường Khác")  # as another process would
    models.Revision.objects.update(stamp="00000000-0000-0000-0000-000000000001")
    monkeypatch.setattr(kept, "LOOK_AGAIN_S", 0.0)
    found = queries.unit("00070", AFTER)
    assert found and found.name == "Phường Khác"
    assert queries.map_version() == "00000000000000000000000000000001"


def test_neighbours_touch_each_other(units: int) -> None:
    mine = queries.unit("00070", AFTER)
    assert mine
    near = queries.neighbours(mine.id)
    assert {"Phường Cửa Nam", "Phường Hồng Hà"} <= {u.name for u in near}
    assert mine not in near
    assert all(mine in queries.neighbours(u.id) for u in near)
    assert all(queries.neighbours(u.id) for u in queries.units(AFTER))


def test_an_old_commune_had_neighbours_of_its_time(units: int) -> None:
    old = queries.unit("00004", BEFORE)
    assert old and queries.neighbours(old.id)
    assert all(u.valid_to == BEFORE for u in queries.neighbours(old.id))


def test_with_boundaries_neighbours_share_a_border(units: int, shared: Path) -> None:
    actions.import_boundaries(shared / "hanoi_admin" / "hanoi_wards_2025_osm.geojson")
    mine = queries.unit("00070", AFTER)
    assert mine
    assert {u.short_name for u in queries.neighbours(mine.id)} == {"Ba Đình", "Cửa Nam", "Hồng Hà"}
