"""How good the automatic routing is: as a page, and as numbers for programs (`dang=json`)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.desk.forms import choices
from ihanoi.desk.views.frame import frame, may_judge, officials
from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.routing import queries
from ihanoi.ui.requests import actor_of

DAYS = (7, 30, 90, 365)
USUAL = 30


@require_safe
@officials
def quality(request: HttpRequest) -> HttpResponse:
    """Of the last days (`ngay=30`), of a field (`linh-vuc=`), of a unit (`phuong=`)."""
    if not may_judge(actor_of(request)):
        raise NotFound(_("Không có trang này."))
    days = _number(request, "ngay")
    days = days if days in DAYS else USUAL
    field_id, unit_id = _number(request, "linh-vuc"), _number(request, "phuong")
    until = clock.today()
    since = until - timedelta(days=days - 1)
    found = queries.quality(since, until, field_id=field_id, unit_id=unit_id)
    if request.GET.get("dang") == "json":
        return JsonResponse({"since": since, "until": until, **asdict(found)})
    context = {
        **frame(request, "quality"),
        **_shown(found, since, until),
        "days": days,
        "all_days": DAYS,
        "field_id": field_id,
        "unit_id": unit_id,
        "groups": choices.fields(),
        "units": choices.units(),
    }
    return render(request, "desk/quality.html", context)


def _shown(found: queries.Quality, since: date, until: date) -> dict[str, Any]:
    """With the chart of the weeks, in percent."""
    weeks = [week for week in found.weeks if week.share is not None]
    return {
        "q": found,
        "since": since,
        "until": until,
        "week_values": [100 * (week.share or 0) for week in weeks],
        "week_labels": [week.name for week in weeks],
    }


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 16 else None
