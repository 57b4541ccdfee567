"""The panel of moves alone: what may be done with a case now, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from ihanoi.cases.models import Case, Extension
from ihanoi.cases.queries import moves as allowed
from ihanoi.cases.queries.cards import ClockFace, clock_face
from ihanoi.cases.queries.deadline import Deadline, deadline_of
from ihanoi.cases.queries.moves import Moves
from ihanoi.cases.queries.page import inside
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """The part of the case's page that its moves need; the names are those of the page."""

    case: Case
    code: str
    face: ClockFace | None
    running: tuple[Deadline, ...]
    waits_for: str
    moves: Moves
    extension: Extension | None


def moves_panel(actor: Actor, code: str) -> Panel:
    """Raises NotFound."""
    case, now = inside(actor, code), clock.now()
    running = case.clocks.filter(stopped_at__isnull=True).order_by("due_at", "id")
    asked = case.extensions.filter(granted__isnull=True).select_related("asked_by").order_by("pk")
    return Panel(
        case=case,
        code=case.code,
        face=clock_face(case, now),
        running=tuple(deadline_of(row, case.priority, now) for row in running),
        waits_for=allowed.waits_for(case),
        moves=allowed.moves(actor, case, now),
        extension=asked.first() if case.extension_open else None,
    )
