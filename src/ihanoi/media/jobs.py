"""Entry points for the timetable; each may run twice without harm."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from ihanoi.kernel import clock
from ihanoi.media import actions, networks

log = logging.getLogger("ihanoi.media")


def erase_unused() -> int:
    """Erase unclaimed uploads, batch by batch, then what a power cut left behind some days ago."""
    erased = 0
    while batch := actions.erase_unused():
        erased += batch
    today = clock.now().date()
    return erased + sum(actions.erase_orphans(day=today - timedelta(days=days)) for days in range(3, 8))


@app.task(name="media.look", queue="pictures")
def look(file_id: str) -> None:
    """Look at one new picture. Where a network's package is missing it says so, and the picture waits for a person."""
    for weights in (networks.FACES, networks.INDECENCY):
        if weights.path is None:
            log.warning("package %s is not installed: pictures wait for a person's look", weights.package)
    actions.look(file_id=UUID(file_id))
