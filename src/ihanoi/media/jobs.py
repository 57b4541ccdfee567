"""Entry points for the timetable; each may run twice without harm."""

from __future__ import annotations

from datetime import timedelta

from ihanoi.kernel import clock
from ihanoi.media import actions


def erase_unused() -> int:
    """Erase unclaimed uploads, batch by batch, then what a power cut left behind some days ago."""
    erased = 0
    while batch := actions.erase_unused():
        erased += batch
    today = clock.now().date()
    return erased + sum(actions.erase_orphans(day=today - timedelta(days=days)) for days in range(3, 8))
