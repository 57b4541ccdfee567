"""How good a reader is on the frozen texts, which no version is trained on. Pure."""

from __future__ import annotations

from ihanoi.kernel.folding import fold
from ihanoi.routing import features
from ihanoi.routing.examples import frozen
from ihanoi.routing.reader import Reader, Vectors
from ihanoi.routing.rules import Lexicon


def compare(reader: Reader, lexicon: Lexicon, vectors: Vectors | None = None) -> dict[str, float]:
    """Shares of the frozen texts that are read right: first, in three, and first without accents."""
    rows = frozen()
    written = [_codes(reader, lexicon, row.text, vectors) for row in rows]
    folded = [_codes(reader, lexicon, fold(row.text), vectors) for row in rows]
    answers = [row.code for row in rows]
    return {
        "first": _share([found[0] == code for found, code in zip(written, answers, strict=True)]),
        "in_three": _share([code in found for found, code in zip(written, answers, strict=True)]),
        "first_folded": _share([found[0] == code for found, code in zip(folded, answers, strict=True)]),
    }


def _codes(reader: Reader, lexicon: Lexicon, text: str, vectors: Vectors | None) -> list[str]:
    cut = features.cut(text)
    return [opinion.code for opinion in reader.opinions(cut, features.phrases(lexicon, cut), 2, vectors)]


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 4)
