"""The front page and the look-up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ihanoi.cases import queries
from ihanoi.cases.words import KIND_OF_SLUG
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.portal.catalogue import HOME
from ihanoi.portal.views import addressed_draft
from ihanoi.portal.views import draft as drafts
from ihanoi.portal.views.map import shapes_url
from ihanoi.portal.views.visitor import called
from ihanoi.ui.requests import actor_of

NEWEST, OWN = 4, 3


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """One action, my matters, services, what is new near by."""
    actor = actor_of(request)
    signed_in = actor.account_id is not None
    context = {
        "today": clock.now().astimezone(HANOI),
        "called": called(actor) if signed_in else _("bạn"),
        "counts": queries.my_counts(actor) if signed_in else None,
        "mine": queries.my_cases(actor, only_open=True, size=OWN).rows if signed_in else [],
        "draft": drafts.load(request.session),
        "drafts": list(addressed_draft.begun(request.session)),
        "dropped": _dropped(request),
        "services": HOME,
        "newest": queries.newest(NEWEST),
        "shapes_url": shapes_url(),
    }
    return render(request, "portal/home.html", context)


def _dropped(request: HttpRequest) -> str:
    """The draft that has just been thrown away: the browser's copy goes too."""
    name = request.GET.get("da-xoa", "")
    return name if name in KIND_OF_SLUG else "report" if name else ""


@require_GET
def look_up(request: HttpRequest) -> HttpResponse:
    """A code opens its case, the own one on its own page; anything else is searched."""
    text = request.GET.get("q", "").strip()[:200]  # a longer address would not fit into a redirection
    if not text:
        return redirect("portal:map")
    named = queries.by_code(text)
    if named is not None:
        return redirect("portal:case", code=named[1])
    if queries.is_code(text) and actor_of(request).account_id is not None:
        return redirect("portal:my_case", code=text.upper())
    return redirect(f"/ban-do?{urlencode({'q': text})}")
