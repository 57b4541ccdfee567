"""A value that each process keeps, built from rows that rarely change, and compared with them once a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")

LOOK_AGAIN_S: Final = 1.0


class Kept(Generic[S, T]):
    """`stamp` reads what changes with the rows; `build` makes the value when the stamp is no longer the same.

    The stamp is read before the rows, so a change in between is noticed by the next look and never missed.
    """

    def __init__(self, stamp: Callable[[], S], build: Callable[[S], T]) -> None:
        self._stamp, self._build = stamp, build
        self._lock = Lock()
        self._held: tuple[S, T, float] | None = None  # the stamp, the value, and when they were last compared

    def forget(self) -> None:
        """Build anew at the next question: after a change made in this process."""
        self._held = None

    def get(self) -> T:
        """The value, at most a second older than the rows."""
        held = self._held
        if held is None or _is_old(held[2]):
            with self._lock:
                held = self._look()
        return held[1]

    def _look(self) -> tuple[S, T, float]:
        """Under the lock: another thread may have looked while this one waited."""
        held, now = self._held, time.monotonic()
        if held is not None and not _is_old(held[2]):
            return held
        stamp = self._stamp()
        value = held[1] if held is not None and held[0] == stamp else self._build(stamp)
        self._held = found = (stamp, value, now)
        return found


def _is_old(looked: float) -> bool:
    return time.monotonic() - looked >= LOOK_AGAIN_S
