"""Streets with the old districts through which they run, from `hanoikovoiduocdau` (its module is called otherwise).

The list was collected by hand: its names are cleaned of kinds and wards, and what is no street is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from hanoikovoidcdau import standardize  # type: ignore[import-untyped]  # ships no types

from ihanoi.kernel.folding import fold_words
from ihanoi.places.gazetteer.entries import KnownStreet

_KIND: Final = re.compile(r"^(Phố|Đường|Quốc lộ|Tỉnh lộ|Đại lộ)\s*(?=\S)", re.IGNORECASE)
_NO_STREET: Final = re.compile(
    r"^(Khu|Ng[õá]|Ngách|CT|Km|Lô|Liền kề|LK|KCN|TTTM|Thôn|Số|Trung tâm|Cụm|Phường|Vào|Man|Cả$|Dốc|Cổng)\b|\d{3}",
    re.IGNORECASE,
)


def read_streets() -> tuple[KnownStreet, ...]:
    """Each name once, however many districts and spellings the package has it in."""
    spelt: dict[str, Counter[tuple[str, str]]] = {}
    districts: dict[str, set[str]] = {}
    for name, kind, district in _rows(standardize.data):
        folded = fold_words(name)
        spelt.setdefault(folded, Counter())[name, kind] += 1
        districts.setdefault(folded, set()).add(fold_words(district))
    return tuple(
        KnownStreet(*_best(spelt[folded]), tuple(sorted(districts[folded]))) for folded in sorted(spelt)
    )


def _best(spellings: Counter[tuple[str, str]]) -> tuple[str, str]:
    """The usual spelling. The package calls almost everything "Đường", so that this kind says nothing."""
    name = spellings.most_common(1)[0][0][0]
    kinds = {kind for _, kind in spellings} - {"đường"}
    return name, min(kinds, key=lambda kind: (not kind, kind), default="")


def _rows(data: Any) -> Iterator[tuple[str, str, str]]:
    for district in data["district"]:
        for written in district["streets"]:
            name = written.split(",")[0].strip()
            kind = _KIND.match(name)
            bare = name[kind.end() :] if kind else name
            if len(bare) > 1 and not _NO_STREET.search(bare):
                yield bare, kind[1].lower() if kind else "", district["name"]
