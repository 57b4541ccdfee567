"""One case: the page, its paper, its notes, and whether it has changed meanwhile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.desk import ports
from ihanoi.desk.forms import NoteForm
from ihanoi.desk.views.frame import frame, officials, works
from ihanoi.desk.views.move import panel
from ihanoi.desk.views.seen import note_case
from ihanoi.desk.views.walk import around
from ihanoi.desk.words import NOTED
from ihanoi.kernel.denials import Invalid
from ihanoi.ui.requests import actor_of

NEWEST = 10**10  # a version beyond all: nothing is newer


@require_safe
@officials
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Facts, pictures, history, clocks, repeats and the moves."""
    page = cases.case_page(actor_of(request), code)
    if code != page.code:
        return redirect("desk:case", page.code)
    return _show(request, page, NoteForm())


@require_safe
@officials
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The case on paper."""
    page = cases.case_page(actor_of(request), code)
    note_case(request, page)
    return render(request, "desk/sheet.html", {"page": page})


@require_safe
@officials
def newer(request: HttpRequest, code: str) -> HttpResponse:
    """For the live channel: who did what since the version on the page; empty when nothing."""
    seen = request.GET.get("ban", "")
    known = int(seen) if seen.isdecimal() and len(seen) < 10 else NEWEST
    line = cases.last_line(actor_of(request), code, known)  # through the gate in any case
    return render(request, "desk/parts/newer.html", {"line": line, "code": code})


@require_POST
@officials
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Write for colleagues only."""
    actor = actor_of(request)
    case = cases.inside(actor, code)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.note(actor=actor, case_id=case.pk, text=form.cleaned_data["text"])
        except Invalid as invalid:
            form.add_error("text", str(invalid.reason))
        else:
            messages.success(request, NOTED)
            return redirect(reverse("desk:case", args=[case.code]) + "?xem=ghi-chu#ho-so")
    return _show(request, cases.case_page(actor, code), form, status=422)


def _show(request: HttpRequest, page: cases.CasePage, form: NoteForm, status: int = 200) -> HttpResponse:
    note_case(request, page)
    tab = "ghi-chu" if form.is_bound else request.GET.get("xem", "")
    context = {
        **frame(request),
        **ports.live_context(page.case.pk),
        **panel(page.code, page.moves),
        "page": page,
        "case": page.case,
        "walk": around(request, page.code),
        "note_form": form,
        "works": works(actor_of(request)),
        "remarks": cases.remarks(page.case.text),
        "beside": cases.beside(actor_of(request), page.case),
        "tab": tab if tab in ("ghi-chu", "lap-lai", "trao-doi") else "lich-su",
    }
    return render(request, "desk/case.html", context, status=status)
