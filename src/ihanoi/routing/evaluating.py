"""How good a reader is on the frozen texts, which no version is trained on. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ihanoi.kernel.folding import fold
from ihanoi.routing import features
from ihanoi.routing.reader import NOTHING, Reader
from ihanoi.routing.rules import Lexicon

FROZEN: Final = Path(__file__).parent / "corpus" / "_frozen.txt"
_NO_FIELD: Final = "_khong-ro"


def frozen() -> Iterator[tuple[str, str]]:
    """Text and code of its field; the code of none is "". The marks of urgency are left out."""
    for line in FROZEN.read_text(encoding="utf-8").splitlines():
        code, tab, text = line.partition("\t")
        if tab:
            yield text.removeprefix("! ").removeprefix("? "), NOTHING if code == _NO_FIELD else code


def compare(reader: Reader, lexicon: Lexicon) -> dict[str, float]:
    """Shares of the frozen texts that are read right: first, in three, and first without accents."""
    rows = list(frozen())
    written = [_codes(reader, lexicon, text) for text, _code in rows]
    folded = [_codes(reader, lexicon, fold(text)) for text, _code in rows]
    answers = [code for _text, code in rows]
    return {
        "first": _share([found[0] == code for found, code in zip(written, answers, strict=True)]),
        "in_three": _share([code in found for found, code in zip(written, answers, strict=True)]),
        "first_folded": _share([found[0] == code for found, code in zip(folded, answers, strict=True)]),
    }


def _codes(reader: Reader, lexicon: Lexicon, text: str) -> list[str]:
    cut = features.cut(text)
    return [opinion.code for opinion in reader.opinions(cut, features.phrases(lexicon, cut), 2)]


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 4)
