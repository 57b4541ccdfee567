"""Points with the unit they lie in: {"lat", "lon", "ward": [code, name]} → is the unit found?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from ihanoi.operation.evaluation.figures import Figure, Figures, median_ms, share
from ihanoi.places import queries as places

FIRST, IN_THREE, BY_BOUNDARIES = 0.91, 1.0, 1.0  # what issue and page promise


def evaluate(rows: Iterable[Mapping[str, Any]], shapes: Mapping[str, Any] | None = None) -> Figures:
    """Always by the fallback; and by boundaries where `shapes` (by code) or the installation has them."""
    known = list(rows)
    figures, misses = _figures(known, places.locator({}), "without boundaries", FIRST, IN_THREE)
    exact = places.locator(shapes)
    if not exact.approximate:
        more, missed = _figures(known, exact, "with boundaries", BY_BOUNDARIES, BY_BOUNDARIES)
        figures, misses = [*figures, *more], [*misses, *missed]
    return Figures("points", tuple(figures), tuple(misses))


def _figures(
    rows: list[Mapping[str, Any]], locator: places.Locator, how: str, first: float, in_three: float
) -> tuple[list[Figure], list[dict[str, Any]]]:
    firsts, threes, seconds, misses = [], [], [], []
    for row in rows:
        begun = time.perf_counter()
        candidates = locator.place(row["lat"], row["lon"]).candidates
        seconds.append(time.perf_counter() - begun)
        code, name = row["ward"]
        answered = [guess.code for guess in candidates[:3]]
        firsts.append(answered[:1] == [code])
        threes.append(code in answered)
        if not firsts[-1]:
            where = f"{row['lat']}, {row['lon']}"
            misses.append({"how": how, "point": where, "right": name, "answered": _told(candidates)})
    return [
        share(f"unit of a point, {how}, first", firsts, first),
        share(f"unit of a point, {how}, among three", threes, in_three),
        median_ms(f"time of one point, {how}", seconds),
    ], misses


def _told(candidates: tuple[places.PlaceGuess, ...]) -> str:
    return ", ".join(f"{guess.name} {guess.confidence:.0%}" for guess in candidates[:3]) or "nothing"
