"""Entering a report for somebody who rang, wrote or came (R31)."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ihanoi.cases import actions
from ihanoi.cases.queries import Case, may_enter
from ihanoi.cases.words import KIND_OF_SLUG, KIND_SHORT, KIND_SLUGS, Kind
from ihanoi.desk.forms import StaffEntry
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.people import queries as people
from ihanoi.people.actions import register_organisation
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
    given = request.POST if request.method == "POST" else request.GET
    kind = Kind(KIND_OF_SLUG.get(given.get("loai", ""), Kind.FIELD))
    if request.method != "POST":
        first = {"channel": "phone", "client_key": uuid4()}
        receipt = request.session.pop(RECEIPT, None)
        return _show(request, StaffEntry(actor=actor, kind=kind, initial=first), receipt=receipt)
    form = StaffEntry(request.POST, request.FILES, actor=actor, kind=kind)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        case = actions.submit(actor=actor, **form.arguments(_organisation(actor, form)))
    except Denied as denied:
        return _show(request, form, status=form.take(denied))
    request.session[RECEIPT] = _receipt(case)
    return redirect(_address(kind))


def _organisation(actor: Actor, form: StaffEntry) -> int | None:
    """The organisation for which somebody rang or wrote; a new one is written down. Raises Invalid."""
    if form.kind != Kind.BUSINESS:
        return None
    given = form.cleaned_data
    return register_organisation(actor=actor, tax_code=given["tax_code"], name=given["firm"]).pk


def _address(kind: Kind) -> str:
    here = reverse("desk:entry")
    return here if kind == Kind.FIELD else f"{here}?loai={KIND_SLUGS[kind]}"


def _receipt(case: Case) -> dict[str, str]:
    due = said.moment(case.due_at) if case.due_at else ""
    return {"code": case.code, "title": case.title, "lead": people.agency(case.lead_id).name, "due": due}


def _show(
    request: HttpRequest, form: StaffEntry, status: int = 200, receipt: dict[str, str] | None = None
) -> HttpResponse:
    kinds = [
        {"href": _address(kind), "label": KIND_SHORT[kind], "on": kind == form.kind} for kind in KIND_SHORT
    ]
    context = {
        **frame(request, "entry"),
        "form": form,
        "receipt": receipt,
        "kinds": kinds,
        "slug": KIND_SLUGS[form.kind],
    }
    return render(request, "desk/entry.html", context, status=status)
