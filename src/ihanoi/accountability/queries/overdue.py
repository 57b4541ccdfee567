"""The overdue list: per agency, what lies open beyond its limit, as of a moment that is said (R90, T7)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from ihanoi.accountability.queries.standing import need_to_see_all
from ihanoi.cases import queries as cases
from ihanoi.cases.words import Clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import queries as people
from ihanoi.places import queries as places


@dataclass(frozen=True, slots=True)
class OverdueAgency:
    """Counts of one agency: waiting for reception, or for all that follows; `oldest` was due first."""

    agency_id: int
    name: str
    reception: int
    handling: int
    oldest: datetime

    @property
    def total(self) -> int:
        return self.reception + self.handling


@dataclass(frozen=True, slots=True)
class OverdueCase:
    """A case as a list or letter names it: nothing of its sender."""

    case_id: int
    agency_id: int
    code: str
    title: str
    place: str
    clock: str
    submitted_at: datetime
    due_at: datetime
    over_s: int


def overdue(actor: Actor, as_of: datetime) -> list[OverdueAgency]:
    """Agencies with overdue cases, the most first. Raises NotFound."""
    need_to_see_all(actor)
    at_door = Q(clock=Clock.RECEPTION)
    counted = _open_beyond(as_of).values("lead").annotate(
        reception=Count("pk", filter=at_door), handling=Count("pk", filter=~at_door), oldest=Min("due_at")
    )  # fmt: skip
    rows = [
        OverdueAgency(r["lead"], people.agency(r["lead"]).name, r["reception"], r["handling"], r["oldest"])
        for r in counted.order_by()
    ]
    return sorted(rows, key=lambda row: (-row.total, row.name))


def overdue_cases(as_of: datetime, agency_ids: Collection[int], most: int) -> list[OverdueCase]:
    """Their cases, by agency and what was due first; at most so many."""
    found = _open_beyond(as_of).filter(lead__in=list(agency_ids)).order_by("lead", "due_at", "pk")
    return list(_named(found.select_related("unit")[:most], as_of))


def _open_beyond(as_of: datetime) -> QuerySet[Any]:
    return cases.visible_to(SYSTEM).filter(closed_at=None, due_at__lt=as_of)


def _named(found: QuerySet[Any], as_of: datetime) -> Iterator[OverdueCase]:
    for case in found:
        worked = places.working_time(people.calendar_of(case.lead_id))
        yield OverdueCase(
            case_id=case.pk, agency_id=case.lead_id, code=case.code, title=case.public_title,
            place=case.unit.name if case.unit else "", clock=case.clock, submitted_at=case.submitted_at,
            due_at=case.due_at, over_s=worked.between(case.due_at, as_of),
        )  # fmt: skip
