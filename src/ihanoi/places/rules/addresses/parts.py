"""The parts of an address below the commune: house number, alleys, street, hamlet, named place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.kernel.folding import fold_words
from ihanoi.places.rules.addresses import markers
from ihanoi.places.rules.addresses.spelling import Index
from ihanoi.places.rules.addresses.tokens import Token, is_accented, key

MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Street:
    """A street of the gazetteer, without "Phố" or "Đường", and the old districts through which it runs."""

    name: str
    kind: str  # "phố", "đường", or blank
    district_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alley:
    """ "ngõ 12", "ngách 12/34", "ngõ Văn Chương"."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Parts:
    """As written; blank where the text says nothing. `known`: the streets of that name in the gazetteer."""

    number: str = ""
    alleys: tuple[Alley, ...] = ()
    street: str = ""
    hamlet: str = ""
    place: str = ""
    known: tuple[Street, ...] = ()


def street_index(streets: Iterable[Street]) -> Index[Street]:
    """Streets by their names' letters."""
    return Index((fold_words(street.name).replace(" ", ""), street) for street in streets)


class Cutter:
    """Cuts the parts out of one text. `taken`: words that name units; no part runs into them."""

    def __init__(
        self, text: str, words: Sequence[Token], taken: frozenset[int], streets: Index[Street]
    ) -> None:
        self._text, self._words, self._taken, self._streets = text, words, taken, streets
        self._accented = is_accented(words)
        self._has_capitals = any(word.is_capital for word in words[1:])
        self._number, self._street, self._hamlet, self._place = "", "", "", ""
        self._known: tuple[Street, ...] = ()
        self._alleys: list[Alley] = []

    def parts(self) -> Parts:
        """Read the words once from left to right."""
        i = 0
        while i < len(self._words):
            i = i + 1 if i in self._taken else self._part(i)
        return Parts(self._number, tuple(self._alleys), self._street, self._hamlet, self._place, self._known)

    def _part(self, i: int) -> int:
        """Take the part that begins with the word, if any; the word after it."""
        if (said := self._said(i, markers.HAMLETS)) and (found := self._take_hamlet(i, said)):
            return found
        if (said := self._said(i, markers.ALLEYS)) and (found := self._take_alley(i + 1, said)):
            return found
        if said := self._said(i, markers.NUMBERS):
            begin = i + len(said.split())
            return self._take_number(begin) if self._is_number(begin) else i + 1
        if said := self._said(i, markers.STREETS):
            return self._take_street(i + len(said.split()))
        if (said := self._said(i, markers.PLACES)) and not self._place:
            begin = i + len(said.split())
            end = self._place_end(begin)
            self._place = self._written(i, end) if end > begin else ""
            return max(end, i + 1)
        if self._words[i].breaks and self._is_number(i) and not self._number and self._leads_to_street(i):
            return self._take_number(i)
        return i + 1

    def _leads_to_street(self, i: int) -> bool:
        """A number by itself is a house's where a street or an alley follows: not in "23h đêm", "3 cháu"."""
        end = self._number_end(i)
        if end >= len(self._words) or self._words[end].breaks or end in self._taken:
            return False
        return bool(self._said(end, {*markers.STREETS, *markers.ALLEYS})) or self._name_end(end) > end

    def _place_end(self, i: int) -> int:
        """Where the name of a place ends: with its capitals, where the writer uses them."""
        if i >= len(self._words) or self._words[i].breaks:
            return i
        run = self._run(i)
        return self._capitals(i, run) if self._has_capitals else run

    def _capitals(self, i: int, run: int) -> int:
        end = i
        while end < run and (self._words[end].is_capital or self._words[end].is_number):
            end += 1
        return end

    def _said(self, i: int, phrases: Collection[str]) -> str:
        return markers.at(self._words, i, phrases, self._accented)

    def _is_number(self, i: int) -> bool:
        return i < len(self._words) and i not in self._taken and self._words[i].is_number

    def _number_end(self, i: int) -> int:
        """Numbers joined by strokes are one: "12/34/5", "12-14", "ngõ 3 / 4"."""
        end = i + 1
        while self._is_number(end) and self._words[end].gap.strip() in {"/", "-"}:
            end += 1
        return end

    def _take_number(self, i: int) -> int:
        end = self._number_end(i)
        self._number = self._number or self._written(i, end)
        return self._take_unmarked_street(end)

    def _take_alley(self, i: int, said: str) -> int:
        """An alley has a number, or a name in the gazetteer or in capitals ("ngõ Văn Chương"); else none is meant."""
        i += 1 if self._words[i : i + 1] and self._words[i].folded == "so" else 0
        end = self._number_end(i) if self._is_number(i) else self._name_end(i)
        if end <= i:
            return 0
        self._alleys.append(Alley(markers.ALLEYS[said], self._written(i, end)))
        return self._take_unmarked_street(end) if self._is_number(i) else end

    def _take_unmarked_street(self, i: int) -> int:
        """After a number: "144 Xuân Thủy", unless something else is announced there."""
        if i >= len(self._words) or self._words[i].breaks or self._announced(i):
            return i
        return self._take_street(i)

    def _take_street(self, i: int) -> int:
        is_there = i < len(self._words) and not self._words[i].breaks
        end = self._name_end(i) if is_there else i
        if end > i and not self._street:
            self._street = self._written(i, end)
            self._known = self._streets.exact(key(self._words[i:end])) or self._streets.near(
                key(self._words[i:end])
            )
        return max(end, i)

    def _take_hamlet(self, i: int, said: str) -> int:
        begin = i + len(said.split())
        begin += 1 if begin < len(self._words) and self._words[begin].folded == "so" else 0
        end = self._number_end(begin) if self._is_number(begin) else self._name_end(begin)
        if end <= begin:
            return 0
        self._hamlet = self._hamlet or self._written(i, end)
        return end

    def _name_end(self, i: int) -> int:
        """Where the name that begins with the word ends: as the gazetteer knows it, else with the capitals."""
        run = self._run(i)
        for end in range(run, i, -1):
            if self._streets.exact(key(self._words[i:end])):
                return end
        if self._words[i:run] and self._words[i].is_number and i + 1 == run:
            return run
        if self._has_capitals:
            return self._capitals(i, run)
        whole = run == len(self._words) or self._words[run].breaks or run in self._taken
        return run if whole and run - i <= 4 else i

    def _run(self, i: int) -> int:
        """The words up to the next comma, unit or announcement."""
        end = i
        while end < min(i + MOST_WORDS, len(self._words)) and end not in self._taken:
            if end > i and (self._words[end].breaks or self._announced(end)):
                break
            end += 1
        return end

    def _announced(self, i: int) -> str:
        phrases = {*markers.COMMUNES, *markers.DISTRICTS, *markers.STREETS, *markers.ALLEYS, *markers.NUMBERS}
        return self._said(i, phrases) or self._said(i, markers.HAMLETS)

    def _written(self, begin: int, end: int) -> str:
        return self._text[self._words[begin].begin : self._words[end - 1].end]
