"""A due time on trial: when would a limit that begins then run out at that agency, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.cases.queries.deadline import notes_of, strip_rows
from ihanoi.desk.forms.calendars import DueForm
from ihanoi.desk.views.calendars import HERE
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.worktime import Limit, LimitUnit, OutOfRange
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.ui import timewords
from ihanoi.ui.requests import actor_of
from ihanoi.ui.strip import day_strip


@require_safe
@officials
def calculator(request: HttpRequest) -> HttpResponse:
    """For every officer; nothing is kept. A limit in the address makes the answer shareable."""
    initial = {
        "start": clock.now().astimezone(HANOI).replace(second=0, microsecond=0), "amount": 7,
        "unit": LimitUnit.WORKING_DAYS.value,
    }  # fmt: skip
    form = DueForm(request.GET if "start" in request.GET else None, initial=initial)
    answer = _answer(form) if form.is_bound and form.is_valid() else None
    here = HERE if places.watches_calendars(actor_of(request)) else ""
    context = {**frame(request, here), "form": form, "answer": answer}
    return render(request, "desk/calendars/calculator.html", context, status=422 if form.errors else 200)


def _answer(form: DueForm) -> dict[str, Any] | None:
    given = form.cleaned_data
    start, agency_id = given["start"], given["agency_id"]
    calendar_id = people.calendar_of(agency_id, clock.day_of(start)) if agency_id else None
    worktime = places.working_time(calendar_id)
    try:
        due = worktime.due(start, Limit(given["amount"], LimitUnit(given["unit"])))
    except OutOfRange:
        first, last = worktime.first.year, worktime.last.year
        form.add_error(
            "start", _("Lịch chỉ có từ năm %(first)d đến hết năm %(last)d.") % {"first": first, "last": last}
        )
        return None
    return {
        "due_at": due.at,
        "sentence": timewords.sentence(due.trace),
        "notes": notes_of(due.trace),
        "rows": strip_rows(day_strip(worktime, start, due.at, clock.now()), due.at),
        "agency": people.agency(agency_id).name if agency_id else "",
        "provisional": due.trace["provisional"],
    }
