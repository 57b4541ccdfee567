"""Entering a report for somebody who rang, wrote or came (R31)."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ihanoi.cases import actions
from ihanoi.cases.queries import Case, may_enter
from ihanoi.desk.forms import StaffEntry
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.people import queries as people
from ihanoi.ui import words as said
from ihanoi.ui.requests import actor_of

RECEIPT = "desk_receipt"


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def entry(request: HttpRequest) -> HttpResponse:
    """The receipt of the last entry stands above the next form, to be read out to the sender."""
    actor = actor_of(request)
    if not may_enter(actor):
        raise NotFound(_("Không có trang này."))
    if request.method != "POST":
        receipt = request.session.pop(RECEIPT, None)
        return _show(
            request,
            StaffEntry(actor=actor, initial={"channel": "phone", "client_key": uuid4()}),
            receipt=receipt,
        )
    form = StaffEntry(request.POST, request.FILES, actor=actor)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        case = actions.submit(actor=actor, **form.arguments())
    except Denied as denied:
        return _show(request, form, status=form.take(denied))
    request.session[RECEIPT] = _receipt(case)
    return redirect("desk:entry")


def _receipt(case: Case) -> dict[str, str]:
    due = said.moment(case.due_at) if case.due_at else ""
    return {"code": case.code, "title": case.title, "lead": people.agency(case.lead_id).name, "due": due}


def _show(
    request: HttpRequest, form: StaffEntry, status: int = 200, receipt: dict[str, str] | None = None
) -> HttpResponse:
    context = {**frame(request, "entry"), "form": form, "receipt": receipt}
    return render(request, "desk/entry.html", context, status=status)
