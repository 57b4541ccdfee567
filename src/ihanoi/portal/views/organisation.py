"""An organisation for which one acts: papers that show it, and the colleagues who act for it too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.words import Purpose, Standing, Why
from ihanoi.places import queries as places
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages

PAPERS_MOST = 4


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@denials_as_pages
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Its representatives; POST sends papers in (`papers`, `unit`)."""
    own = _own(request, organisation_id)
    if request.method != "POST":
        return _page(request, own)
    actor = actor_of(request)
    if not _agrees(request, actor):
        return _page(request, own, [_("Hãy đánh dấu đồng ý cho xem giấy tờ, rồi chọn lại tệp và gửi.")], 422)
    received = media.receive_all(
        actor=actor, uploads=request.FILES.getlist("papers"), limit=PAPERS_MOST, sealed=True
    )
    if received.sentences:
        return _page(request, own, received.sentences, 422)
    try:
        actions.show_papers(
            actor=actor,
            organisation_id=organisation_id,
            papers=[str(file.id) for file in received.files],
            unit_id=_number(request.POST.get("unit", "")),
        )
    except Invalid as denial:
        return _page(request, own, [str(why) for why in denial.errors.values()], denial.status)
    media.claim(actor=actor, file_ids=[file.id for file in received.files], limit=PAPERS_MOST, sealed=True)
    messages.success(request, _("Đã gửi giấy tờ. Cán bộ phường, xã nơi đặt trụ sở sẽ xem và báo lại."))
    return redirect("portal:organisation", organisation_id)


@login_required
@require_POST
@denials_as_pages
def confirm_colleague(request: HttpRequest, organisation_id: int, representative_id: int) -> HttpResponse:
    """Vouch for somebody who acts for the same organisation."""
    _own(request, organisation_id)
    actions.confirm_colleague(actor=actor_of(request), representative_id=representative_id)
    messages.success(request, _("Đã xác nhận đồng nghiệp."))
    return redirect("portal:organisation", organisation_id)


@login_required
@require_POST
@denials_as_pages
def end_colleague(request: HttpRequest, organisation_id: int, representative_id: int) -> HttpResponse:
    """Somebody does not act for the organisation any more."""
    _own(request, organisation_id)
    found = people.representative(representative_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound(Why.NOT_REPRESENTED)
    actions.end_representing(
        actor=actor_of(request), organisation_id=organisation_id, account_id=found.account_id
    )
    messages.success(request, _("Đã chấm dứt việc đại diện của người này."))
    return redirect("portal:organisation", organisation_id)


def _agrees(request: HttpRequest, actor: Actor) -> bool:
    """Papers are sensitive data: they are taken from whoever agrees to that by itself, now or before."""
    shown = people.ticked_wording(Purpose.PAPERS, request.POST.get("agree", ""))
    if shown is not None:
        actions.give_consent(actor=actor, shown=shown)
    return people.consents_to(actor, Purpose.PAPERS)


def _own(request: HttpRequest, organisation_id: int) -> people.Represented:
    """One that the person acts for. Raises NotFound."""
    held = people.represented(actor_of(request).account_id or 0)
    found = next((firm for firm in held if firm.id == organisation_id), None)
    if found is None:
        raise NotFound(Why.NOT_REPRESENTED)
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _page(
    request: HttpRequest, own: people.Represented, wrong: list[str] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    context: dict[str, Any] = {
        "own": own,
        "colleagues": _colleagues(own, actor),
        "units": [] if own.seat_id else places.units(),
        "papers": [files.url(paper, "full", to=actor) for paper in files.papers(own.papers)],
        "unit_id": _number(request.POST.get("unit", "")),
        "wrong": wrong or [],
        "agreement": None if people.consents_to(actor, Purpose.PAPERS) else people.asked_for(Purpose.PAPERS),
    }
    return render(request, "portal/organisation.html", context, status=status)


def _colleagues(own: people.Represented, actor: Actor) -> list[tuple[people.Representative, str]]:
    """Only for whoever has shown that they act for it: anybody may claim any tax code."""
    if not own.verified:
        return []
    return [
        (each, str(Standing(each.standing).label))
        for each in people.representatives(own.id)
        if each.account_id != actor.account_id
    ]
