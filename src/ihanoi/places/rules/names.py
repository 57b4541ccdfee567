"""Finding units by name as people type them: without accents, abbreviated, mistyped, or inside an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.kernel.folding import fold_words
from ihanoi.places.rules.locating import CANDIDATES, PlaceGuess
from ihanoi.places.rules.units import Succession, Unit

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
_STREET_BEFORE: Final = re.compile(r"(?:pho|duong|ngo|ngach|hem|cho|cau|ho|cong vien|so \w+) $")
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


@dataclass(frozen=True, slots=True)
class _Mention:
    unit: Unit
    weight: float


@dataclass(frozen=True, slots=True)
class _District:
    unit: Unit
    pattern: re.Pattern[str]  # with its kind: "quận Cầu Giấy"
    bare: re.Pattern[str]


class AddressReader:
    """Which unit an address names: by its own name, or by that of an old commune (with its old district)."""

    def __init__(
        self,
        units: Sequence[Unit],
        old: Sequence[Unit],
        districts: Sequence[Unit],
        successions: Iterable[Succession],
    ) -> None:
        self._units = {u.id: u for u in units}
        self._new = [(u, _pattern(u)) for u in units]
        self._old = [(u, _pattern(u)) for u in old]
        self._districts = [
            _District(
                u, _pattern(u, bare=False), re.compile(rf"(?<![a-z0-9]){re.escape(u.folded)}(?![a-z0-9])")
            )
            for u in districts
        ]
        self._heirs: dict[int, list[Succession]] = {}
        for s in successions:
            self._heirs.setdefault(s.old_id, []).append(s)

    def read(self, text: str) -> tuple[PlaceGuess, ...]:
        """Candidates, best first; nothing when no name of a unit is in the text."""
        folded, lower = fold_words(text), text.lower()
        districts = self._districts_in(folded)
        for district in districts:
            folded = district.pattern.sub("|", folded)  # "huyện Mê Linh" must not be read as "xã Mê Linh" too
        ids = {d.unit.id for d in districts}
        new = _mentions(self._new, folded, lower)
        old = [m for m in _mentions(self._old, folded, lower) if not ids or m.unit.parent_id in ids]
        # A vanished district in the text says that the commune, too, goes by its name of that time.
        if ids and old:
            return self._guesses([], old)
        if ids and not new:
            inside = [u for u, _ in self._old if u.parent_id in ids]
            return self._guesses([], [_Mention(u, _DISTRICT_ONLY / len(inside)) for u in inside])
        return self._guesses(new, old if not any(m.weight >= _NAMED for m in new) else [])

    def _districts_in(self, folded: str) -> list[_District]:
        """Districts named as such, or by their bare name in the same text as one of their communes with its kind."""
        found = [d for d in self._districts if d.unit.folded in folded and d.pattern.search(folded)]
        if found:
            return found
        parents = {
            u.parent_id
            for u, pattern in self._old
            if u.folded in folded
            for m in pattern.finditer(folded)
            if m["kind"]
        }
        return [
            _District(d.unit, d.bare, d.bare)
            for d in self._districts
            if d.unit.id in parents and d.bare.search(folded)
        ]

    def _guesses(self, new: list[_Mention], old: list[_Mention]) -> tuple[PlaceGuess, ...]:
        scores: dict[int, float] = {}
        for m in new:
            scores[m.unit.id] = max(scores.get(m.unit.id, 0.0), m.weight)
        for m in old:
            heirs = [s for s in self._heirs.get(m.unit.id, []) if s.new_id in self._units]
            whole = sum(_share(s) for s in heirs)
            for s in heirs:
                scores[s.new_id] = scores.get(s.new_id, 0.0) + 0.9 * m.weight * _share(s) / whole
        total = max(sum(scores.values()), 1.0)
        order = sorted(scores, key=lambda i: (-scores[i], self._units[i].code))[:CANDIDATES]
        return tuple(
            PlaceGuess(u.id, u.code, u.name, round(scores[u.id] / total, 4), None)
            for u in (self._units[i] for i in order)
        )


_NAMED: Final = 0.9  # with its kind before it: "p. Cửa Nam"
_BARE: Final = 0.5
_WRONG_ACCENTS: Final = 0.6
_DISTRICT_ONLY: Final = 0.3  # shared among all communes of the district


def _share(succession: Succession) -> float:
    return 3.0 if succession.is_default else 1.0


def _pattern(unit: Unit, *, bare: bool = True) -> re.Pattern[str]:
    kind = f"(?P<kind>(?:{_KIND[unit.kind]}) ?)"
    # One short word is too common a thing to be a place by itself.
    optional = "?" if bare and " " in unit.folded else ""
    return re.compile(rf"(?<![a-z0-9]){kind}{optional}{re.escape(unit.folded)}(?![a-z0-9])")


def _mentions(patterns: Iterable[tuple[Unit, re.Pattern[str]]], folded: str, lower: str) -> list[_Mention]:
    found: list[tuple[int, int, _Mention]] = []
    has_accents = any(ord(c) > 127 for c in lower)
    for unit, pattern in patterns:
        if unit.folded not in folded:  # twenty times quicker than asking the pattern
            continue
        for match in pattern.finditer(folded):
            if not match["kind"] and _STREET_BEFORE.search(folded[: match.start()]):
                continue
            weight = _NAMED if match["kind"] else _BARE
            if unit.short_name.lower() in lower:
                weight += 0.1
            elif has_accents:
                weight *= _WRONG_ACCENTS
            found.append((match.start(), match.end(), _Mention(unit, weight)))
    return [m for begin, end, m in found if not _swallowed(begin, end, found)]


def _swallowed(begin: int, end: int, found: list[tuple[int, int, _Mention]]) -> bool:
    """Whether a longer name covers this one: "Sơn" inside "Xã Sơn Đồng"."""
    return any(b <= begin and end <= e and (e - b) > (end - begin) for b, e, _ in found)
