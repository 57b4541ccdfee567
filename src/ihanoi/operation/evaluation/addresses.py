"""Address texts with the district (or today's unit) and the ward that they mean: are both read?"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ihanoi.kernel.folding import fold_words
from ihanoi.operation.evaluation.figures import Figures, median_ms, share
from ihanoi.places import queries as places

GOAL: Final = 0.95
GOAL_MS: Final = 1.0
COMPLETED_MS: Final = 20.0
TYPED: Final = 12  # letters of an address after which completions are asked for

_KINDS: Final = ("thanh pho ", "thi tran ", "thi xa ", "phuong ", "quan ", "huyen ", "xa ")


def evaluate(rows: Iterable[Mapping[str, str]]) -> Figures:
    """A row: "text", "district_or_new_unit", "ward" (of before 1/7/2025, or today's), and "style" if any."""
    districts, wards, both, seconds, completing = [], [], [], [], []
    by_style: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for row in rows:
        begun = time.perf_counter()
        address = places.read_address(row["text"])
        seconds.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        places.suggest(row["text"][:TYPED])
        completing.append(time.perf_counter() - begun)
        districts.append(_agrees(row.get("district_or_new_unit"), set(_upper(address.best))))
        wards.append(_agrees(row.get("ward"), set(_lower(address.best))))
        both.append(districts[-1] and wards[-1])
        by_style[row.get("style") or "?"].append(both[-1])
        if not both[-1]:
            right = f"{row.get('ward')}, {row.get('district_or_new_unit')}"
            misses.append({"text": row["text"], "right": right, "answered": _told(address.best)})
    return Figures(
        "addresses",
        (
            share("district or new unit", districts, GOAL),
            share("ward", wards, GOAL),
            share("district and ward", both, GOAL),
            *(share(f"both, style {style}", right) for style, right in sorted(by_style.items())),
            median_ms("time of one address", seconds, GOAL_MS),
            median_ms("time of one completion", completing, COMPLETED_MS),
        ),
        tuple(misses),
    )


def _agrees(wanted: str | None, answered: set[str]) -> bool:
    """A cell left blank asks nothing."""
    return not wanted or _bare(wanted) in answered


def _upper(reading: places.Reading | None) -> Iterator[str]:
    """What may stand for the district: it, or today's unit where the text names that."""
    if reading is not None:
        yield from (_bare(u.short_name) for u in (reading.district, reading.unit) if u)


def _lower(reading: places.Reading | None) -> Iterator[str]:
    """What may stand for the ward: it, what it was merged into before 30/6/2025, or today's unit."""
    if reading is None:
        return
    if reading.unit:
        yield _bare(reading.unit.short_name)
    if reading.commune:
        yield _bare(reading.commune.short_name)
        merged = (unit for unit, _main in places.successors(reading.commune.id) if unit.valid_to)
        yield from (_bare(unit.short_name) for unit in merged)


def _bare(name: str) -> str:
    folded = fold_words(name)
    return next((folded.removeprefix(kind) for kind in _KINDS if folded.startswith(kind)), folded)


def _told(reading: places.Reading | None) -> str:
    if reading is None:
        return "nothing"
    named = [u.name for u in (reading.commune, reading.district, reading.unit) if u]
    return f"{', '.join(named)} ({reading.confidence:.0%})"
