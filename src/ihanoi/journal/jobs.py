"""What the timetable starts. Both may run twice, or in two processes at once."""

from __future__ import annotations

from ihanoi.kernel.actor import SYSTEM

from . import actions


def relay(limit: int = 10_000) -> int:
    """Drain the outbox. Returns how many events every listener now has."""
    return actions.deliver(limit=limit).delivered


def seal() -> int:
    """Seal what is new, and note the newest seals outside. Returns how many seals were made."""
    made = len(actions.seal())
    actions.bear_witness()
    return made


def send_audit() -> int:
    """Send what concerns security to the city's collector. Returns how many acts it took."""
    return actions.send_audit(actor=SYSTEM)
