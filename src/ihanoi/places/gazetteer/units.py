"""The 30 districts, the 526 communes until 30/6/2025 and the 126 units since, from `vietnamadminunits`.

Its data files, never its code: `convert_address()` would call a foreign server, and importing it loads the parsers of
the whole country.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from ihanoi.places.gazetteer import older
from ihanoi.places.gazetteer.entries import Box, Entry, Gazetteer, folder

_PROVINCE: Final = "01"
_PROVINCE_KEY: Final = "thanhphohanoi"
# Văn Khê (Mê Linh) also gave land to Ô Diên, which the package misses: official text of the resolution.
_MISSING_SUCCESSIONS: Final = (("09013", "09817"),)
_KIND_BEHIND: Final = re.compile(r" \(.*\)$")  # "Yên Viên (Xã)"


def read() -> Gazetteer:
    """Read the packages' files (a tenth of a second)."""
    data = folder("vietnamadminunits") / "data"
    with closing(sqlite3.connect(f"{(data / 'dataset.db').as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        new = db.execute("SELECT * FROM admin_units WHERE provinceCode = ?", (_PROVINCE,)).fetchall()
        old = db.execute(
            "SELECT * FROM admin_units_legacy WHERE provinceCode = ? ORDER BY wardCode", (_PROVINCE,)
        ).fetchall()
    districts = {row["districtCode"]: _district(row) for row in old}
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    later = [_old_commune(row) for row in old]
    merged = {row["wardCode"]: _merged_names(row) for row in old}
    before, mergers = older.read(later, merged)
    return Gazetteer(
        city=_city(old[0]),
        districts=tuple(districts[code] for code in sorted(districts)),
        communes_of_2020=tuple(before),
        old_communes=tuple(older.still_said(later, merged, before, districts.values())),
        communes=tuple(_commune(row) for row in sorted(new, key=lambda r: r["wardCode"])),
        mergers_of_2025_01=tuple(mergers),
        successions=tuple(_successions(converter, old, new)),
    )


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
        code=row["wardCode"], kind=row["wardType"].lower(), name=row["ward"], short_name=_short(row["wardShort"]),
        lat=row["wardLat"], lon=row["wardLon"], box=_box(row["wardBounds"]), parent=row["districtCode"],
    )  # fmt: skip


def _short(name: str) -> str:
    return _KIND_BEHIND.sub("", name)


def _merged_names(row: Any) -> list[str]:
    """Former communes that went into this one: "nguyentrungtruc"; those with their kind before them left out."""
    written = json.loads(row["wardAlias"] or "[]")
    return [name for name in dict.fromkeys(written) if not name.startswith(("phuong", "xa", "thitran"))
            or f"phuong{name}" in written or f"xa{name}" in written]  # fmt: skip


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
