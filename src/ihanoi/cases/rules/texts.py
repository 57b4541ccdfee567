"""Two texts compared without accents: what telling syllables and pieces of three letters have they in common?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import Final

from ihanoi.cases.rules.frequencies import weight
from ihanoi.kernel.folding import fold_words

READ: Final = 1200  # letters; what is the matter stands at the beginning
TELLS: Final = 2.6  # a syllable of this weight (less than 75 of 1000 reports) can name a thing
_PAIRS: Final = """
    de nghi, xu ly, kiem tra, co quan, chuc nang, quan chuc, phan anh, kien nghi, thanh pho, nguy hiem,
    nguoi dan, hang ngay, rat mong, som xu, mong som, cho toi, toi thay, o day, khu vuc, thoi gian,
    ngay nay, hom nay, hom qua, sang nay, toi qua, xin cam, cam on, kinh gui, tinh trang, truoc cua,
    truoc so, cua so, truoc nha, so nha, gan nha, tren pho, tai pho, nguoi di, di lai, canh nha, may ngay,
    ngay roi, tuan nay, de nga, bi nga, gan day, dang bi, o truoc, o ngo, ba dem, dem lien, may dem,
    doi dien, dau ngo, da bao, bao may, may lan, nhieu lan, lan roi, roi ma, chua thay, thay ai, ai den,
    mong phuong, chao anh, anh chi, cac anh, bao la, rat nguy
"""
_STOCK: Final = frozenset((one, two) for one, two in (pair.split() for pair in _PAIRS.split(",")))
"""Pairs that stand in reports of any matter."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, read once for all comparisons: its syllables as written and folded, and two vectors of length 1."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    words: dict[str, float]
    pieces: dict[str, float]


_SYLLABLE: Final = re.compile(r"[^\W_]+|[.!?;:\n]")
_ENDS: Final = frozenset(".!?;:\n")


@lru_cache(maxsize=512)
def read(text: str, address: str = "") -> Words:
    """Syllables and pairs of them weigh by rarity, and so do the pieces of three letters within a syllable.

    Numbers, names and what stands in the address say where, not what, and are left out: places are compared as
    places. So are the phrases of any report.
    """
    silent = _STOCK.union(pairwise(fold_words(address).split()))
    written = list(_without_names(text[:READ]))
    folded = [fold_words(each) for each in written]
    kept = _telling(folded, silent)
    written, folded = [written[i] for i in kept], [folded[i] for i in kept]
    words: dict[str, float] = {}
    pieces: dict[str, float] = {}
    for each, times in Counter(folded).items():
        words[each] = times * weight(each)
        for piece in _pieces(each):
            pieces[piece] = pieces.get(piece, 0.0) + times * weight(each)
    for (one, two), times in Counter(pairwise(folded)).items():
        words[f"{one} {two}"] = times * (weight(one) + weight(two))
    return Words(tuple(written), tuple(folded), _normed(words), _normed(pieces))


def _without_names(text: str) -> Iterator[str]:
    """Syllables as written, without numbers and without what bears a capital inside of a sentence."""
    shouted, begins = text.isupper(), True
    for each in _SYLLABLE.findall(text):
        if each in _ENDS:
            begins = True
            continue
        is_name = each[0].isupper() and not (begins or shouted)
        begins = False
        if not is_name and not each[0].isdigit():
            yield each


def _telling(folded: list[str], silent: frozenset[tuple[str, str]]) -> list[int]:
    """Which syllables are no part of a pair that tells nothing."""
    left_out = {i for i, pair in enumerate(pairwise(folded)) if pair in silent}
    left_out |= {i + 1 for i in left_out}
    return [i for i in range(len(folded)) if i not in left_out]


@lru_cache(maxsize=8192)
def _pieces(syllable: str) -> tuple[str, ...]:
    padded = f" {syllable} "
    return tuple(padded[i : i + 3] for i in range(len(padded) - 2))


def _normed(weights: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(value * value for value in weights.values())) or 1.0
    return {key: value / length for key, value in weights.items()}


def similarity(one: Words, other: Words) -> float:
    """0…1: the mean of the cosines of words and of pieces."""
    return (_cosine(one.words, other.words) + _cosine(one.pieces, other.pieces)) / 2


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(value * large.get(key, 0.0) for key, value in small.items())


def shared(one: Words, other: Words) -> str:
    """The most telling words that stand in both side by side, as the first one writes them; blank for none."""
    known = set(pairwise(other.folded))
    runs = [run for run in _runs(one.folded, known) if _tells(one.folded[run])]
    best = max(runs, key=lambda run: sum(map(weight, one.folded[run])), default=None)
    return " ".join(one.written[best]).lower() if best is not None else ""


def _runs(folded: tuple[str, ...], known: set[tuple[str, str]]) -> Iterator[slice]:
    """Stretches of at most three syllables whose neighbours stand side by side in the other text too."""
    start = 0
    for end, pair in enumerate(pairwise(folded), start=1):
        if pair not in known or end - start >= 3:
            yield slice(start, end)
            start = end
    yield slice(start, len(folded))


def _tells(run: Iterable[str]) -> bool:
    each = [syllable for syllable in run if not syllable.isdigit()]
    return len(each) >= 2 and any(weight(syllable) >= TELLS for syllable in each)
