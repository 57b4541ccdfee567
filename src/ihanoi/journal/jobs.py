"""What the timetable starts. Both may run twice, or in two processes at once."""

from __future__ import annotations

from . import actions


def relay(limit: int = 10_000) -> int:
    """Drain the outbox. Returns how many events every listener now has."""
    return actions.deliver(limit=limit).delivered


def seal() -> int:
    """Seal what is new, and note the newest seals outside. Returns how many seals were made."""
    made = len(actions.seal())
    actions.bear_witness()
    return made
