"""What the packages tell of the city: units with the days on which they began, who followed whom, streets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

CITY_FROM: Final = date(2008, 8, 1)  # Resolution 15/2008/QH12 gave the city its present extent
DISTRICTS_FROM: Final = date(2014, 4, 1)  # the last district founded: Bắc and Nam Từ Liêm
COMMUNES_OF_2020_FROM: Final = date(2020, 3, 1)  # the 579 after Resolution 895/NQ-UBTVQH14
LAST_DAY_OF_579: Final = date(2024, 12, 31)
OLD_COMMUNES_FROM: Final = date(2025, 1, 1)  # the 526 after Resolution 1286/NQ-UBTVQH15
TWO_TIERS_FROM: Final = date(2025, 7, 1)  # the 126 of Resolution 1656/NQ-UBTVQH15
LAST_DAY_OF_THREE_TIERS: Final = date(2025, 6, 30)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of the package. `parent` is the code of the district of an old commune."""

    code: str
    kind: str
    name: str
    short_name: str
    lat: float
    lon: float
    area_km2: float | None = None
    box: Box | None = None  # west, south, east, north
    parent: str | None = None
    aliases: tuple[str, ...] = ()  # names of communes merged into it, as letters only: "buithixuan"


@dataclass(frozen=True, slots=True)
class KnownStreet:
    """A street without "Phố" or "Đường", and the folded names of the old districts through which it runs."""

    name: str
    kind: str
    districts: tuple[str, ...]


Link = tuple[str, str, bool]
"""Old code, new code, whether the new unit received the larger part."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The units of Hanoi through time, and who followed whom: the 579 the 526, those the 126."""

    city: Entry
    districts: tuple[Entry, ...]
    communes_of_2020: tuple[Entry, ...]
    old_communes: tuple[Entry, ...]
    communes: tuple[Entry, ...]
    mergers_of_2025_01: tuple[Link, ...]
    successions: tuple[Link, ...]


def folder(package: str) -> Path:
    """Where an installed package lies; found without running it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {package} is not installed")
    return Path(spec.submodule_search_locations[0])
