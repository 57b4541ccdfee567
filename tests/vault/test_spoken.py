"""Numbers and addresses are sealed inside what people write; dates, prices and codes of reports stay to be read."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import TextField
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.vault import spoken
from ihanoi.vault.fields import SpokenField
from ihanoi.vault.rules import KeyRing, Unsealable

OLD, NEW = ("a", bytes([1]) * 32), ("b", bytes([2]) * 32)
INDEX = bytes([9]) * 32
RING = KeyRing(dict([OLD]), INDEX)
BOTH = KeyRing(dict([NEW, OLD]), INDEX)
PLACE = "cases_message.text"


@pytest.mark.parametrize(
    "number",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "0912,345,678",
        "0912 . 345 . 678",
        "0 912 345 678",
        "+84912345678",
        "+84 912 345 678",
        "(+84) 912.345.678",
        "(024) 3825 3536",
        "001099000111",
        "001.099.000.111",
        "0010 9900 0111",
        "001\u00a0099\u00a0000\u200b111",
        "012345678",
        "toi.viet+1@example.org",
        "AI.DO@Công-ty.vn",
    ],
)
def test_a_number_or_address_is_sealed_however_it_is_written(number: str) -> None:
    text = f"Gọi {number} nhé, vỉa hè bong."
    stored = spoken.seal(text, RING, PLACE)
    assert stored.startswith("Gọi ") and stored.endswith(" nhé, vỉa hè bong.")
    sealed = stored.index(spoken.OPENING), stored.index(spoken.CLOSING)
    assert not any(sign.isdigit() or sign == "@" for sign in stored[: sealed[0]] + stored[sealed[1] :])
    assert spoken.unseal(stored, RING, PLACE) == text
    assert spoken.is_current(stored, RING)


@pytest.mark.parametrize(
    "text",
    ["Hẹn 17/11/2026, số 29 ngõ 12", "giá 12.500.000 đ", "HN-2611-000123", "tổng đài 1022", "8.30-9.00"],
)
def test_what_is_no_number_of_anybody_stays(text: str) -> None:
    assert spoken.seal(text, RING, PLACE) == text
    assert spoken.hidden(text) == text
    assert spoken.is_current(text, RING)


@given(st.text(st.characters(codec="utf-8", exclude_characters=[spoken.OPENING, spoken.CLOSING])))
def test_whatever_was_written_is_read_again(text: str) -> None:
    stored = spoken.seal(text, RING, PLACE)
    assert spoken.unseal(stored, RING, PLACE) == text
    assert spoken.is_current(stored, RING)
    assert len(spoken.hidden(text)) == len(text)


def test_nobody_types_a_sealed_part() -> None:
    typed = f"{spoken.OPENING}AQFh{spoken.CLOSING} rồi"
    assert spoken.unseal(spoken.seal(typed, RING, PLACE), RING, PLACE) == "AQFh rồi"


def test_a_part_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(Unsealable):
        spoken.unseal(spoken.seal("0912345678", RING, PLACE), RING, "cases_case.text")


def test_what_an_older_key_sealed_or_none_is_not_current() -> None:
    assert not spoken.is_current("Gọi 0912345678", BOTH)
    stored = spoken.seal("Gọi 0912345678", RING, PLACE)
    assert not spoken.is_current(stored, BOTH)
    assert spoken.unseal(stored, BOTH, PLACE) == "Gọi 0912345678"


PLAIN = {
    "cases_case.folded",  # for the search: numbers are hidden in it
    "cases_reason.advice",  # of the city, to everybody
    "accountability_directive.folded",  # of documents of the city, found by their numbers
}


def test_no_text_is_kept_in_a_column_that_seals_nothing() -> None:
    rooms = [model for model in apps.get_models() if model.__module__.startswith("ihanoi.")]
    texts = [
        field
        for model in rooms
        for field in model._meta.local_concrete_fields
        if isinstance(field, TextField)
    ]
    plain = [field for field in texts if not isinstance(field, SpokenField)]
    assert {f"{field.model._meta.db_table}.{field.column}" for field in plain} == PLAIN


def test_documents_are_hidden_text_by_text() -> None:
    given = {"text": "gọi 0912 345 678", "files": 2, "to": ("a@b.vn", ["029 3825 3536"]), "none": None}
    assert spoken.masked(given) == {
        "text": "gọi •••• ••• •••",
        "files": 2,
        "to": ("•@•.••", ["••• •••• ••••"]),
        "none": None,
    }
