"""What is kept about me, what I agreed to, and the archive of all of it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.words import Purpose, Why
from ihanoi.privacy import actions, queries
from ihanoi.privacy.words import Right
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages, denied_page

PAGE: Final = "privacy:own_data"
SLUGS: Final = {
    "sao-chep": Right.COPY,
    "sua": Right.CORRECT,
    "rut-dong-y": Right.WITHDRAW,
    "han-che": Right.RESTRICT,
    "xoa": Right.DELETE,
}


@never_cache
@login_required
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """By class, with what each is for, and the buttons for my rights."""
    actor = actor_of(request)
    requests = queries.own_requests(actor)
    ready = [(each, copy) for each in requests if (copy := queries.ready_copy(each))]
    context = {
        "own": queries.own_data(actor),
        "requests": requests,
        "copies": [(copy, queries.copy_token(copy)) for _each, copy in ready],
        "keeper": queries.keeper_name(),
        "limits": {name: queries.in_words(each) for name, each in queries.limits().items()},
    }
    return render(request, "privacy/own_data.html", context)


@never_cache
@login_required
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Everything I agreed to with the texts as they were shown: to print."""
    actor = actor_of(request)
    context = {"agreed": queries.agreed(actor), "name": actor.name, "as_of": clock.now()}
    return render(request, "privacy/consents.html", context)


@never_cache
@login_required
@require_safe
def fetch_copy(request: HttpRequest, token: str) -> HttpResponseBase:
    """The archive, to its owner alone; it is opened part by part and never lies open on a disk."""
    try:
        request_id = queries.copy_of_token(token)
        copy, parts = actions.fetch_copy(actor=actor_of(request), request_id=request_id)
    except NotFound as denied:
        return denied_page(request, denied)
    answer = StreamingHttpResponse(parts, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="ihanoi-du-lieu-cua-toi-{copy.made_at:%Y%m%d}.zip"'
    answer["Content-Length"] = str(copy.size)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_POST
@denials_as_pages
def lift(request: HttpRequest) -> HttpResponse:
    """Let my data be used again."""
    actor = actor_of(request)
    assert actor.account_id is not None
    actions.lift_restriction(actor=actor, account_id=actor.account_id)
    messages.success(request, _("Đã bỏ hạn chế. Mọi thứ trở lại như cũ."))
    return redirect(PAGE)


@login_required
@require_POST
@denials_as_pages
def agree_again(request: HttpRequest) -> HttpResponse:
    """Agree to the handling of reports after I had taken that back."""
    shown = people.ticked_wording(Purpose.HANDLING, request.POST.get("agree", ""))
    if shown is None:
        messages.error(request, str(Why.READ_AGAIN))
        return redirect(PAGE)
    actions.agree_again(actor=actor_of(request), shown=shown)
    messages.success(request, _("Đã ghi sự đồng ý của bạn. Bạn gửi phản ánh được như trước."))
    return redirect(PAGE)


@login_required
@require_POST
def prove(request: HttpRequest, slug: str) -> HttpResponse:
    """Show once more who one is, for what cannot be taken back, and come back here."""
    return to_proof(reverse("privacy:ask", args=[slug]) if slug in SLUGS else reverse(PAGE))


def to_proof(onward: str) -> HttpResponse:
    """To the page that asks for a proof, and from there on."""
    return HttpResponseRedirect(f"{reverse('identity:prove')}?{urlencode({'next': onward})}")
