"""A session that is over, what was typed then, and the list of one's own sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.people import queries as people
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages

from .. import actions, queries
from .entering import HOME, onward

TOLD = 20  # characters from which on a value is shown as a text that somebody wrote


@never_cache
@require_safe
def session_over(request: HttpRequest) -> HttpResponse:
    """Why somebody has to sign in once more, and that nothing is lost. `vi=quan-tri`: for administration alone."""
    context = {
        "next": onward(request),
        "administration": request.GET.get("vi") == "quan-tri",
        "kept": "nhap" in request.GET,
    }
    return render(request, "identity/over.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resend(request: HttpRequest) -> HttpResponse:
    """The form that was sent too late, to be sent once more. POST: it is not wanted any more."""
    typed = actions.typed(session=request.session, account_id=actor_of(request).account_id)
    if request.method == "POST" or typed is None:
        actions.forget_typed(session=request.session)
        return redirect(HOME)
    texts = [value for _name, value in typed.fields if len(value) >= TOLD and " " in value]
    return render(request, "identity/resend.html", {"typed": typed, "texts": texts})


@never_cache
@login_required
@require_safe
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is signed in."""
    sessions = queries.own_sessions(actor_of(request), request.session.session_key or "")
    shared = people.is_shared(people.account(actor_of(request).account_id or 0))
    return render(request, "identity/sessions.html", {"sessions": sessions, "shared": shared})


@login_required
@require_POST
@denials_as_pages
def end_session(request: HttpRequest, sign_in_id: int) -> HttpResponse:
    """End one of one's own sessions; this one is signing out."""
    actor, key = actor_of(request), request.session.session_key or ""
    here = next((s for s in queries.own_sessions(actor, key) if s.is_here), None)
    if here and here.id == sign_in_id:
        logout(request)
        messages.success(request, _("Đã đăng xuất."))
        return redirect(HOME)
    actions.end_session(actor=actor, sign_in_id=sign_in_id)
    messages.success(request, _("Đã đăng xuất ở máy đó."))
    return redirect("identity:own_sessions")
