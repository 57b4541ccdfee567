"""What the timetable starts. Safe to run twice, or in two processes at once."""

from __future__ import annotations

from . import actions


def send_mail() -> int:
    """Send the letters that are due. Returns how many went out."""
    return actions.send_mails().sent
