"""Open cases near by that may be the same matter: what an officer could merge a case into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ihanoi.cases.models import Case
from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.queries.distance import box_around, metres_between
from ihanoi.cases.queries.gate import visible_to
from ihanoi.cases.words import OPEN, State
from ihanoi.kernel.actor import Actor

NEAR_M: Final = 300


@dataclass(frozen=True, slots=True)
class Near:
    """An open case of the same agency near by."""

    id: int
    code: str
    title: str
    state: str
    state_label: str
    metres: int
    same_field: bool


def near(actor: Actor, case: Case) -> list[Near]:
    """Open cases of the same agency within walking distance that the actor may see, nearest first."""
    if case.lat is None or case.lon is None:
        return []
    west, south, east, north = box_around(case.lat, case.lon, NEAR_M)
    box = visible_to(actor).filter(listed=True, lat__range=(south, north), lon__range=(west, east))
    alike = box.filter(state__in=OPEN, lead=case.lead_id).exclude(pk=case.pk).order_by("-pk")
    rows = alike.values_list("pk", "submitted_at", "title", "state", "lat", "lon", "field_id")[:40]
    found = [
        Near(
            pk, code_of(pk, at), title, state, str(State(state).label), round(metres), field == case.field_id
        )
        for pk, at, title, state, lat, lon, field in rows
        if (metres := metres_between(case.lat, case.lon, lat or 0.0, lon or 0.0)) <= NEAR_M
    ]
    return sorted(found, key=lambda n: (not n.same_field, n.metres))[:8]
