"""What the timetable and the queue start. Safe to run twice."""

from __future__ import annotations

from procrastinate.contrib.django import app

from ihanoi.kernel.actor import SYSTEM
from ihanoi.privacy import actions, queries
from ihanoi.privacy.words import RequestState


def erase_lapsed() -> int:
    """Daily: what has been kept long enough. Returns how many rows went."""
    return sum(actions.erase_lapsed().values())


def warn() -> int:
    """Guardians are told of clocks that run out."""
    return actions.warn()


@app.task(name="privacy.make_copy")
def make_copy(request_id: int) -> None:
    """The archive that somebody asked for; a request that is over meanwhile gets none."""
    request = queries.visible_requests(SYSTEM).filter(pk=request_id).first()
    if request is None or request.state not in (RequestState.ACCEPTED, RequestState.EXTENDED):
        return
    actions.make_copy(request)
    actions.finish(actor=SYSTEM, request_id=request_id)
