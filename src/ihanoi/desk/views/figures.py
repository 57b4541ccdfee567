"""The officer's figures: the whole city for those who answer for it, the own agency for the others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ihanoi.desk.views.frame import actor_of, agency_of, frame, officials
from ihanoi.insight import queries
from ihanoi.people import queries as people


@require_safe
@officials
def figures(request: HttpRequest) -> HttpResponse:
    """A month (`thang=2026-11`) of the agency that the officer works for, and beside it the league of all."""
    actor, chosen = actor_of(request), agency_of(request)
    first = people.answerable(chosen or min(actor.agencies()))
    scope = None if first.parent_id is None else first.id
    month = queries.month_of(request.GET.get("thang", ""))
    report = queries.report(month, scope)
    league = queries.report(month)
    context = {
        **frame(request, "figures"),
        **queries.shown(report),
        "league": queries.shown(league)["league"],
        "months": queries.months(),
        "scope": first.name,
    }
    return render(request, "desk/figures.html", context)
