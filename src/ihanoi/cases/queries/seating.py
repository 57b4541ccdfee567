"""Whom a case can be given to.

Divisions and handlers with what they hold now and have done before; other agencies with reasons.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q

from ihanoi.cases.models import Case
from ihanoi.cases.queries.succession import heirs_of
from ihanoi.cases.words import Role
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.routing import queries as routing
from ihanoi.routing.words import AgencyGuess, Routing

LOOKED_AT: Final = 400  # so many of the agency's latest answers in the same field show who knows the work


@dataclass(frozen=True, slots=True)
class Person:
    """A handler: open cases in hand, and answers in this field that were in time."""

    id: int
    name: str
    job_title: str
    in_hand: int
    alike_in_time: int
    is_self: bool


@dataclass(slots=True)
class Desk:
    """A unit of the agency that answers, with its handlers."""

    agency_id: int
    name: str
    is_lead: bool
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Seating:
    """Desks in the order of the tree; `suggested` is the handler whom experience and workload speak for."""

    desks: tuple[Desk, ...]
    suggested: Person | None

    @property
    def choices(self) -> set[str]:
        """Values that a form may take: "agency:" or "agency:handler"."""
        units = {f"{d.agency_id}:" for d in self.desks if not d.is_lead}
        return units | {f"{d.agency_id}:{p.id}" for d in self.desks for p in d.people}


def seating(actor: Actor, case: Case) -> Seating:
    """The lead agency and what is below it, in four queries whatever their number."""
    nodes = [people.agency(case.lead_id), *_below(case.lead_id)]
    holders = people.holder_ids(Role.HANDLER, [node.id for node in nodes])
    ids = {person for found in holders.values() for person in found}
    named = people.persons(ids)
    in_hand, alike = _in_hand(ids), _alike(case)
    desks = []
    for node in nodes:
        found = [
            Person(i, named[i].name, named[i].job_title, in_hand[i], alike[i], i == actor.account_id)
            for i in holders[node.id]
            if i in named
        ]
        desks.append(
            Desk(node.id, node.name, node.id == case.lead_id, sorted(found, key=lambda p: p.in_hand))
        )
    known = [p for desk in desks for p in desk.people if not p.is_self]
    best = max(known, key=lambda p: (p.alike_in_time, -p.in_hand), default=None)
    return Seating(tuple(d for d in desks if d.people or not d.is_lead), best)


def agencies_for(case: Case) -> tuple[AgencyGuess, ...]:
    """Where it belongs, apart from where it is, best first with reasons.

    What a closed agency left goes to one of its heirs; anything else where the router would send it.
    """
    found = heirs_of(case) or _routed(case).agencies
    return tuple(guess for guess in found if guess.agency_id != case.lead_id)


def along_with(case: Case) -> tuple[str, ...]:
    """Who works along with the agency that leads, by the rules of competence (R42)."""
    guesses = (guess for guess in _routed(case).agencies if guess.agency_id == case.lead_id)
    return tuple(people.agency(agency_id).name for guess in guesses for agency_id in guess.along)


def _routed(case: Case) -> Routing:
    past = routing.Past(case.pk, case.text, case.lat, case.lon, case.field_id, case.unit_id)
    return routing.Trial([None]).again(past)[0]


def _below(agency_id: int) -> list[people.AgencyNode]:
    today = clock.today()
    found = (people.agency(a) for a in sorted(people.under(agency_id) - {agency_id}))
    return [
        node
        for node in found
        if node.valid(today) and (node.parent_id == agency_id or agency_id in node.line)
    ][:60]


def _in_hand(ids: set[int]) -> dict[int, int]:
    counted = Case.objects.filter(handler__in=ids, turn_role=Role.HANDLER).order_by().values_list("handler")
    return defaultdict(int, counted.annotate(n=Count("pk")))


def _alike(case: Case) -> dict[int, int]:
    latest = Case.objects.filter(lead=case.lead_id).order_by("-submitted_at", "-id").values("pk")[:LOOKED_AT]
    done = Case.objects.filter(
        pk__in=latest, field=case.field_id, resolved_at__isnull=False, handler__isnull=False
    )
    counted = done.order_by().values_list("handler").annotate(n=Count("pk", filter=Q(margin_s__gte=0)))
    return defaultdict(int, counted)
