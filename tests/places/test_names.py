"""Units by name: forgiving search, and names inside typed addresses."""

from __future__ import annotations

import pytest

from ihanoi.places import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Cửa Nam", "Phường Cửa Nam"),
        ("cua nam", "Phường Cửa Nam"),
        ("p. cua nam", "Phường Cửa Nam"),
        ("  CỬA   NAM ", "Phường Cửa Nam"),
        ("xã Đông Anh", "Xã Đông Anh"),
        ("dong anh", "Xã Đông Anh"),
        ("đông an", "Xã Đông Anh"),
        ("hoan kim", "Phường Hoàn Kiếm"),
        ("kiem", "Phường Hoàn Kiếm"),
        ("00070", "Phường Hoàn Kiếm"),
        ("văn miếu", "Phường Văn Miếu - Quốc Tử Giám"),
        ("quoc tu giam", "Phường Văn Miếu - Quốc Tử Giám"),
    ],
)
def test_search_forgives(units: int, typed: str, first: str) -> None:
    assert queries.search_units(typed)[0].name == first


def test_search_finds_every_unit_by_its_own_name_with_and_without_accents(units: int) -> None:
    for unit in queries.units():
        assert queries.search_units(unit.name, 3)[0] == unit
        assert unit in queries.search_units(unit.folded, 3)


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "zzzzzz"])
def test_search_finds_nothing_in_nothing(units: int, typed: str) -> None:
    assert queries.search_units(typed) == []


def test_search_keeps_to_its_limit(units: int) -> None:
    assert len(queries.search_units("thanh", 3)) == 3


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("12 Hàng Bông, phường Hoàn Kiếm, Hà Nội", "Phường Hoàn Kiếm"),
        ("so 5 ngo 3 phuong cua nam", "Phường Cửa Nam"),
        ("P.Cửa Nam, HN", "Phường Cửa Nam"),
        ("thôn Đoài, xã Đông Anh", "Xã Đông Anh"),
        ("12 phố Cửa Nam, phường Hoàn Kiếm", "Phường Hoàn Kiếm"),
        ("Số 1 Đại Cồ Việt, phường Bách Khoa, quận Hai Bà Trưng", "Phường Bạch Mai"),
        ("P.Dịch Vọng Hậu, Q.Cầu Giấy", "Phường Cầu Giấy"),
        ("thị trấn Trâu Quỳ", "Xã Gia Lâm"),
    ],
)
def test_an_address_names_its_unit_by_new_and_old_names(units: int, address: str, first: str) -> None:
    assert queries.find_address(address)[0].name == first


def test_an_old_commune_that_was_split_gives_all_its_successors(units: int) -> None:
    found = queries.find_address("xã Văn Khê, huyện Mê Linh")
    assert found[0].name == "Xã Mê Linh"
    assert len(found) == 4
    assert all(g.distance_m is None for g in found)
    assert sum(g.confidence for g in found) <= 1.0001


def test_a_district_named_without_its_kind_still_tells_the_time_of_the_name(units: int) -> None:
    found = queries.find_address("Đèn hỏng ở phường Trung Hòa, Cầu Giấy")
    assert found[0].name == "Phường Yên Hòa"


def test_a_district_alone_gives_weak_guesses_inside_it(units: int) -> None:
    found = queries.find_address("ngõ 9, quận Hoàn Kiếm")
    assert {"Phường Hoàn Kiếm", "Phường Cửa Nam"} <= {g.name for g in found}
    assert sum(g.confidence for g in found) <= 0.3


@pytest.mark.parametrize("address", ["", "không rõ ở đâu"])
def test_nothing_names_no_unit(units: int, address: str) -> None:
    assert queries.find_address(address) == ()
