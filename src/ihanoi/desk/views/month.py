"""The month report of an agency or of the city: as a page to print, and as a Word document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ihanoi.accountability import queries
from ihanoi.desk.views.duties import DOCX, download, number_in, shown
from ihanoi.desk.views.frame import officials
from ihanoi.insight import queries as insight
from ihanoi.ui.requests import actor_of


@require_safe
@officials
def month_report(request: HttpRequest) -> HttpResponse:
    """A month (`thang=2026-11`) of an agency (`co-quan=`)."""
    actor = actor_of(request)
    month = insight.month_of(request.GET.get("thang", ""))
    found = queries.month_report(actor, month, number_in(request, "co-quan"))
    context = {"page": found, "months": insight.months(), "agencies": queries.reported_agencies(actor, month)}
    return shown(request, "month-report", "month/report.html", context)


@require_safe
@officials
def month_docx(request: HttpRequest) -> HttpResponse:
    """The same as DOCX."""
    month = insight.month_of(request.GET.get("thang", ""))
    content = queries.month_document(actor_of(request), month, number_in(request, "co-quan"))
    return download(content, DOCX, f"bao-cao-thang-{month:%Y-%m}.docx")
