"""What a citizen number says, and which cannot be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.people import rules
from ihanoi.people.provinces import PROVINCES
from ihanoi.people.words import Sex

YEAR = 2026
years = st.integers(1900, YEAR)
tails = st.integers(0, 999_999).map("{:06d}".format)


def number(province: str, year: int, *, woman: bool, tail: str) -> str:
    """The rule turned round: century and sex in one digit, two digits of the year."""
    return f"{province}{2 * ((year - 1900) // 100) + woman}{year % 100:02d}{tail}"


@given(st.sampled_from(sorted(PROVINCES)), years, st.booleans(), tails)
def test_it_says_what_it_was_made_of(province: str, year: int, woman: bool, tail: str) -> None:
    said = number(province, year, woman=woman, tail=tail)
    read = rules.citizen_id(said, YEAR)
    assert read is not None
    assert (read.number, read.birth_year) == (said, year)
    assert read.sex == (Sex.FEMALE if woman else Sex.MALE)


@given(st.sampled_from(sorted(PROVINCES)), st.integers(YEAR + 1, 2399), st.booleans(), tails)
def test_nobody_is_born_in_years_to_come(province: str, year: int, woman: bool, tail: str) -> None:
    assert rules.citizen_id(number(province, year, woman=woman, tail=tail), YEAR) is None


@given(st.integers(0, 999).map("{:03d}".format), years, st.booleans(), tails)
def test_a_province_is_one_of_63(province: str, year: int, woman: bool, tail: str) -> None:
    said = number(province, year, woman=woman, tail=tail)
    assert (rules.citizen_id(said, YEAR) is not None) == (province in PROVINCES)
    assert (
        rules.citizen_id(said, YEAR, seen=True) is not None
    )  # whoever has the card in hand may vouch for it


@given(st.text(max_size=20))
def test_anything_else_is_refused_without_an_error(text: str) -> None:
    read = rules.citizen_id(text, YEAR, seen=True)
    digits = "".join(c for c in text if c in "0123456789")
    assert read is None or (read.number == digits and len(digits) == 12)


@pytest.mark.parametrize("typed", ["001 090 000 123", "001.090.000.123", " 001090000123 "])
def test_blanks_and_dots_are_understood(typed: str) -> None:
    read = rules.citizen_id(typed, YEAR)
    assert read is not None and read.number == "001090000123" and read.birth_year == 1990


@pytest.mark.parametrize("typed", ["", "00109000012", "0010900001234", "001-090-000-123", "٠٠١٠٩٠٠٠٠١٢٣"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert rules.citizen_id(typed, YEAR) is None


def test_there_are_63_provinces() -> None:
    assert len(PROVINCES) == len(set(PROVINCES.values())) == 63


@given(st.integers(0, 10**12 - 1).map("{:012d}".format))
def test_a_mask_shows_the_ends_alone(said: str) -> None:
    masked = rules.masked_id(said)
    assert len(masked) == 12 and masked[:3] == said[:3] and masked[-2:] == said[-2:]
    assert masked[3:-2] == "•" * 7


def test_no_number_has_no_mask() -> None:
    assert rules.masked_id("") == ""


@pytest.mark.parametrize(
    ("printed", "year"),
    [("17/05/1990", 1990), ("7-5-1990", 1990), ("17.05.1990", 1990), (" 1945 ", 1945), ("29/02/2000", 2000)],
)
def test_a_day_of_birth_as_cards_print_it(printed: str, year: int) -> None:
    assert rules.birth_year(printed) == year


@pytest.mark.parametrize(
    "printed", ["", "31/02/1990", "05/1990", "17/05/90", "0000", "1990-05-17", "năm 1990"]
)
def test_what_is_no_day_of_birth(printed: str) -> None:
    assert rules.birth_year(printed) is None
