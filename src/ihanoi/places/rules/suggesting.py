"""Completing an address while it is typed: today's and former units and streets, accents and slips forgiven."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.kernel.folding import fold_words
from ihanoi.places.rules.addresses import markers
from ihanoi.places.rules.addresses.lineage import Lineage
from ihanoi.places.rules.addresses.parts import Street
from ihanoi.places.rules.addresses.spelling import one_slip
from ihanoi.places.rules.addresses.tokens import Token, composed, is_accented, tokens
from ihanoi.places.rules.units import Unit

LIMIT: Final = 8
SHORTEST: Final = 2  # letters
LONGEST: Final = 200  # as the form allows
_LEAST: Final = 0.35
_SLIP: Final = 0.55
_ACCENTS_AGREE: Final = 0.05
_OF_TODAY: Final = 0.04
_KIND_AGREES: Final = 0.02
_AFTER_NUMBER: Final = 0.15
_STREET_KINDS: Final = {"pho": "phố", "duong": "đường", "d": "đường"}
_ANNOUNCING: Final = frozenset({*markers.COMMUNES, *markers.STREETS, *markers.ALLEYS})
_NUMBER_LAST: Final = re.compile(r"\d\w*\s*$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` is what the field holds once it is chosen; `kind`: "unit", "former", "street"; `now`: today's units."""

    text: str
    name: str
    kind: str
    district: str = ""
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    written: str  # what is put in
    lower: str  # the bare name with accents
    folded: str
    letters: frozenset[str]  # in threes
    unit_kind: str
    suggestion: Suggestion


class Suggester:
    """Knows all names of one day and before."""

    def __init__(
        self, units: Sequence[Unit], old: Iterable[Unit], districts: Iterable[Unit], streets: Iterable[Street],
        lineage: Lineage,
    ) -> None:  # fmt: skip
        names = {d.id: _inside(d.name) for d in districts}
        self._entries = [*_units(units), *_former(old, names, lineage), *_streets(streets, names)]
        self._with: dict[str, list[int]] = {}
        for i, entry in enumerate(self._entries):
            for three in entry.letters:
                self._with.setdefault(three, []).append(i)

    def suggest(self, text: str, limit: int = LIMIT) -> list[Suggestion]:
        """What may be meant by the last, unfinished part of the text; best first."""
        kept, typed, marker = _unfinished(composed(text)[:LONGEST])
        wanted = fold_words(typed)
        if len(wanted) < SHORTEST:
            return []
        after_number = bool(_NUMBER_LAST.search(kept))
        scores = self._alike(wanted)
        whole = self._alike(f"{marker} {wanted}") if marker else {}  # "duong noi" is a ward, not a street
        if sum(_fits(self._entries[i], marker) for i in scores) < LIMIT:
            scores = self._resembling(wanted) | scores
        found = (
            (score + _bonus(self._entries[i], typed.lower().strip(), marker, after_number), self._entries[i])
            for i, score in (scores | whole).items()
            if i in whole or _fits(self._entries[i], marker)
        )
        best = sorted(found, key=lambda pair: (-pair[0], len(pair[1].folded), pair[1].written))[:limit]
        return [_filled(kept, entry, marker) for _, entry in best]

    def _alike(self, wanted: str) -> dict[int, float]:
        """Names that are, begin with, or hold the words."""
        scores = ((i, _likeness(entry.folded, wanted)) for i, entry in enumerate(self._entries))
        return {i: score for i, score in scores if score}

    def _resembling(self, wanted: str) -> dict[int, float]:
        """Names with a slip in what is typed so far, or with many of its letters."""
        letters = _threes(wanted)
        shared = Counter(i for three in letters for i in self._with.get(three, ()))
        likely = ((i, _resemblance(self._entries[i], wanted, n, len(letters))) for i, n in shared.items())
        return {i: score for i, score in likely if score >= _LEAST}


def _units(units: Iterable[Unit]) -> Iterator[_Entry]:
    for unit in units:
        yield _entry(_inside(unit.name), unit.short_name, unit.kind, Suggestion("", unit.name, "unit"))


