"""Names of communes and districts in a text: where, how they are announced, and how well the spelling agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from ihanoi.places.rules.addresses import markers
from ihanoi.places.rules.addresses.spelling import Index
from ihanoi.places.rules.addresses.tokens import Token, accents, is_accented, key
from ihanoi.places.rules.units import Unit

MOST_WORDS: Final = 5
_OTHER_KIND: Final = 0.6
_TOWNSHIP: Final = 0.9  # townships are called communes, and the other way round
_SLIP: Final = 0.8
_SHORT_SLIP: Final = 0.6  # in a name of one word
_OTHER_WORDS: Final = 0.3  # more than the word with the slip differs
_EVERYDAY: Final = 0.4  # "tự nhiên" in a text that writes names with capitals
_UNACCENTED_WORD: Final = 0.95  # in a text that uses accents elsewhere
_UNIT_MARKERS: Final = frozenset({*markers.COMMUNES, *markers.DISTRICTS})
_ROMAN: Final = {"1": "I", "2": "II", "3": "III"}


class Role(IntEnum):
    """How a name stands in the text, from the surest."""

    MARKED = 0  # "phường Cửa Nam"
    SEGMENT = 1  # alone between two commas
    ADJACENT = 2  # beside another name: "Yên Nghĩa Hà Đông"
    PLAIN = 3  # in running text
    PLACE = 4  # "chợ Đồng Xuân"
    STREET = 5  # "phố Cửa Nam", "12 Thành Công"


_WEIGHTS: Final = {
    Role.MARKED: 0.95, Role.SEGMENT: 0.75, Role.ADJACENT: 0.65, Role.PLAIN: 0.4, Role.PLACE: 0.25, Role.STREET: 0.2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a unit. No accents: known only by its letters."""

    unit: Unit
    accents: tuple[str, ...]

    def has_room(self, words: int) -> bool:
        """Words may run together, but not fall apart: "kim an h" is not "Kim Anh"."""
        return not self.accents or words <= len(self.accents)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [begin, end) name the unit; from `start` on with what announces it. `weight` ≤ 1."""

    unit: Unit
    start: int
    begin: int
    end: int
    role: Role
    fit: float  # of spelling and kind, ≤ 1

    @property
    def weight(self) -> float:
        """How likely the words mean this unit, others left aside."""
        return _WEIGHTS[self.role] * self.fit

    @property
    def is_named(self) -> bool:
        """Whether the unit itself is meant, not a street or market called like it."""
        return self.role < Role.PLACE

    def covers(self, other: Mention) -> bool:
        """A longer name holds the other: "Bắc Từ Liêm" the new ward "Từ Liêm"."""
        longer = self.end - self.begin > other.end - other.begin
        return longer and self.begin <= other.begin and other.end <= self.end


def names(units: Iterable[Unit]) -> Index[Name]:
    """The index of all names of the units."""
    return Index(pair for unit in units for pair in _names(unit))


def _names(unit: Unit) -> Iterator[tuple[str, Name]]:
    own = accents(unit.short_name)
    yield _joined(unit.folded), Name(unit, own)
    head, _, last = unit.short_name.rpartition(" ")
    if last in _ROMAN:  # "Mỹ Đình II"
        yield _joined(unit.folded[:-1]) + _ROMAN[last].lower(), Name(unit, accents(f"{head} {_ROMAN[last]}"))
    for alias in unit.aliases:
        yield alias, Name(unit, ())


def _joined(folded: str) -> str:
    return folded.replace(" ", "")


class Finder:
    """Finds the names of an index in texts."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._index = names(units)

    def find(self, words: Sequence[Token], city: frozenset[int]) -> list[Mention]:
        """All names, the longest where they cover each other; `city`: words that say "Hà Nội"."""
        accented = is_accented(words)
        spans = list(_spans(words, city))
        exact = list(self._exact(words, spans, accented, frozenset()))
        inner = frozenset(i for m in exact if m.role == Role.MARKED for i in range(m.begin, m.end))
        if any(words[i].folded in markers.SINGLE for i in inner):
            exact = list(self._exact(words, spans, accented, inner))  # "xã Tàm Xá Đông Anh": no "xã Đông Anh"
        found = _uncovered([*exact, *self._marked_slips(words, spans, exact, accented)])
        return _with_neighbours(words, city, found)

    def near(self, words: Sequence[Token], begin: int, end: int) -> list[Mention]:
        """The names one slip away from exactly these words."""
        return self._slips(words, (begin, end), is_accented(words))

    def _exact(
        self, words: Sequence[Token], spans: Iterable[tuple[int, int]], accented: bool, inner: frozenset[int]
    ) -> Iterator[Mention]:
        for begin, end in spans:
            for name in self._index.exact(key(words[begin:end])):
                if not name.has_room(end - begin):
                    continue
                mention = _mention(words, (begin, end), name, accented, inner)
                if mention is not None:
                    yield mention

    def _marked_slips(
        self, words: Sequence[Token], spans: Iterable[tuple[int, int]], exact: list[Mention], accented: bool
    ) -> Iterator[Mention]:
        """After a word that announces a unit: names one slip away that are longer than what is known there."""
        known = {m.begin: m.end for m in sorted(exact, key=lambda m: m.end)}
        for begin, end in spans:
            is_open = end > known.get(begin, 0) and all(known.get(i, 0) <= end for i in range(begin + 1, end))
            if is_open and _announced(words, begin, accented):
                yield from (m for m in self._slips(words, (begin, end), accented) if m.role == Role.MARKED)

    def _slips(self, words: Sequence[Token], span: tuple[int, int], accented: bool) -> list[Mention]:
        written = words[slice(*span)]
        if written[0].folded in _UNIT_MARKERS or any(word.breaks for word in written[1:]):
            return []
        near = (name for name in self._index.near(key(written)) if name.has_room(len(written)))
        found = (_mention(words, span, name, accented, slip=True) for name in near)
        return [m for m in found if m is not None]


