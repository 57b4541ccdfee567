"""The same move on several cases: first what will happen, then what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case
from ihanoi.cases.words import Verb
from ihanoi.desk.forms import BulkAssign, BulkReceive, BulkRemind
from ihanoi.desk.views.frame import frame, home, officials
from ihanoi.desk.words import MOVES, NOTHING_PICKED
from ihanoi.kernel.denials import Denied
from ihanoi.ui.requests import actor_of

FORMS: Final[dict[str, Any]] = {Verb.RECEIVE: BulkReceive, Verb.ASSIGN: BulkAssign, Verb.REMIND: BulkRemind}
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one case; `why` is empty when it went well."""

    code: str
    title: str
    href: str
    why: str = ""


@require_POST
@officials
def bulk(request: HttpRequest) -> HttpResponse:
    """`case` (several), `verb`; with `go` it is done, without it is asked."""
    actor, verb = actor_of(request), request.POST.get("verb", "")
    ids = [
        int(value) for value in request.POST.getlist("case")[:MOST] if value.isdecimal() and len(value) < 16
    ]
    picked = cases.picked(actor, ids)
    if verb not in FORMS or not picked:
        messages.info(request, NOTHING_PICKED)
        return redirect(home(actor))
    move = Verb(verb)
    asked = "go" in request.POST
    form = FORMS[move](request.POST if asked else None, actor=actor, picked=picked)
    context = {
        **frame(request),
        "verb": move,
        "words": MOVES[move],
        "picked": picked,
        "home": home(actor),
        "form": form,
    }
    if not asked or not form.is_valid():
        return render(request, "desk/bulk.html", context, status=422 if asked else 200)
    results = [_make(request, move, case, form.arguments(case)) for case in picked]
    made = sum(1 for each in results if not each.why)
    return render(request, "desk/bulk_done.html", {**context, "results": results, "made": made})


def _make(request: HttpRequest, verb: Verb, case: Case, arguments: dict[str, Any]) -> Done:
    """Each by itself: one that is refused stops no other."""
    href = reverse("desk:case", args=[case.code])
    try:
        getattr(actions, verb)(actor=actor_of(request), case_id=case.pk, seen=case.version, **arguments)
    except Denied as denied:
        return Done(case.code, case.title, href, str(denied.reason))
    return Done(case.code, case.title, href)
