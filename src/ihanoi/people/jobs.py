"""What the timetable starts. Safe to run twice."""

from __future__ import annotations

from . import actions


def close_left() -> None:
    """Just after midnight: officials who had their last day."""
    actions.close_left()


def close_idle() -> None:
    """Each morning: accounts of officials that nobody uses."""
    actions.close_idle()
