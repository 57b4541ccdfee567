"""Finding units by name as people type them: without accents, abbreviated, or mistyped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ihanoi.kernel.folding import fold_words
from ihanoi.places.rules.units import Unit

_KIND: Final = {
    "phường": r"phuong|phg|p",
    "xã": r"xa|x",
    "thị trấn": r"thi tran|tt",
    "quận": r"quan|q",
    "huyện": r"huyen|h",
    "thị xã": r"thi xa|tx",
    "thành phố": r"thanh pho|tp",
}
_ANY_KIND: Final = re.compile(rf"^(?:{'|'.join(_KIND.values())})\s+(?=\S)")
_LEAST_LIKENESS: Final = 0.3


def search(units: Sequence[Unit], text: str, limit: int) -> list[Unit]:
    """Units whose name is, begins with, contains, or resembles the text; best first, then by name."""
    typed = fold_words(text)
    wanted = _ANY_KIND.sub("", typed)
    if not wanted:
        return []
    scored = [(_likeness(u, wanted, typed, text), u) for u in units]
    best = sorted((-score, u.folded, u.code) for score, u in scored if score >= _LEAST_LIKENESS)
    by_code = {u.code: u for u in units}
    return [by_code[code] for _, _, code in best[:limit]]


def _likeness(unit: Unit, wanted: str, typed: str, text: str) -> float:
    name = unit.folded
    if unit.code == text.strip():
        return 2.0
    if name in (wanted, typed):
        score = 1.0
    elif name.startswith(wanted):
        score = 0.9
    elif f" {wanted}" in f" {name}":
        score = 0.8
    elif len(wanted) > 1 and wanted in name:
        score = 0.6
    else:
        score = 0.7 * _trigram_likeness(name, wanted)
    if score and unit.short_name.lower() in text.lower():
        score += 0.05  # the accents agree too: "Tây Hồ", not "Tây Hổ"
    if score and typed != wanted and re.match(rf"(?:{_KIND[unit.kind]})\s", typed):
        score += 0.02
    return score


def _trigrams(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _trigram_likeness(a: str, b: str) -> float:
    one, other = _trigrams(a), _trigrams(b)
    return len(one & other) / len(one | other)
