"""Text as it may be kept: what people typed, without what nobody can see. Pure."""

from __future__ import annotations

import re
from typing import Final

# Control characters except tab and line breaks, and the marks that turn the direction of reading. The first break
# feeds and stop PostgreSQL, the second make a name or a title read as another.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def plain(text: str) -> str:
    """The text without unseen characters; applying it again changes nothing."""
    return _UNSEEN.sub("", text)


def line(text: str, most: int | None = None) -> str:
    """One line of it, with single blanks, cut to the column's width."""
    return " ".join(plain(text).split())[:most]
