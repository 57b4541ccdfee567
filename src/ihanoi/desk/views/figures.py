"""The officer's figures: the whole city for those who answer for it, the own agency for the others."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Shelf
from ihanoi.desk.views.frame import agency_of, frame, officials
from ihanoi.insight import queries
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.people.queries import AgencyNode
from ihanoi.people.words import Role
from ihanoi.ui.requests import actor_of

WHOLE_CITY = frozenset({Role.OVERSEER, Role.DISPATCHER, Role.INSPECTOR})
"""Seats of an office, but for the whole city."""
LATE = {"mau": "qua-han"}


@require_safe
@officials
def figures(request: HttpRequest) -> HttpResponse:
    """A month (`thang=2026-11`) or other days (`tu=`, `den=`) of the officer's agency, beside it the league of all."""
    answers = answers_for(actor_of(request), agency_of(request))
    scope = None if answers.parent_id is None else answers.id
    report, league = queries.asked(request.GET, scope), queries.asked(request.GET)
    shown = queries.shown(report, queries.before(report, scope))
    context = {
        **frame(request, "figures"),
        **shown,
        **queries.ranking(league),
        "months": queries.months(),
        "scope": answers.name,
        **_drills(request, shown["kind_slug"]),
    }
    return render(request, "desk/figures.html", context)


def _drills(request: HttpRequest, kind_slug: str) -> dict[str, str]:
    """From a number to its cases, on the list of the officer that holds them."""
    held = cases.shelves(actor_of(request))
    of_kind = {"loai": kind_slug} if kind_slug else {}
    for shelf, late in ((Shelf.LATE, {}), (Shelf.CITY, LATE), (Shelf.AGENCY, LATE)):
        if shelf in held:
            return {
                "late_href": _list(shelf, late | of_kind),
                "unhappy_href": _list(Shelf.UNHAPPY, of_kind) if Shelf.UNHAPPY in held else "",
                "of_agency_href": ""
                if shelf == Shelf.AGENCY
                else _list(shelf, late | of_kind | {"co-quan": ""}),
            }
    return {}


def _list(shelf: Shelf, filters: dict[str, str]) -> str:
    return f"{reverse(f'desk:shelf-{shelf}')}?{urlencode(filters)}".rstrip("?")


def answers_for(actor: Actor, chosen: int | None) -> AgencyNode:
    """The agency whose figures the officer sees first; the city (the root) for its overseers and dispatchers."""
    seats = [seat for seat in actor.seats if chosen in (None, seat.agency_id)]
    if any(seat.role in WHOLE_CITY for seat in seats):
        return people.city()
    return people.answerable(min(seat.agency_id for seat in seats))
