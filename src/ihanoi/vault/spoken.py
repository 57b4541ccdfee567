"""Numbers and addresses inside what people write: each is sealed where it stands, the words around it stay. Pure.

Whatever could be a telephone, citizen or account number or an e-mail address is taken, however it is grouped: nothing
is lost by taking too much, for whoever may read the text reads it whole.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from ihanoi.vault.rules import KeyRing

OPENING, CLOSING = "\ue1d0", "\ue1d1"  # of a sealed part; signs of nobody's alphabet
HIDDEN: Final = "•"

_BETWEEN: Final = r"[ \t.,/()_\u00a0\u2009\u200b-\u200d\u202f\u2010-\u2015\u2060·-]{0,3}"
_PERSONAL: Final = re.compile(
    r"(?P<code>\b[A-Z]{1,6}-2[0-9](?:0[1-9]|1[0-2])-[0-9]{6,9}\b)"  # of a case: "HN-2611-000123" tells nobody's number
    rf"|(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|\d(?:{_BETWEEN}\d){{8,}}"
)
_SEALED: Final = re.compile(f"{OPENING}([A-Za-z0-9+/=]+){CLOSING}")
_MARKS: Final = str.maketrans("", "", OPENING + CLOSING)
UNSEALED_SQL: Final = r"@|[0-9]([^0-9A-Za-z\n]{0,3}[0-9]){8,}"  # a first look by the database: takes more


def seal(text: str, ring: KeyRing, place: str) -> str:
    """The text as it is stored. `place` names table and column."""

    def sealed(part: str) -> str:
        return OPENING + base64.b64encode(ring.seal(part, place)).decode() + CLOSING

    return _replaced(text.translate(_MARKS), sealed)


def unseal(stored: str, ring: KeyRing, place: str) -> str:
    """The text as it was written. Raises Unsealable."""
    if OPENING not in stored:
        return stored
    return _SEALED.sub(lambda found: ring.open(base64.b64decode(found[1]), place), stored)


def is_current(stored: str, ring: KeyRing) -> bool:
    """Whether nothing in it is left to seal, and all was sealed with the key in use."""
    if any(not found["code"] for found in _PERSONAL.finditer(_SEALED.sub(CLOSING, stored))):
        return False
    return all(ring.is_current(base64.b64decode(found)) for found in _SEALED.findall(stored))


def hidden(text: str) -> str:
    """The text with the same parts hidden for ever, as long as before."""
    return _replaced(text, lambda part: re.sub(r"[^\W_]", HIDDEN, part))


def masked(value: Any) -> Any:
    """The same of every text in a document of lists and mappings."""
    if isinstance(value, Mapping):
        return {name: masked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [masked(each) for each in value]
    if isinstance(value, tuple):
        return tuple(masked(each) for each in value)
    if isinstance(value, str):
        return hidden(value)
    return value


def _replaced(text: str, by: Callable[[str], str]) -> str:
    return _PERSONAL.sub(lambda found: found[0] if found["code"] else by(found[0]), text)
