"""What would happen to a report if it were sent now.

What the public would read, who would receive it, and by when they must answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ihanoi.cases import ports, rules
from ihanoi.cases.queries.cards import field_face, inside_sentence
from ihanoi.cases.queries.deadline import promise
from ihanoi.cases.queries.limits import limit
from ihanoi.cases.rules.wording import public_words, without_names
from ihanoi.cases.words import Clock, Kind
from ihanoi.kernel import clock
from ihanoi.kernel.worktime import Due, Limit
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing


@dataclass(frozen=True, slots=True)
class Masked:
    """A piece of text; `kind` names the personal data or "insult" that is masked in it, blank for plain text."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A report of another kind than `field`, before it is sent. `placed_by_hand`: the city's dispatcher places it."""

    title: str
    text: list[Masked]
    agency_name: str
    placed_by_hand: bool
    limit_hours: int
    to_assign: bool  # the limit is for reception and assignment together
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`agency_name` is the city's dispatcher when the router abstains (`placed_by_hand`)."""

    title: str
    text: list[Masked]
    findings: list[str]
    field_name: str
    field_icon: str
    unit_name: str
    agency_name: str
    placed_by_hand: bool
    limit_hours: int
    due_at: datetime
    trace: str
    reasons: list[str]


def masked(text: str) -> list[Masked]:
    """The public version of a text, with what was masked marked."""
    shown, findings = public_words(text)
    pieces, at = [], 0
    for kind, start, end in findings:
        pieces.append(Masked(shown[at:start]))
        pieces.append(Masked(shown[start:end], kind))
        at = end
    pieces.append(Masked(shown[at:]))
    return [piece for piece in pieces if piece.text]


def foresee(
    *, text: str, lat: float | None, lon: float | None, field_id: int | None, unit_id: int | None
) -> Foreseen:
    """By the same router, limits and calendar as `actions.submit`.

    It may differ by the minutes until the report is sent.
    """
    routed = routing.route(text, lat, lon, field_id=field_id, unit_id=unit_id)
    agency_id = routed.agency_id or people.city().id
    allowed, due = _first_due(Kind.FIELD, Clock.RECEPTION, agency_id)
    chosen = field_id or next((f.field_id for f in routed.fields), None)
    name, icon = field_face(chosen)
    pieces = masked(text)
    unit = places.unit_by_id(unit_id or (routed.units[0].unit_id if routed.units else 0))
    return Foreseen(
        title=rules.public_title("", text),
        text=pieces,
        findings=list(dict.fromkeys(piece.kind for piece in pieces if piece.kind)),
        field_name=name,
        field_icon=icon,
        unit_name=inside_sentence(unit.name) if unit else "",
        agency_name=people.agency(agency_id).name,
        placed_by_hand=routed.agency_id is None,
        limit_hours=allowed.amount,
        due_at=due.at,
        trace=promise(due),
        reasons=[str(reason) for reason in routed.reasons],
    )


def foresee_addressed(
    *, kind: str, text: str, agency_id: int | None, hidden: Iterable[str] = ()
) -> Addressed:
    """The same for a report that no place routes. `hidden`: names that the public must not read in it."""
    lead_id = lead_of(kind, agency_id)
    name = Clock.INTAKE if kind == Kind.BUSINESS else Clock.RECEPTION
    allowed, due = _first_due(kind, name, lead_id)
    shown = without_names(text, hidden)
    return Addressed(
        title=rules.public_title("", shown),
        text=masked(shown),
        agency_name=people.agency(lead_id).name,
        placed_by_hand=lead_id == people.city().id,
        limit_hours=allowed.amount,
        to_assign=name == Clock.INTAKE,
        due_at=due.at,
    )


def lead_of(kind: str, agency_id: int | None) -> int:
    """The agency that will answer: the one that runs the platform, the one named, or the city."""
    if kind == Kind.APP:
        runs = people.agency_by_code(ports.platform_agency())
        return people.successor(runs.id).id if runs else people.city().id
    return agency_id or people.city().id


def _first_due(kind: str, name: Clock, agency_id: int) -> tuple[Limit, Due]:
    now = clock.now()
    allowed = limit(kind, name, "", now)
    return allowed, places.working_time(people.calendar_of(agency_id)).due(now, allowed)
