"""The city's calendar for everybody: which days are worked, and by which notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ihanoi.kernel import clock
from ihanoi.places import queries as places
from ihanoi.ui.responses import denials_as_pages
from ihanoi.ui.timewords import short_weekdays

YEARS_SHOWN = range(-1, 3)  # from today's


@require_safe
@denials_as_pages
def working_days(request: HttpRequest, year: int) -> HttpResponse:
    """Twelve months, to read and to print."""
    of, known = places.year(year), places.known_years()
    years = [clock.today().year + n for n in YEARS_SHOWN]
    context = {
        "year": year,
        "years": [each for each in years if each in known],
        "of": of,
        "state": places.year_state(year),
        "months": places.months(of),
        "weekdays": short_weekdays(),
    }
    return render(request, "portal/working_days.html", context)
