"""One move of one case: its form as a page or as a part of the case's page, and the move itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case, Moves
from ihanoi.cases.words import Verb
from ihanoi.desk.forms import FORMS, MoveForm, SubmitResultForm
from ihanoi.desk.views.frame import frame, go, officials
from ihanoi.desk.words import DANGEROUS, MOVES
from ihanoi.kernel.denials import Denied
from ihanoi.ui.requests import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def move(request: HttpRequest, code: str, verb: Verb) -> HttpResponse:
    """GET shows the form, POST makes the move. What was typed is never lost."""
    actor = actor_of(request)
    case, allowed = cases.moves_of(actor, code)
    if request.method != "POST":
        status = 200 if verb in allowed.all else 409
        return _show(request, case, verb, FORMS[verb](actor=actor, case=case), allowed, status)
    form = FORMS[verb](request.POST, request.FILES, actor=actor, case=case)
    if not form.is_valid() or form.holds_back():
        return _show(request, case, verb, form, allowed, 200 if form.is_valid() else 422)
    try:
        arguments = form.arguments() | {"seen": form.cleaned_data["seen"]}
        moved: Case = getattr(actions, verb)(actor=actor, case_id=case.pk, **arguments)
    except Denied as denied:
        return _denied(request, case, verb, form, denied)
    messages.success(request, _("%(done)s: %(code)s") % {"done": verb.label, "code": case.code})
    return go(request, _afterwards(request, moved))


@require_POST
@officials
def check_answer(request: HttpRequest, code: str) -> HttpResponse:
    """What the quality gate says while the answer is being written."""
    actor = actor_of(request)
    case, _allowed = cases.moves_of(actor, code)
    form = SubmitResultForm(request.POST, actor=actor, case=case)
    return render(request, "desk/parts/lacks.html", {"remarks": form.remarks_while_writing, "written": True})


@require_safe
@officials
def moves(request: HttpRequest, code: str) -> HttpResponse:
    """The panel of moves alone: back from a form that was opened in its place."""
    page = cases.moves_panel(actor_of(request), code)
    context = {"page": page, "case": page.case, **panel(page.code, page.moves)}
    return render(request, "desk/parts/moves.html", context)


def panel(code: str, allowed: Moves) -> dict[str, Any]:
    """The buttons: what the table allows, one of them primary."""
    return {
        "primary": _button(code, allowed.primary) if allowed.primary else None,
        "others": [_button(code, verb) for verb in sorted(allowed.others, key=list(MOVES).index)],
        "moves": allowed,
    }


def _button(code: str, verb: Verb) -> dict[str, Any]:
    words = MOVES[verb]
    return {
        "label": verb.label,
        "icon": words.icon,
        "key": words.key,
        "href": reverse(f"desk:{verb}", args=[code]),
    }


def _denied(request: HttpRequest, case: Case, verb: Verb, form: MoveForm, denied: Denied) -> HttpResponse:
    """Who came second reads what the first one did, and keeps the text."""
    fresh, allowed = cases.moves_of(actor_of(request), case.code)
    stale = fresh.version > (form.cleaned_data["seen"] or 0)
    status = form.take(denied)
    form.refresh(fresh.version)
    return _show(request, fresh, verb, form, allowed, status, stale=stale)


def _show(
    request: HttpRequest,
    case: Case,
    verb: Verb,
    form: MoveForm,
    allowed: Moves,
    status: int,
    *,
    stale: bool = False,
) -> HttpResponse:
    context = {
        "form": form, "case": case, "code": case.code, "verb": verb, "words": MOVES[verb], "action": request.path,
        "danger": verb in DANGEROUS, "back": reverse("desk:case", args=[case.code]), "stale": stale,
        "possible": verb in allowed.all, "why": next(iter(allowed.missing), ""), "preview": "xem-truoc" in request.POST,
        "sides": _sides(case.code, verb, allowed),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "desk/parts/move.html", context, status=status)
    beside = cases.beside(actor_of(request), case)  # a part of the case's own page where the form opens there
    return render(request, "desk/move.html", {**frame(request), **context, "beside": beside}, status=status)


def _sides(code: str, verb: Verb, allowed: Moves) -> list[dict[str, Any]]:
    """The opposite decision stands beside a decision."""
    pairs = {
        Verb.APPROVE: Verb.REJECT_RESULT, Verb.PUBLISH: Verb.KEEP_PRIVATE, Verb.GRANT_EXTENSION: Verb.DENY_EXTENSION,
        Verb.RECEIVE: Verb.REFUSE_RECEPTION, Verb.ACCEPT: Verb.REFUSE_HANDLING,
    }  # fmt: skip
    other = pairs.get(verb)
    return [_button(code, other)] if other in allowed.all else []


def _afterwards(request: HttpRequest, case: Case) -> str:
    """Back to the case while it may still be seen; a case given away leads to the list, a merged one to the other."""
    there = case.merged_into or case
    try:
        cases.inside(actor_of(request), there.code)
    except Denied:
        return reverse("desk:shelf-mine")
    return reverse("desk:case", args=[there.code]) + ("?xem=lap-lai#ho-so" if case.merged_into else "")
