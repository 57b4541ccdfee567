"""How a text is read and how candidates are weighed. Pure: words and numbers in, guesses with their grounds out.

Vietnamese is typed with accents, without, and with wrong ones. A syllable that matches with its accents is sure; one
typed without may be another word ("cay": cây, cấy, cày); with other accents it is
another word, but for hỏi and ngã.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ihanoi.kernel.folding import fold

_SYLLABLE: Final = re.compile(r"[^\W_]+")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_CONFUSED_TONES: Final = {"\u0303", "\u0309"}  # ngã and hỏi, which half of the country pronounces alike
_BY_LENGTH: Final = (0.0, 1.0, 2.2, 3.2, 4.0)  # weight of a phrase of n syllables
_HINT: Final = 0.35
_FADE: Final = 0.85  # each further phrase of a field adds less
_SILENCE: Final = 1.2  # the score of "this says nothing": a field must speak louder
_SHARPNESS: Final = 1.1
_EARLY: Final = 1.25  # people say first what it is about
_EARLY_SYLLABLES: Final = 25

RECOGNISED: Final = 0.30  # below it a text is not recognised
ROUTED: Final = 0.55  # below it no agency is chosen: the dispatcher decides


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable in three spellings: with tone, with letters only ("hoà" and "hòa" are one), and folded."""

    full: str
    letters: str
    folded: str


def syllables(text: str) -> list[Syllable]:
    return [syllable(match) for match in _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())]


_known: dict[str, Syllable] = {}


def syllable(word: str) -> Syllable:
    """Vietnamese has fewer than 7,000 syllables, so they are remembered; anything else only while there is room."""
    known = _known.get(word)
    if known is None:
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in parts if c in _TONES)
        letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        known = Syllable(letters + tones, letters, fold(word))
        if len(_known) < 20_000:
            _known[word] = known
    return known


@dataclass(slots=True)
class _Node:
    """A step of the tree of phrases, along folded syllables."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[str, tuple[Syllable, ...], float, bool, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text, where (in syllables), for which key, how much it weighs, and as it was typed."""

    key: str
    phrase: str
    weight: float
    start: int
    end: int
    is_hint: bool


