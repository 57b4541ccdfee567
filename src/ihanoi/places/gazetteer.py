"""Hanoi's units as the package `vietnamadminunits` ships them: its data files, never its code.

Its `convert_address()` would call a foreign server, and importing it loads the parsers of the whole country.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

CITY_FROM: Final = date(2008, 8, 1)  # Resolution 15/2008/QH12 gave the city its present extent
DISTRICTS_FROM: Final = date(2014, 4, 1)  # the last district founded: Bắc and Nam Từ Liêm
OLD_COMMUNES_FROM: Final = date(2025, 1, 1)  # the 526 after Resolution 1286/NQ-UBTVQH15
TWO_TIERS_FROM: Final = date(2025, 7, 1)  # the 126 of Resolution 1656/NQ-UBTVQH15
LAST_DAY_OF_THREE_TIERS: Final = date(2025, 6, 30)

_PROVINCE: Final = "01"
_PROVINCE_KEY: Final = "thanhphohanoi"
# Văn Khê (Mê Linh) also gave land to Ô Diên, which the package misses: official text of the resolution.
_MISSING_SUCCESSIONS: Final = (("09013", "09817"),)

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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything that the package knows about Hanoi. Successions: old code, new code, whether the default."""

    city: Entry
    districts: tuple[Entry, ...]
    old_communes: tuple[Entry, ...]
    communes: tuple[Entry, ...]
    successions: tuple[tuple[str, str, bool], ...]


def read() -> Gazetteer:
    """Read the package's files (a tenth of a second)."""
    data = _data_folder()
    with closing(sqlite3.connect(f"{(data / 'dataset.db').as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        new = db.execute("SELECT * FROM admin_units WHERE provinceCode = ?", (_PROVINCE,)).fetchall()
        old = db.execute("SELECT * FROM admin_units_legacy WHERE provinceCode = ?", (_PROVINCE,)).fetchall()
    districts = {row["districtCode"]: _district(row) for row in old}
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    return Gazetteer(
        city=_city(old[0]),
        districts=tuple(districts[code] for code in sorted(districts)),
        old_communes=tuple(_old_commune(row) for row in sorted(old, key=lambda r: r["wardCode"])),
        communes=tuple(_commune(row) for row in sorted(new, key=lambda r: r["wardCode"])),
        successions=tuple(_successions(converter, old, new)),
    )


def _data_folder() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package vietnamadminunits is not installed")
    return Path(spec.submodule_search_locations[0]) / "data"


def _box(text: str) -> Box:
    """ "south,west – north,east" in the package."""
    (south, west), (north, east) = (map(float, corner.split(",")) for corner in text.split("–"))
    return west, south, east, north


def _city(row: Any) -> Entry:
    return Entry(
        code=_PROVINCE, kind="thành phố", name=row["province"], short_name=row["provinceShort"],
        lat=row["provinceLat"], lon=row["provinceLon"], box=_box(row["provinceBounds"]),
    )  # fmt: skip


def _district(row: Any) -> Entry:
    return Entry(
        code=row["districtCode"], kind=row["districtType"].lower(), name=row["district"],
        short_name=row["districtShort"], lat=row["districtLat"], lon=row["districtLon"],
        box=_box(row["districtBounds"]), parent=_PROVINCE,
    )  # fmt: skip


def _old_commune(row: Any) -> Entry:
    return Entry(
        code=row["wardCode"], kind=row["wardType"].lower(), name=row["ward"], short_name=row["wardShort"],
        lat=row["wardLat"], lon=row["wardLon"], box=_box(row["wardBounds"]), parent=row["districtCode"],
    )  # fmt: skip


def _commune(row: Any) -> Entry:
    return Entry(
        code=row["wardCode"], kind=row["wardType"].lower(), name=row["ward"], short_name=row["wardShort"],
        lat=row["wardLat"], lon=row["wardLon"], area_km2=row["wardAreaKm2"], parent=_PROVINCE,
    )  # fmt: skip


def _successions(converter: Any, old: list[Any], new: list[Any]) -> Iterator[tuple[str, str, bool]]:
    old_code = {f"{_PROVINCE_KEY}_{r['districtKey']}_{r['wardKey']}": r["wardCode"] for r in old}
    new_code = {r["wardKey"]: r["wardCode"] for r in new}
    for key, whole in converter["DICT_PROVINCE_WARD_NO_DIVIDED"][_PROVINCE_KEY].items():
        yield from ((old_code[k], new_code[key], True) for k in whole)
    for key, parts in converter["DICT_PROVINCE_WARD_DIVIDED"][_PROVINCE_KEY].items():
        yield from ((old_code[key], new_code[p["newWardKey"]], p["isDefaultNewWard"]) for p in parts)
    yield from ((a, b, False) for a, b in _MISSING_SUCCESSIONS)
