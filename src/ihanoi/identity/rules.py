"""What makes a proof good enough. Pure: nothing here knows the database or the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from .words import Why

FRESH: Final = timedelta(minutes=10)  # so long a proof allows to change proofs
STEP: Final = 30  # seconds that a code of an authenticator app lives (RFC 6238)
DRIFT: Final = 1  # steps that the person's clock may differ
SHORT, LONG, KINDS = 8, 14, 4  # characters of a password with and without a second proof
REMEMBERED: Final = 10  # passwords that are not taken again
CODES: Final = 10  # recovery codes in a set
CODE_LENGTH: Final = 10  # characters of one: 49 bits
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none is taken for another when read from paper


def is_fresh(proven_at: datetime | None, now: datetime) -> bool:
    """Whether somebody has shown lately enough who they are."""
    return proven_at is not None and timedelta() <= now - proven_at <= FRESH


def kinds_of_characters(password: str) -> int:
    """How many of small letters, capital letters, digits and anything else it has."""
    return sum(
        any(test(c) for c in password)
        for test in (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    )


def weakness(password: str, *, has_second: bool) -> object | None:
    """Why a password is too weak (security.md row 1); None where it will do."""
    if has_second:
        return Why.SHORT if len(password) < SHORT else None
    strong = len(password) >= LONG and kinds_of_characters(password) == KINDS
    return None if strong else Why.PLAIN


def steps_around(now: datetime) -> list[int]:
    """The time steps whose codes are taken at a moment, oldest first."""
    step = int(now.timestamp()) // STEP
    return list(range(step - DRIFT, step + DRIFT + 1))


def counter_went_back(kept: int, shown: int) -> bool:
    """Whether a passkey has counted fewer uses than we saw: then there are two of it. Synced ones count none."""
    return (kept > 0 or shown > 0) and shown <= kept


def clean_recovery_code(text: str) -> str:
    """As it was made, however it was typed: "k7mq2-xv9ta" → "K7MQ2XV9TA"."""
    return "".join(c for c in text.upper() if c in LETTERS)


def spaced(code: str) -> str:
    """In two groups, as it is shown: "K7MQ2-XV9TA"."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"