def _spans(words: Sequence[Token], city: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Every run of words that may be one name."""
    for begin in range(len(words)):
        for end in range(begin + 1, min(begin + MOST_WORDS, len(words)) + 1):
            last = end - 1
            if last in city or (
                last > begin and words[last].breaks and words[last].gap.strip() not in {"-", "–"}
            ):
                break
            yield begin, end


def _announced(words: Sequence[Token], begin: int, accented: bool) -> str:
    return markers.before(words, begin, markers.COMMUNES, accented) or markers.before(
        words, begin, markers.DISTRICTS, accented
    )


def _mention(
    words: Sequence[Token],
    span: tuple[int, int],
    name: Name,
    accented: bool,
    inner: frozenset[int] = frozenset(),
    *,
    slip: bool = False,
) -> Mention | None:
    """None where the words announce a unit of the other level, or are too common to be a name by themselves.

    `inner`: words inside of announced names, which announce nothing themselves.
    """
    begin, end = span
    is_free = begin - 1 not in inner
    commune = markers.before(words, begin, markers.COMMUNES, None) if is_free else ""
    district = markers.before(words, begin, markers.DISTRICTS, None) if is_free else ""
    if len(district) > len(commune) and name.unit.is_district:
        commune = ""  # "thị xã" ends in "xã"; "phố Tràng Thi xã Liên Ninh" names a commune all the same
    elif commune:
        district = ""
    said, other = (district, commune) if name.unit.is_district else (commune, district)
    if other:
        return None
    role = Role.MARKED if said else _bare_role(words, begin, end, accented, is_free)
    if role == Role.PLAIN and " " not in name.unit.folded:
        return None
    fit = _spelling(words[begin:end], name, accented, strict=role != Role.MARKED)
    if slip:
        fit *= _slip_fit(words[begin:end], name, accented)
    elif role == Role.PLAIN and _is_everyday(words, begin, end):
        fit *= _EVERYDAY
    if said:
        fit *= _kinds_agree({**markers.COMMUNES, **markers.DISTRICTS}[said], name.unit.kind)
    return Mention(name.unit, begin - len(said.split()), begin, end, role, fit)


def _slip_fit(words: Sequence[Token], name: Name, accented: bool) -> float:
    """One word holds the slip; the others are spelt as they should be."""
    if len(name.accents) == 1:
        return _SLIP * _SHORT_SLIP
    written = accents(" ".join(w.text for w in words))
    differ = sum(mine != known for mine, known in zip(written, name.accents, strict=False))
    return _SLIP * (_OTHER_WORDS if accented and differ > 1 and len(written) == len(name.accents) else 1.0)


def _is_everyday(words: Sequence[Token], begin: int, end: int) -> bool:
    return not any(w.is_capital for w in words[begin:end]) and any(w.is_capital for w in words[1:])


def _kinds_agree(said: str, kind: str) -> float:
    if said == kind:
        return 1.0
    return _TOWNSHIP if "thị trấn" in (said, kind) or "thành phố" in (said, kind) else _OTHER_KIND


def _bare_role(words: Sequence[Token], begin: int, end: int, accented: bool, is_free: bool) -> Role:
    if is_free and _names_street(words, begin, accented):
        return Role.STREET
    if is_free and markers.before(words, begin, {*markers.PLACES, *markers.HAMLETS}, accented):
        return Role.PLACE
    if words[begin].breaks and (end == len(words) or words[end].breaks):
        return Role.SEGMENT
    return Role.PLAIN


def _names_street(words: Sequence[Token], begin: int, accented: bool) -> bool:
    """After "phố" or "ngõ", after a house's number, or a name that itself begins with "Phố"."""
    if words[begin].folded == "pho" or markers.before(
        words, begin, {*markers.STREETS, *markers.ALLEYS}, accented
    ):
        return True
    if not begin or words[begin].breaks or not words[begin - 1].is_number:
        return False
    counted = markers.before(words, begin - 1, {*markers.HAMLETS, "so"}, accented)
    return not counted or (
        counted == "so" and not markers.before(words, begin - 2, markers.HAMLETS, accented)
    )


def _spelling(words: Sequence[Token], name: Name, accented: bool, *, strict: bool) -> float:
    """How well the accents agree; 1 where the text or the name has none."""
    if not accented or not name.accents:
        return 1.0
    written = accents(" ".join(w.text for w in words))
    if len(written) != len(name.accents):
        return 1.0  # written in one piece, or a slip in between
    fit = 1.0
    for word, mine, known in zip(words, written, name.accents, strict=True):
        if mine != known:
            bare = word.text.lower() == word.folded
            fit *= _UNACCENTED_WORD if bare else (0.3 if strict else 0.75)
    return fit


def _uncovered(found: Sequence[Mention]) -> list[Mention]:
    """Without names inside longer ones, and without those that begin with what announces another."""
    longest = [m for m in found if not any(other.covers(m) for other in found)]
    marked = [m for m in longest if m.role == Role.MARKED]
    return [m for m in longest if m.role == Role.MARKED or not any(m.begin < o.end and o.start < m.end for o in marked)
            or any((m.begin, m.end) == (o.begin, o.end) for o in marked)]  # fmt: skip


def _with_neighbours(words: Sequence[Token], city: frozenset[int], found: list[Mention]) -> list[Mention]:
    """Plain names beside another name, or beside the city's, are no chance."""
    starts, ends = {m.start for m in found} | city, {m.end for m in found}
    return [
        replace(m, role=Role.ADJACENT)
        if m.role == Role.PLAIN and (m.end in starts or (m.begin in ends and not words[m.begin].breaks))
        else m
        for m in found
    ]