class Lexicon:
    """Phrases by key, compiled once; reading a text costs microseconds per syllable.

    `share`: a phrase of several keys weighs less for each of them.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, share: bool = True) -> None:
        self._root = _Node()
        owners: dict[str, int] = defaultdict(int)
        rows = [(key, phrase) for key, listed in phrases.items() for phrase in dict.fromkeys(listed)]
        for _, phrase in rows:
            owners[phrase.lstrip("~!")] += 1
        for key, phrase in rows:
            self._add(key, phrase, 1 / math.sqrt(owners[phrase.lstrip("~!")]) if share else 1.0)

    def _add(self, key: str, phrase: str, share: float) -> None:
        marks = phrase[: len(phrase) - len(phrase.lstrip("~!"))]
        text = phrase.lstrip("~!")
        parts = tuple(syllables(text))
        if not parts:
            return
        weight = share * _BY_LENGTH[min(len(parts), len(_BY_LENGTH) - 1)] * (_HINT if "~" in marks else 1)
        node = self._root
        for part in parts:
            node = node.next.setdefault(part.folded, _Node())
        node.ends.append((key, parts, weight, "!" in marks, text if "~" not in marks else "~" + text))

    def find(self, text: Sequence[Syllable], accented: bool) -> list[Hit]:
        """All phrases of the text; one that lies inside a longer one is left out ("cây" in "cây xăng")."""
        hits = [hit for start in range(len(text)) for hit in self._from(text, start, accented)]
        longest: dict[int, int] = {}
        for hit in hits:
            longest[hit.start] = max(longest.get(hit.start, 0), hit.end)
        return [hit for hit in hits if not any(_inside(hit, *span) for span in longest.items())]

    def _from(self, text: Sequence[Syllable], start: int, accented: bool) -> Iterator[Hit]:
        node = self._root
        for end in range(start, len(text)):
            step = node.next.get(text[end].folded)
            if step is None:
                return
            node = step
            for key, parts, weight, strict, phrase in node.ends:
                likeness = _likeness(parts, text[start : end + 1], accented, strict)
                if likeness > 0:
                    is_hint = phrase[0] == "~"
                    yield Hit(key, phrase.lstrip("~"), weight * likeness, start, end + 1, is_hint)


def _inside(hit: Hit, start: int, end: int) -> bool:
    return start <= hit.start and hit.end <= end and end - start > hit.end - hit.start


def _likeness(parts: Sequence[Syllable], typed: Sequence[Syllable], accented: bool, strict: bool) -> float:
    """0 to 1: how surely what was typed is the phrase. One slip is forgiven in a phrase of three syllables or more."""
    worst, slips = 1.0, 0
    for part, word in zip(parts, typed, strict=True):
        if word.full == part.full:
            continue
        if word.full == word.folded:  # typed without accents
            worst = min(worst, 0.6 if accented else 0.85)
        elif word.letters == part.letters and {word.full[-1], part.full[-1]} == _CONFUSED_TONES:
            worst = min(worst, 0.75)
        else:
            slips += 1
    if slips > (1 if len(parts) >= 3 else 0):
        return 0.0
    if slips:
        worst = min(worst, 0.5)
    if worst < 1 and strict:
        return 0.0
    return worst * (0.4 if worst < 1 and len(parts) == 1 else 1)


def is_accented(text: Sequence[Syllable]) -> bool:
    """Whether the writer uses accents at all: one syllable in eight is enough."""
    return sum(1 for word in text if word.full != word.folded) * 8 >= len(text) > 0


@dataclass(frozen=True, slots=True)
class Guess:
    """A key, its share of the whole (0 to 1) and the words that speak for it, heaviest first."""

    key: str
    score: float
    words: tuple[str, ...]


def rank(hits: Iterable[Hit]) -> list[Guess]:
    """Shares by a softmax against silence, best first. A single hint speaks for nothing."""
    found: dict[str, dict[str, Hit]] = defaultdict(dict)
    for hit in hits:
        weight = hit.weight * (_EARLY if hit.start < _EARLY_SYLLABLES else 1)
        best = found[hit.key].get(hit.phrase)
        if best is None or best.weight < weight:
            found[hit.key][hit.phrase] = Hit(hit.key, hit.phrase, weight, hit.start, hit.end, hit.is_hint)
    found.pop("", None)  # the neutral words have done their work
    scores = {key: _sum(by.values()) for key, by in found.items() if _speaks(by.values())}
    whole = math.exp(_SILENCE * _SHARPNESS) + sum(math.exp(s * _SHARPNESS) for s in scores.values())
    guesses = [
        Guess(key, math.exp(score * _SHARPNESS) / whole, _heaviest(found[key].values()))
        for key, score in scores.items()
    ]
    return sorted(guesses, key=lambda g: (-g.score, g.key))


def _speaks(hits: Collection[Hit]) -> bool:
    return len(hits) > 1 or not any(hit.is_hint for hit in hits)


def _sum(hits: Iterable[Hit]) -> float:
    weights = sorted((hit.weight for hit in hits), reverse=True)
    return sum(weight * _FADE**i for i, weight in enumerate(weights))


def _heaviest(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(hit.phrase for hit in sorted(hits, key=lambda h: (-h.weight, h.start)))[:4]


def danger_words(hits: Iterable[Hit]) -> tuple[str, ...]:
    """What shows danger; empty: none. Hints ("nguy hiểm" is said of every pothole) count from two different ones."""
    dangers = {hit.phrase: hit.is_hint for hit in hits if hit.key}
    if all(dangers.values()) and len(dangers) < 2:
        return ()
    return tuple(dangers)


@dataclass(frozen=True, slots=True)
class Claim:
    """One way to come to an agency: this unit and this field (None: the field is unknown), with its weight."""

    agency_id: int
    weight: float
    unit_id: int | None
    field_id: int | None


def weigh(claims: Iterable[Claim]) -> list[tuple[int, float, Claim]]:
    """Per agency the sum of its claims and the strongest of them, best first."""
    total: dict[int, float] = defaultdict(float)
    strongest: dict[int, Claim] = {}
    for claim in claims:
        total[claim.agency_id] += claim.weight
        if claim.agency_id not in strongest or strongest[claim.agency_id].weight < claim.weight:
            strongest[claim.agency_id] = claim
    ranked = [(agency_id, min(weight, 1.0), strongest[agency_id]) for agency_id, weight in total.items()]
    return sorted(ranked, key=lambda row: (-row[1], row[0]))
