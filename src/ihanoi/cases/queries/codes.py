"""Codes as people read and type them: HN-2611-004612, or only its number."""

from __future__ import annotations

import re

from ihanoi.cases import words
from ihanoi.kernel.denials import NotFound

_CODE = re.compile(r"(?:[A-Za-z]{1,8}-?\d{4}-?)?(\d{6,12})")


def number_in(text: str) -> int | None:
    """The number of the case that the text names, if the whole text is a code or six digits or more."""
    found = _CODE.fullmatch(text.strip())
    return int(found[1]) if found else None


def number_of(code: str) -> int:
    """The id in a code. Raises NotFound, the same as for a case that does not exist."""
    number = number_in(code)
    if number is None:
        raise NotFound(words.NOT_FOUND)
    return number
