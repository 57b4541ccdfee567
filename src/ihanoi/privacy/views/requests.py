"""Ask, follow a request, take it back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.identity import actions as identity
from ihanoi.identity.queries import has_just_proven
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.privacy import actions, queries, rules
from ihanoi.privacy.forms import AskForm
from ihanoi.privacy.views.own import SLUGS, to_proof
from ihanoi.privacy.words import Right, Why
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@denials_as_pages
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """What the right means, what will happen and by when, and the form."""
    if slug not in SLUGS:
        raise NotFound(Why.NOT_FOUND)
    right, still_open = SLUGS[slug], queries.open_cases(actor_of(request))
    form = AskForm(request.POST or None, right=right, open_count=still_open)
    if request.method == "POST":
        if _must_prove(request, right):
            return _prove_and_send(request)
        form = AskForm(request.POST, right=right, open_count=still_open)
        if form.is_valid() and (made := _made(request, right, form)):
            messages.success(request, _("Đã nhận yêu cầu %s.") % made.code)
            return redirect("privacy:request", made.pk)
    return _page(request, slug, right, still_open, form)


def _made(request: HttpRequest, right: Right, form: AskForm) -> queries.Request | None:
    given = {name: form.cleaned_data.get(name, "") for name in ("said", "open_cases")}
    try:
        return actions.ask(
            actor=actor_of(request), right=right, fresh=has_just_proven(request.session), **given
        )
    except NotFound:
        raise
    except Invalid as invalid:
        for name, reason in invalid.errors.items():
            form.add_error(name if name in form.fields else None, str(reason))
    except Denied as denied:
        form.add_error(None, str(denied.reason))
    return None


def _must_prove(request: HttpRequest, right: Right) -> bool:
    return right in rules.DELICATE and not has_just_proven(request.session)


def _prove_and_send(request: HttpRequest) -> HttpResponse:
    """Nothing typed is lost where the proof has become too old meanwhile."""
    fields = [(name, str(value)) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    identity.keep_typed(
        session=request.session,
        account_id=cast(int, actor_of(request).account_id),
        address=request.get_full_path(),
        fields=fields,
    )
    return to_proof(reverse("identity:resend"))


def _page(request: HttpRequest, slug: str, right: Right, still_open: int, form: AskForm) -> HttpResponse:
    limits = queries.limits()
    context: dict[str, Any] = {
        "slug": slug,
        "right": right,
        "form": form,
        "open_cases": still_open,
        "answer": queries.in_words(limits["answer"]),
        "done": queries.in_words(limits[right]),
        "more": queries.in_words(limits[f"{right}_more"]),
        "must_prove": _must_prove(request, right),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "privacy/ask.html", context, status=status)


@never_cache
@login_required
@require_safe
@denials_as_pages
def request(request: HttpRequest, request_id: int) -> HttpResponse:
    """How far my request has come."""
    page = queries.request_page(actor_of(request), request_id)
    if page.request.account_id != actor_of(request).account_id:
        raise NotFound(Why.NOT_FOUND)
    copy = queries.ready_copy(page.request)
    token = queries.copy_token(copy) if copy else ""
    context = {"page": page, "copy": copy, "token": token, "keeper": queries.keeper_name()}
    return render(request, "privacy/request.html", context)


@login_required
@require_POST
@denials_as_pages
def cancel(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take a request back."""
    actions.cancel(actor=actor_of(request), request_id=request_id)
    messages.success(request, _("Đã rút yêu cầu."))
    return redirect("privacy:request", request_id)
