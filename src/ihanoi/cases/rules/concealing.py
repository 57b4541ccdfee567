"""What a confidential sender tells of themselves in a text is masked before anybody else reads it (R21). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ihanoi.kernel.folding import fold
from ihanoi.kernel.redaction import MASK, PersonalData, find

UNSEALED_FOR: Final = timedelta(hours=24)  # how long whoever unsealed a sender sees who it is

# A given name alone is a common word ("Hoa", "Bình"): it is a name where somebody introduces or addresses a person.
_BEFORE_A_NAME: Final = (
    r"(?:ten(?: toi| em| chau| minh)?|(?:toi|em|chau|minh|con)(?: ten)?(?: la)?|gap|goi(?: cho)?|lien he(?: voi)?"
    r"|nguoi gui|ky ten|ong|ba|co|chu|bac|anh|chi)(?: la)?[\s:,-]+"
)


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of a sender: names in full (of an organisation too), numbers of any kind, other words."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # addresses of letters and of homes


def conceal(text: str, own: Own) -> str:
    """The text, as long as before, without its sender: numbers and addresses of anybody, and what is known of them.

    Number plates stay: they are what many reports are about.
    """
    spans = [(f.start, f.end) for f in find(text) if f.kind is not PersonalData.PLATE]
    folded, places = folded_letters(text)
    for pattern in _patterns(own):
        spans += [(places[m.start("own")], places[m.end("own")]) for m in pattern.finditer(folded)]
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [
            MASK if sign.isalnum() or unicodedata.combining(sign) else sign for sign in text[start:end]
        ]
    return "".join(letters)


def _patterns(own: Own) -> Iterator[re.Pattern[str]]:
    for name in own.names:
        parts = fold(name).split()
        if parts:
            yield spelt(parts)
            yield spelt(parts[-2:])
        if parts and len(parts[-1]) > 1:
            yield re.compile(rf"\b{_BEFORE_A_NAME}(?P<own>{re.escape(parts[-1])})\b")
    for number in own.numbers:
        digits = re.sub(r"\D", "", number).lstrip("0")  # people leave the first one out, or write +84
        if len(digits) > 5:
            yield re.compile(r"(?<!\d)(?P<own>(?:\+?84[\s.\-–]*|0)*" + r"[\s.\-–]*".join(digits) + r")(?!\d)")
    for words in own.words:
        parts = fold(words).split()
        if len("".join(parts)) > 5:
            yield spelt(parts)


def spelt(parts: Iterable[str]) -> re.Pattern[str]:
    """These folded words one after another, as the group `own`."""
    return re.compile(r"(?<!\w)(?P<own>" + r"\s+".join(re.escape(part) for part in parts) + r")(?!\w)")


def folded_letters(text: str) -> tuple[str, list[int]]:
    """Each letter without its accents, and where in the text it stood; one place more for the end."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in fold(sign) or (" " if sign.isspace() else ""):
            letters.append(letter)
            places.append(place)
    return "".join(letters), [*places, len(text)]
