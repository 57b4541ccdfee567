"""The public's page of figures: the same numbers as the desk's, without any case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ihanoi.insight import queries


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """Figures per agency of a month (`thang=2026-11`)."""
    report = queries.report(queries.month_of(request.GET.get("thang", "")))
    late = {"late_href": "/ban-do?trang-thai=late"}
    context: dict[str, Any] = {**queries.shown(report), **late, "months": queries.months()}
    return render(request, "insight/transparency.html", context)
