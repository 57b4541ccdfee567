"""The only source of the current time, and where the city is in it. Tests and the demo move it; nothing else may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The day that it is in the city at a moment."""
    return moment.astimezone(HANOI).date()


def today() -> date:
    """The day that it is in the city now."""
    return day_of(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment for the time of the block."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware moment")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
