"""The front page, the look-up, and the short pages of the footer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ihanoi.cases import queries
from ihanoi.cases.words import Clock, Priority
from ihanoi.kernel import clock
from ihanoi.kernel.worktime import Limit, LimitUnit
from ihanoi.people import queries as people
from ihanoi.portal.services import SERVICES
from ihanoi.portal.views import draft as drafts
from ihanoi.portal.views.map import shapes_url
from ihanoi.ui.words import HANOI

NEWEST, OWN = 4, 3


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """One action, my matters, services, what is new near by."""
    actor = request.actor
    signed_in = actor.account_id is not None
    context = {
        "today": clock.now().astimezone(HANOI),
        "me": people.account(actor.account_id) if signed_in else None,
        "called": " ".join(actor.name.split()[-2:]),
        "counts": queries.counts(actor) if signed_in else None,
        "mine": queries.mine(actor, only_open=True, size=OWN).rows if signed_in else [],
        "draft": drafts.load(request.session),
        "services": SERVICES,
        "newest": queries.newest(NEWEST),
        "shapes_url": shapes_url(),
    }
    return render(request, "portal/home.html", context)


@require_GET
def look_up(request: HttpRequest) -> HttpResponse:
    """A code opens its case, the own one on its own page; anything else is searched."""
    text = request.GET.get("q", "").strip()
    if not text:
        return redirect("portal:map")
    case_id = queries.by_code(text)
    if case_id is not None:
        return redirect("portal:case", code=queries.code_by_id(case_id))
    if queries.is_code(text) and request.actor.account_id is not None:
        return redirect("portal:my_case", code=text.upper())
    return redirect(f"/ban-do?{urlencode({'q': text})}")


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """All services: what works, and what is still to come."""
    return render(request, "portal/services.html", {"services": SERVICES})


@require_GET
def regulation(request: HttpRequest) -> HttpResponse:
    """The limits and states, as the platform applies them."""
    rows = [
        (Clock(name).label, Priority(priority).label if priority else "", _limit_words(limit))
        for name, priority, limit in queries.limits_today()
    ]
    return render(request, "portal/regulation.html", {"limits": rows})


def _limit_words(limit: Limit) -> str:
    units = {
        LimitUnit.WORKING_HOURS: _("%(n)d giờ làm việc"), LimitUnit.WORKING_DAYS: _("%(n)d ngày làm việc"),
        LimitUnit.HOURS: _("%(n)d giờ"), LimitUnit.DAYS: _("%(n)d ngày"),
    }  # fmt: skip
    return units[limit.unit] % {"n": limit.amount}


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, and what the public sees."""
    return render(request, "portal/privacy.html")


@require_GET
def open_data(request: HttpRequest) -> HttpResponse:
    """Feeds and GeoJSON of the public cases."""
    return render(request, "portal/open_data.html")
