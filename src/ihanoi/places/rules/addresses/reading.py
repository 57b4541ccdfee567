"""What an address says: its parts, the units it may mean through time, and which of today's hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ihanoi.places.rules.addresses import markers
from ihanoi.places.rules.addresses.lineage import Lineage
from ihanoi.places.rules.addresses.mentions import MOST_WORDS, Finder, Mention, Role
from ihanoi.places.rules.addresses.parts import Cutter, Parts, Street, street_index
from ihanoi.places.rules.addresses.tokens import Token, composed, key, tokens
from ihanoi.places.rules.locating import CANDIDATES, PlaceGuess, Placing
from ihanoi.places.rules.units import Unit

READINGS: Final = 5
NAMED: Final = 0.5  # from this confidence on, the text is said to name a unit

# How much of a name's weight is left, by what else the text says.
_OTHER_DISTRICT: Final = 0.1  # the text names a district that does not hold the unit
_BARE_OTHER_DISTRICT: Final = 0.5
_NEW_BESIDE_DISTRICT: Final = 0.3  # a vanished district beside it: the name is that of its time
_OLD_ALONE: Final = 0.5  # no district, and one of today's units has the same name
_STREET_ELSEWHERE: Final = 0.6
_INHERITED: Final = 0.95
_DISTRICT_ONLY: Final = 0.3  # shared among all communes of the district
_STREET_ONLY: Final = 0.2
_LEAST: Final = 0.01
_MAY_BE_MEANT: Final = 0.02
_SEGMENT_LETTERS: Final = 6  # of a name with a slip that nothing announces
_CITY_KINDS: Final = frozenset({"tp", "thanh pho"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the units: commune and district of before 1/7/2025, or today's unit named directly."""

    commune: Unit | None
    district: Unit | None
    unit: Unit | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Address:
    """All that was read. `guesses`: today's units, best first, distance unknown."""

    parts: Parts
    readings: tuple[Reading, ...]
    guesses: tuple[PlaceGuess, ...]

    @property
    def best(self) -> Reading | None:
        """The likeliest reading."""
        return self.readings[0] if self.readings else None

    @property
    def is_named(self) -> bool:
        """Whether the text names a unit, rather than letting one be guessed."""
        return sum(guess.confidence for guess in self.guesses) >= NAMED

    def contradicts(self, placing: Placing) -> bool:
        """Whether the text names a unit, and the point lies in none that it may mean."""
        said = {guess.unit_id for guess in self.guesses if guess.confidence >= _MAY_BE_MEANT}
        there = {guess.unit_id for guess in placing.candidates}
        return self.is_named and bool(there) and not said & there


