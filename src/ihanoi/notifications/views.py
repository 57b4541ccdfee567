"""The inbox: read, follow a notice to its case, choose the channels."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.kernel.denials import NotFound
from ihanoi.ui.requests import actor_of

from . import actions, queries, words
from .forms import PreferenceForm


@never_cache
@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Newest first, twenty a page."""
    page = queries.inbox(actor_of(request), request.GET.get("sau", ""))
    return render(
        request,
        "notifications/inbox.html",
        {"page": page, "unread_here": queries.unread_count(actor_of(request))},
    )


@never_cache
@login_required
@require_safe
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Follow a notice. That it counts as read from then on harms nobody, so a plain link may do it."""
    try:
        notice = actions.mark_read(actor=actor_of(request), notice_id=notice_id)
    except NotFound as denial:
        raise Http404(str(denial.reason)) from denial
    inside = url_has_allowed_host_and_scheme(notice.url, None)
    return HttpResponseRedirect(notice.url) if inside and notice.url else redirect("notifications:inbox")


@never_cache
@require_safe
def unread(request: HttpRequest) -> JsonResponse:
    """For the bell, when the live channel says that something came."""
    return JsonResponse({"unread": queries.unread_shown(actor_of(request))})


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    if actions.mark_all_read(actor=actor_of(request)):
        messages.success(request, words.ALL_READ)
    return redirect("notifications:inbox")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Letters on or off."""
    actor = actor_of(request)
    form = PreferenceForm(request.POST or None, initial={"email": queries.wants_email(actor)})
    if request.method == "POST":
        form = PreferenceForm(request.POST)
        form.is_valid()
        actions.set_preferences(actor=actor, email=bool(form.cleaned_data["email"]))
        messages.success(request, words.SAVED)
        return redirect("notifications:inbox")
    return render(request, "notifications/preferences.html", {"form": form})
