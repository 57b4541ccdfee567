"""Completing an address: today's units, former ones, streets; accents and slips forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ihanoi.kernel.folding import fold
from ihanoi.places import queries
from tests.places.city_of_names import Writer, names, suggester


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hoan kiem", "Phường Hoàn Kiếm"),
        ("Hoàn Ki", "Phường Hoàn Kiếm"),
        ("trung phung", "Phường Trung Phụng, quận Đống Đa"),
        ("12 Hàng Bông, hoan k", "12 Hàng Bông, phường Hoàn Kiếm"),
        ("so 5 pho le thanh ngh", "so 5 phố Lê Thanh Nghị, quận Hai Bà Trưng"),
        ("12 ngõ 3, p. trug hoa", "12 ngõ 3, phường Trung Hòa, quận Cầu Giấy"),
        ("Tổ 5 tt trau q", "Tổ 5 thị trấn Trâu Quỳ, huyện Gia Lâm"),
        ("pho hue", "Phố Huế, quận Hai Bà Trưng"),
        ("xa dong an", "Xã Đông Anh"),
    ],
)
def test_what_is_typed_is_completed(typed: str, first: str) -> None:
    assert suggester().suggest(typed)[0].text == first


def test_a_former_commune_says_what_it_is_now_the_larger_part_first() -> None:
    found = suggester().suggest("phường Trung Hòa")[0]
    assert (found.kind, found.name, found.district) == ("former", "Phường Trung Hòa", "quận Cầu Giấy")
    assert found.now[0] == "Phường Yên Hòa" and len(found.now) == 3


def test_after_a_house_number_streets_come_first_and_after_a_kind_only_units() -> None:
    assert suggester().suggest("12 Thành Cô")[0].kind == "street"
    assert {s.kind for s in suggester().suggest("phường Thành Cô")} <= {"unit", "former"}
    assert {s.kind for s in suggester().suggest("phố Thành Cô")} == {"street"}


def test_a_third_of_the_units_is_found_by_name_with_and_without_accents_and_with_a_slip() -> None:
    write, slips = Writer(3), 0
    units = list(names().new.values())[::3]
    for unit in units:
        assert unit.name in {s.name for s in suggester().suggest(unit.short_name)}, unit.name
        assert unit.name in {s.name for s in suggester().suggest(fold(unit.short_name))}, unit.name
        slips += unit.name in {s.name for s in suggester().suggest(write.slip(fold(unit.short_name)))}
    assert slips / len(units) >= 0.9


@pytest.mark.parametrize("typed", ["", " ", "a", "12", "12,", "🙂🙂", "qqqqq", "phường "])
def test_nothing_is_completed_from_nothing(typed: str) -> None:
    assert suggester().suggest(typed) == []


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(typed: str) -> None:
    assert len(suggester().suggest(typed)) <= 8


def test_the_query_knows_the_days_units(db: None, units: int) -> None:
    assert queries.suggest("hoan kiem")[0].name == "Phường Hoàn Kiếm"
    assert queries.suggest("hoan kiem", 1) == queries.suggest("hoan kiem")[:1]
