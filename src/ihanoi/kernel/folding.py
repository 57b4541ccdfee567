"""Text as people type it in a hurry: lower case, no accents, single spaces. For matching, not for showing."""

from __future__ import annotations

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower case without accents, đ → d; spaces run together; punctuation stays."""
    plain = unicodedata.normalize("NFD", text.translate(_D).lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def fold_words(text: str) -> str:
    """As `fold`, and everything that is no letter or digit becomes one space: "P.Cửa-Nam" → "p cua nam"."""
    return _NOT_WORD.sub(" ", fold(text)).strip()
