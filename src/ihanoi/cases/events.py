"""What happened to cases, in the past tense: ids only, no personal data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """A move was made. `seq` is its line of history; `state` the state after it."""

    case_id: int
    verb: str
    seq: int
    state: str
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClockReached:
    """A running clock reached a share of its limit (50, 75, 100, 150 or, daily, more), in percent."""

    case_id: int
    clock_id: int
    percent: int
