"""Hanoi's units through time and its streets, as three packages ship them."""

from ihanoi.places.gazetteer.entries import (
    CITY_FROM,
    COMMUNES_OF_2020_FROM,
    DISTRICTS_FROM,
    LAST_DAY_OF_579,
    LAST_DAY_OF_THREE_TIERS,
    OLD_COMMUNES_FROM,
    TWO_TIERS_FROM,
    Entry,
    Gazetteer,
    KnownStreet,
)
from ihanoi.places.gazetteer.streets import read_streets
from ihanoi.places.gazetteer.units import read

__all__ = [
    "CITY_FROM", "COMMUNES_OF_2020_FROM", "DISTRICTS_FROM", "LAST_DAY_OF_579", "LAST_DAY_OF_THREE_TIERS",
    "OLD_COMMUNES_FROM", "TWO_TIERS_FROM", "Entry", "Gazetteer", "KnownStreet", "read", "read_streets",
]  # fmt: skip
