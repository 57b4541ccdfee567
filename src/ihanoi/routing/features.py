"""What a reader sees of a text: its words and pairs of words, with and without accents, parts of words, key phrases.

Pure. Every feature knows where in the text it stands, so that a reading can say in the sender's own words why.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.routing import rules
from ihanoi.routing.rules import Hit, Lexicon, Syllable

Span = tuple[int, int]  # from which syllable to before which

READ_SYLLABLES: Final = 400  # of a long text the rest is not read: people say first what it is about
_WORD: Final = re.compile(r"[^\W_]+")
_PARTS: Final = (3, 4)  # letters in a part of a word, its borders counted
_FADE: Final = 0.85  # each further phrase of a field adds less
_EARLY: Final = 1.25
_EARLY_SYLLABLES: Final = 25

# Blocks of features: each is brought to length 1 by itself and then weighs this much.
FOLDED, ACCENTED, PARTS = "f", "a", "p"
BLOCKS: Final[Mapping[str, float]] = {FOLDED: 1.0, ACCENTED: 0.7, PARTS: 0.5}
PHRASES_WEIGH: Final = 0.3


@dataclass(frozen=True, slots=True)
class Text:
    """A text cut into syllables. `places`: where each stands in `typed`."""

    typed: str
    words: tuple[Syllable, ...]
    places: tuple[Span, ...]
    is_accented: bool

    def quote(self, span: Span) -> str:
        """These syllables as the sender typed them, on one line."""
        first, last = self.places[span[0]], self.places[span[1] - 1]
        return " ".join(self.typed[first[0] : last[1]].split())


def cut(typed: str) -> Text:
    """The syllables of a text, with accents in one spelling ("hoà" and "hòa" are one)."""
    typed = unicodedata.normalize("NFC", typed)
    found: list[tuple[Syllable, Span]] = []
    for match in _WORD.finditer(typed):
        if len(found) == READ_SYLLABLES:
            break
        found.append((rules.syllable(match.group().lower()), match.span()))
    words = tuple(word for word, _place in found)
    return Text(typed, words, tuple(place for _word, place in found), rules.is_accented(words))


def terms(text: Text) -> dict[str, list[Span]]:
    """Every term of every block, with the places where it stands: "f:nap ho", "a:nắp hố", "p:<nap"."""
    found: dict[str, list[Span]] = defaultdict(list)
    before: Syllable | None = None
    for at, word in enumerate(text.words):
        for term in _single(word):
            found[term].append((at, at + 1))
        if before is not None:
            for term in _pair(before, word):
                found[term].append((at - 1, at + 1))
        before = word
    return found


def _single(word: Syllable) -> Iterator[str]:
    yield f"{FOLDED}:{word.folded}"
    if word.full != word.folded:
        yield f"{ACCENTED}:{word.full}"
    edged = f"<{word.folded}>"
    for length in _PARTS:
        for start in range(len(edged) - length + 1):
            yield f"{PARTS}:{edged[start : start + length]}"


def _pair(one: Syllable, two: Syllable) -> Iterator[str]:
    yield f"{FOLDED}:{one.folded} {two.folded}"
    if one.full != one.folded or two.full != two.folded:
        yield f"{ACCENTED}:{one.full} {two.full}"


def weights(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF of the terms that are known, each block brought to its weight."""
    raw = {term: (1 + math.log(n)) * rarity[term] for term, n in counts.items() if term in rarity}
    lengths: dict[str, float] = defaultdict(float)
    for term, weight in raw.items():
        lengths[term[0]] += weight * weight
    scale = {block: BLOCKS[block] / math.sqrt(length) for block, length in lengths.items()}
    return {term: weight * scale[term[0]] for term, weight in raw.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """The key phrases of one field in a text: how much together, and each with its share, heaviest first."""

    strength: float
    hits: tuple[tuple[Hit, float], ...]


def phrases(lexicon: Lexicon, text: Text) -> dict[str, Said]:
    """By field: the key phrases that the text has, each phrase once."""
    best: dict[str, dict[str, tuple[Hit, float]]] = defaultdict(dict)
    for hit in lexicon.find(text.words, text.is_accented):
        weight = hit.weight * (_EARLY if hit.start < _EARLY_SYLLABLES else 1)
        held = best[hit.key].get(hit.phrase)
        if hit.key and (held is None or held[1] < weight):
            best[hit.key][hit.phrase] = (hit, weight)
    return {key: _said(by_phrase.values()) for key, by_phrase in best.items() if key}


def _said(hits: Iterable[tuple[Hit, float]]) -> Said:
    ranked = sorted(hits, key=lambda pair: (-pair[1], pair[0].start))
    faded = [(hit, weight * _FADE**n) for n, (hit, weight) in enumerate(ranked)]
    whole = sum(weight for _hit, weight in faded)
    return Said(PHRASES_WEIGH * math.log1p(whole), tuple((hit, weight / whole) for hit, weight in faded))


def counted(found: Mapping[str, Sequence[Span]]) -> dict[str, int]:
    return {term: len(spans) for term, spans in found.items()}
