"""The public's page of figures: the same numbers as the desk's, without any case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ihanoi.insight import queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """Figures per agency of a month (`thang=2026-11`) or of other days (`tu=2024-06-28&den=2024-08-28`)."""
    report = queries.asked(request.GET)
    shown = queries.shown(report, queries.before(report))
    of_kind = f"&loai={shown['kind_slug']}" if report.kind else ""
    context: dict[str, Any] = {
        **shown,
        "late_href": f"/ban-do?trang-thai=late{of_kind}",
        "months": queries.months(),
    }
    return render(request, "insight/transparency.html", context)


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same days of all agencies as XLSX."""
    report = queries.asked(request.GET)
    name = f"{report.first:%Y-%m}" if report.is_month else f"{report.first}-{report.last}"
    answer = HttpResponse(queries.workbook(report), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="ihanoi-{name}.xlsx"'
    return answer