def _former(old: Iterable[Unit], districts: Mapping[int, str], lineage: Lineage) -> Iterator[_Entry]:
    """Communes of before; `now` in the order of how much of them each unit holds."""
    for unit in old:
        district = districts.get(unit.parent_id or 0, "")
        heirs = sorted(
            lineage.heirs(unit.id).items(), key=lambda pair: (-pair[1], lineage.units[pair[0]].code)
        )
        now = tuple(lineage.units[i].name for i, _ in heirs)
        suggestion = Suggestion("", unit.name, "former", district, now)
        yield _entry(f"{_inside(unit.name)}, {district}", unit.short_name, unit.kind, suggestion)


def _streets(streets: Iterable[Street], districts: Mapping[int, str]) -> Iterator[_Entry]:
    """A street once for each district, which the text then says."""
    for street in streets:
        for district_id in street.district_ids:
            district = districts[district_id]
            name = f"{street.kind} {street.name}".strip()
            yield _entry(f"{name}, {district}", street.name, "", Suggestion("", name, "street", district))


def _entry(written: str, name: str, kind: str, suggestion: Suggestion) -> _Entry:
    folded = fold_words(name)
    return _Entry(written, name.lower(), folded, _threes(folded), kind, suggestion)


def _inside(name: str) -> str:
    """As inside a sentence: "quận Cầu Giấy"."""
    return name[:1].lower() + name[1:]


def _unfinished(text: str) -> tuple[str, str, str]:
    """What stays as it is, what is being typed, and the folded marker between them: "12 ngõ 3 ", "Trần", "pho"."""
    words = tokens(text)
    accented = is_accented(words)
    begin, marker = len(words), ""
    while begin and not (begin < len(words) and words[begin].breaks):
        if words[begin - 1].is_number:
            break
        begin -= 1
        said = markers.at(words, begin, _ANNOUNCING, accented)
        if said and begin + len(said.split()) < len(words):
            marker = said
            break
    is_only_announced = accented and not marker and markers.at(words, begin, _ANNOUNCING, accented=True)
    if begin == len(words) or is_only_announced:
        return text, "", ""
    return text[: words[begin].begin], text[words[begin].begin + _length(words, begin, marker) :], marker


def _length(words: Sequence[Token], begin: int, marker: str) -> int:
    return words[begin + len(marker.split())].begin - words[begin].begin if marker else 0


def _fits(entry: _Entry, marker: str) -> bool:
    """After "phường" only units, after "phố" only streets."""
    is_street = entry.suggestion.kind == "street"
    if not marker:
        return True
    return not is_street if marker in markers.COMMUNES else is_street


def _likeness(name: str, wanted: str) -> float:
    if name == wanted:
        return 1.0
    if name.startswith(wanted):
        return 0.9
    if f" {wanted}" in name:
        return 0.75
    return 0.0


def _resemblance(entry: _Entry, wanted: str, shared: int, letters: int) -> float:
    size = len(wanted)
    if size >= 4 and any(one_slip(entry.folded[:n], wanted) for n in (size - 1, size, size + 1)):
        return _SLIP
    return 0.6 * shared / (letters + len(entry.letters) - shared)


def _bonus(entry: _Entry, lower: str, marker: str, after_number: bool) -> float:
    kind = entry.suggestion.kind
    return (
        (_ACCENTS_AGREE if lower in entry.lower else 0.0)
        + (_OF_TODAY if kind == "unit" else 0.0)
        + (_KIND_AGREES if marker and markers.COMMUNES.get(marker) == entry.unit_kind else 0.0)
        + (_AFTER_NUMBER if after_number and kind == "street" else 0.0)
    )


def _threes(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _filled(kept: str, entry: _Entry, marker: str) -> Suggestion:
    """The kind that was typed stays; a text that begins with a name begins with a capital."""
    s = entry.suggestion
    kind = _STREET_KINDS.get(marker, "") if s.kind == "street" else ""
    added = entry.written if not kind or entry.written.startswith(kind) else f"{kind} {entry.written}"
    return Suggestion(
        kept + (added if kept else added[:1].upper() + added[1:]), s.name, s.kind, s.district, s.now
    )