class AddressReader:
    """Reads addresses for one day: `units` are that day's communes, `old` and `districts` those of before."""

    def __init__(
        self,
        units: Sequence[Unit],
        old: Sequence[Unit],
        districts: Sequence[Unit],
        lineage: Lineage,
        streets: Iterable[Street] = (),
    ) -> None:
        self._lineage = lineage
        self._districts = {u.id: u for u in districts}
        self._finder = Finder([*units, *once_named(old), *districts])
        self._streets = street_index(streets)

    def read(self, text: str) -> Address:
        """Read a text of any length and kind; what is not there stays blank."""
        text = composed(text)
        words = tokens(text)
        found = self._mentions(words)
        taken = _city(words) | {i for m in found if m.is_named for i in range(m.start, m.end)}
        parts = Cutter(text, words, taken, self._streets).parts()
        weighed = self._weighed(found, parts)
        return Address(parts, tuple(weighed[:READINGS]), self._guesses(weighed))

    # Names, with slips.

    def _mentions(self, words: Sequence[Token]) -> list[Mention]:
        city = _city(words)
        found = self._finder.find(words, city)
        found += self._slipped_segments(words, city, found)
        return found + self._slipped_towards_district(words, found)

    def _slipped_segments(
        self, words: Sequence[Token], city: frozenset[int], found: list[Mention]
    ) -> Iterator[Mention]:
        """Between two commas a name one slip away, where nothing else is known."""
        known = {i for m in found for i in range(m.start, m.end)} | city
        for begin, end in _segments(words):
            name = key(words[begin:end])
            is_open = end - begin <= MOST_WORDS and not known & set(range(begin, end))
            if is_open and len(name) >= _SEGMENT_LETTERS and not self._streets.exact(name):
                yield from (m for m in self._finder.near(words, begin, end) if m.role == Role.SEGMENT)

    def _slipped_towards_district(self, words: Sequence[Token], found: list[Mention]) -> list[Mention]:
        """A named district holds none of the named communes, but one that is a slip away from them."""
        districts = {m.unit.id for m in found if m.role == Role.MARKED and m.unit.is_district}
        named = [m for m in found if m.is_named and m.unit.is_commune]
        if not districts or any(self._lineage.districts(m.unit) & districts for m in named):
            return []
        near = (n for m in named for n in self._finder.near(words, m.begin, m.end))
        return [n for n in near if n.unit.is_commune and self._lineage.districts(n.unit) & districts]

    # Weighing them against each other.

    def _weighed(self, found: list[Mention], parts: Parts) -> list[Reading]:
        districts = self._districts_meant(found)
        spans = {(m.begin, m.end) for m in districts}
        ids = {m.unit.id for m in districts}
        sure = any(m.role == Role.MARKED for m in districts)
        communes = [m for m in found if m.unit.is_commune and (m.begin, m.end) not in spans]
        if any(m.is_named and not self._is_district_too(m, found) for m in communes):
            communes = [m for m in communes if m.is_named]  # nobody needs to be guessed from a street's name
        streets = {i for street in parts.known for i in street.district_ids}
        weights = [(m, m.weight * self._share(m, communes, ids, sure, streets)) for m in communes]
        readings = [self._reading(m, weight) for m, weight in _alternatives(weights)]
        readings += self._bare_districts(found, ids, streets if not found else set())
        best: dict[tuple[int | None, ...], Reading] = {}
        for reading in sorted(readings, key=_rank):
            best.setdefault(
                tuple(u.id if u else None for u in (reading.commune, reading.unit, reading.district)), reading
            )
        return [r for r in best.values() if r.confidence >= _LEAST]

    def _districts_meant(self, found: list[Mention]) -> list[Mention]:
        """Districts named as such; else by a bare name that another name in the text lies in."""
        districts = [m for m in found if m.unit.is_district and m.is_named]
        marked = [m for m in districts if m.role == Role.MARKED]
        if marked:
            return marked
        meant = [
            d for d in districts if any(self._lies_in(m, d) for m in found) or not self._is_unit_too(d, found)
        ]
        return list({d.unit.id: d for d in meant}.values())  # of "Long Biên, Long Biên" the last

    def _lies_in(self, mention: Mention, district: Mention) -> bool:
        is_other = mention.is_named and (mention.end <= district.begin or district.end <= mention.begin)
        is_commune = mention.unit.is_commune
        return is_other and is_commune and district.unit.id in self._lineage.districts(mention.unit)

    def _is_unit_too(self, district: Mention, found: list[Mention]) -> bool:
        return any(m.unit.is_commune and m.begin == district.begin for m in found)

    def _is_district_too(self, commune: Mention, found: list[Mention]) -> bool:
        return any(m.unit.is_district and m.begin == commune.begin for m in found)

    def _share(
        self, mention: Mention, communes: list[Mention], ids: set[int], sure: bool, streets: set[int]
    ) -> float:
        """How much of the mention's weight is left beside the rest of the text."""
        mine = self._lineage.districts(mention.unit)
        namesakes = [m for m in communes if m.begin == mention.begin and m.unit.id != mention.unit.id]
        is_new = mention.unit.id in self._lineage.units
        if ids and not mine & ids:
            if any(self._lineage.districts(n.unit) & ids for n in namesakes):
                return 0.0  # the district says which of the communes of that name
            return _OTHER_DISTRICT if sure else _BARE_OTHER_DISTRICT
        if ids:
            of_its_time = any(n.unit.parent_id in ids for n in namesakes)
            return _NEW_BESIDE_DISTRICT if is_new and of_its_time else 1.0
        share = _STREET_ELSEWHERE if streets and not mine & streets else 1.0
        if not is_new and any(n.unit.id in self._lineage.units for n in namesakes):
            share *= _OLD_ALONE
        return share

    def _reading(self, mention: Mention, confidence: float) -> Reading:
        unit = mention.unit
        if unit.id in self._lineage.units:
            return Reading(None, None, unit, confidence)
        return Reading(unit, self._districts.get(unit.parent_id or 0), None, confidence)

    def _bare_districts(self, found: list[Mention], ids: set[int], streets: set[int]) -> Iterator[Reading]:
        """Districts by themselves: named, possibly named, or those of a known street."""
        for m in found:
            if m.unit.is_district and m.is_named:
                share = 1.0 if m.unit.id in ids else 0.5
                yield Reading(None, m.unit, None, _DISTRICT_ONLY * m.fit * share)
        for district_id in sorted(streets):
            yield Reading(None, self._districts[district_id], None, _STREET_ONLY / len(streets))

    # Today's units.

    def _guesses(self, readings: Sequence[Reading]) -> tuple[PlaceGuess, ...]:
        scores: dict[int, float] = {}
        named = any(r.commune or r.unit for r in readings)
        for r in readings:
            if r.unit:
                scores[r.unit.id] = scores.get(r.unit.id, 0.0) + r.confidence
            elif r.commune:
                for unit_id, share in self._lineage.heirs(r.commune.id).items():
                    scores[unit_id] = scores.get(unit_id, 0.0) + _INHERITED * r.confidence * share
            elif r.district and not named:
                for unit_id, share in self._lineage.of_district(r.district.id).items():
                    scores[unit_id] = scores.get(unit_id, 0.0) + _INHERITED * r.confidence * share
        return _ranked(scores, self._lineage.units)


