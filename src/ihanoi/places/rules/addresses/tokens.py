"""A text as words that know where they stand in it, with and without their accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.kernel.folding import fold

LONGEST_TEXT: Final = 4000  # letters; of a longer text the beginning is read

_WORD: Final = re.compile(r"[^\W_]+")
_GLUED: Final = re.compile(r"(ng[õo]|ng[áa]ch|h[ẻe]m|s[ốo]|t[ổo]|th[ôo]n|x[óo]m)(\d\w*)", re.IGNORECASE)
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ABBREVIATIONS: Final = frozenset(
    {"p", "q", "x", "h", "f", "tx", "tt", "tp", "ph", "phg", "tdp", "cc", "d", "so", "ng", "kp"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `folded`: lower case without accents. `breaks`: a comma or the like stands before it."""

    text: str
    folded: str
    begin: int
    end: int
    gap: str  # what stands between the word before and this one
    breaks: bool

    @property
    def is_number(self) -> bool:
        """ "12", "12A", "29T1": begins with a digit."""
        return self.folded[:1].isdigit()

    @property
    def is_capital(self) -> bool:
        """Begins with a capital letter."""
        return self.text[:1].isupper()


def composed(text: str) -> str:
    """The text to which the places of tokens refer: accents in one piece, no longer than what is read."""
    return unicodedata.normalize("NFC", text)[:LONGEST_TEXT]


def tokens(text: str) -> list[Token]:
    """The words of a composed text."""
    found: list[Token] = []
    for begin, end in _words(text):
        gap = text[found[-1].end : begin] if found else ""
        before = found[-1].folded if found else ""
        word = text[begin:end]
        found.append(Token(word, fold(word), begin, end, gap, not found or _breaks(gap, before)))
    return found


def _words(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        glued = _GLUED.fullmatch(match[0])
        middle = match.start() + len(glued[1]) if glued else match.end()  # "ngõ12" is two words
        spans.append((match.start(), middle))
        if glued:
            spans.append((middle, match.end()))
    return spans


def _breaks(gap: str, before: str) -> bool:
    """Whether a name cannot run on over the gap: "P. Cửa Nam" and "Cửa-Nam" run on, "Gia Lâm. Mong" does not."""
    if not gap or gap.isspace() or gap in {"-", "/", "'"}:
        return False
    if gap.strip() in {".", ":"}:
        return before not in _ABBREVIATIONS and (gap != "." or len(before) > 3)
    return True


def key(words: Sequence[Token]) -> str:
    """The name that the words make, as indexes know it: "Cầu Giấy" → "caugiay"."""
    return "".join(word.folded for word in words)


def accents(text: str) -> tuple[str, ...]:
    """Each word with its tone at the end, so that "hoà" and "hòa" agree: ("hoa\u0300",)."""
    return tuple(_accented(word[0]) for word in _WORD.finditer(unicodedata.normalize("NFC", text).lower()))


def _accented(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(c for c in letters if c not in _TONES) + "".join(c for c in letters if c in _TONES)


def is_accented(words: Sequence[Token]) -> bool:
    """Whether the writer uses accents at all."""
    return any(word.text.lower() != word.folded for word in words)
