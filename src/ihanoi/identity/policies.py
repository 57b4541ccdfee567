"""How long one-time codes and the messages that carry them live, and how often they may be asked for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

DIGITS: Final = 6
LIFE: Final = timedelta(minutes=5)  # of a code
WRONG: Final = 5  # tries with a wrong code; then it opens nothing any more
PAUSE: Final = timedelta(seconds=60)  # between two codes to the same number or address
DAY: Final = timedelta(days=1)  # so far back the limits look: rows of codes are kept no shorter (privacy)
A_DAY: Final = (
    8  # codes to the same number or address: 40 guesses at a million, for whoever knows only the number
)
PROVEN: Final = timedelta(minutes=30)  # so long somebody who showed a number may take to fill in who they are
RETRIES: Final = tuple(
    timedelta(seconds=s) for s in (5, 10, 20, 40, 60)
)  # after failed tries; the last one again
LEASE: Final = timedelta(minutes=1)  # a message being sent is left alone for so long, should its sender die
TOLD: Final = timedelta(hours=6)  # so long we try to tell somebody of a change


def wait(asked: Sequence[datetime], now: datetime) -> timedelta:
    """How long until the next code may be asked for; zero: now. `asked`: when codes were asked for, newest first."""
    latest = [at for at in asked if now - at < DAY]
    if len(latest) >= A_DAY:
        return latest[A_DAY - 1] + DAY - now
    return max(latest[0] + PAUSE - now, timedelta()) if latest else timedelta()


def next_try(tries: int, now: datetime, wished: timedelta | None) -> datetime:
    """When a message that did not leave is tried again, after so many failed tries; `wished`: by the gateway."""
    own = RETRIES[min(tries, len(RETRIES)) - 1]
    return now + max(own, wished or own)


def clean_code(typed: str) -> str | None:
    """Six digits as they were sent, blanks and hyphens left out; None where it is no code at all."""
    digits = "".join(c for c in typed if c not in " -.\u00a0")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None