def _alternatives(weights: list[tuple[Mention, float]]) -> Iterator[tuple[Mention, float]]:
    """Units that one name may mean share the weight of the likeliest."""
    most: dict[int, float] = {}
    whole: dict[int, float] = {}
    for m, weight in weights:
        most[m.begin] = max(most.get(m.begin, 0.0), weight)
        whole[m.begin] = whole.get(m.begin, 0.0) + weight
    return ((m, weight * most[m.begin] / whole[m.begin]) for m, weight in weights if weight)


def _ranked(scores: Mapping[int, float], units: Mapping[int, Unit]) -> tuple[PlaceGuess, ...]:
    total = max(sum(scores.values()), 1.0)
    order = sorted(scores, key=lambda i: (-scores[i], units[i].code))[:CANDIDATES]
    return tuple(
        PlaceGuess(units[i].id, units[i].code, units[i].name, round(scores[i] / total, 4), None)
        for i in order
    )


def _rank(reading: Reading) -> tuple[float, str, str]:
    codes = [unit.code if unit else "" for unit in (reading.commune or reading.unit, reading.district)]
    return -reading.confidence, codes[0], codes[1]


def once_named(old: Sequence[Unit]) -> list[Unit]:
    """Of communes with one kind and name in one district, the latest."""
    latest: dict[tuple[str, str, int | None], Unit] = {}
    for unit in sorted(old, key=lambda u: u.valid_from):
        latest[unit.folded, unit.kind, unit.parent_id] = unit
    return list(latest.values())


def _segments(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    starts = [i for i, word in enumerate(words) if word.breaks]
    return pairwise([*starts, len(words)])


def _city(words: Sequence[Token]) -> frozenset[int]:
    """The words that say "Hà Nội", with "TP" before it: no names of units."""
    found: set[int] = set()
    for i in range(len(words)):
        if said := markers.at(words, i, markers.CITY, None):
            before = markers.before(words, i, _CITY_KINDS, None)
            found |= set(range(i - len(before.split()), i + len(said.split())))
    return frozenset(found)
