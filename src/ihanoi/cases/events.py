"""What happened to cases, in the past tense: ids only, no personal data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """A move was made.

    `seq` is its line of history; the rest is as it was right after it, for those who are told later.
    """

    case_id: int
    verb: str
    seq: int
    state: str
    actor_id: int | None
    turn_role: str
    turn_agency_id: int | None
    handler_id: int | None


@dataclass(frozen=True, slots=True)
class ClockReached:
    """A running clock reached a share of its limit (50, 75, 100, 150 or, daily, more), in percent."""

    case_id: int
    clock_id: int
    percent: int
