"""Before proofs are changed: the person who is signed in shows once more who they are."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from ihanoi.people.queries import Account
from ihanoi.ui.requests import actor_of

from .. import actions, queries
from ..forms import AppCodeForm, ContactForm, OwnPasswordForm, SentCodeForm
from ..words import Errand, Use
from .challenges import take_challenge
from .codes import ASKED, ask, asked
from .denied import answer_denied
from .entering import onward, proven_again


def asked_again(request: HttpRequest, then: str = "identity:security") -> HttpResponse | None:
    """Where the last proof is too old: to the page that asks for one; None where it will do.

    `then`: the view, or the path, to which that page leads.
    """
    if queries.has_just_proven(request.session):
        return None
    return redirect(f"{reverse('identity:prove')}?{urlencode({'next': resolve_url(then)})}")


@sensitive_post_parameters("current", "code", "sent-code", "credential")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Password, code of the app, passkey, or for whoever has no second proof a code that is sent."""
    account = people.account(cast(Account, request.user).pk)
    contact = _reachable(account)
    forms: dict[str, Any] = {
        "sent": SentCodeForm(request.POST if "sent-code" in request.POST else None),
        "password": OwnPasswordForm(request.POST if "current" in request.POST else None),
        "app": AppCodeForm(request.POST if "code" in request.POST else None),
    }
    context: dict[str, Any] = {
        "forms": forms,
        "proofs": queries.proofs_of(account),
        "account": account,
        "next": onward(request),
        "contact": contact,
        "waiting": asked(request, Errand.PROVE),
        "shared": people.is_shared(account),
        "wrong": "",
    }
    if request.method != "POST":
        return render(request, "identity/prove.html", context)
    if "send" in request.POST and contact:
        return _send(request, contact, context)
    show = _shown(request, account.pk, forms) or _sent(request, forms["sent"], contact)
    if show is None:
        return render(request, "identity/prove.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        show()
    except Denied as denial:
        return answer_denied(request, "identity/prove.html", context, denial)
    request.session.pop(ASKED, None)
    proven_again(request, account)
    return redirect(onward(request) or "identity:security")


def _shown(request: HttpRequest, account_id: int, forms: dict[str, Any]) -> Callable[[], object] | None:
    """How to look at what was given; None where the form is not even filled in."""
    if "credential" in request.POST:
        return lambda: actions.show_passkey(
            credential=request.POST["credential"],
            challenge=take_challenge(request, Use.PROVE),
            account_id=account_id,
        )
    password, app = forms["password"], forms["app"]
    if password.is_bound and password.is_valid():
        return lambda: actions.show_password(account_id=account_id, password=password.cleaned_data["current"])
    if app.is_bound and app.is_valid():
        return lambda: actions.show_code(account_id=account_id, code=app.cleaned_data["code"])
    return None


def _reachable(account: Account) -> str:
    """The number or address to which a code may go; blank where a second proof is asked for, or none was confirmed."""
    if queries.has_second(account.pk):
        return ""
    phone = account.phone if account.phone_verified_at else ""
    return phone or (account.email if account.email_verified_at else "")


def _send(request: HttpRequest, contact: str, context: dict[str, Any]) -> HttpResponse:
    """A code is on its way, or the page says why none is."""
    form = ContactForm({"contact": contact})
    if not ask(request, form, actor_of(request), Errand.PROVE, onward(request)):
        context["wrong"] = " ".join(str(why) for why in form.errors["contact"])
        return render(request, "identity/prove.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    return redirect(f"{reverse('identity:prove')}?{urlencode({'next': onward(request)})}")


def _sent(request: HttpRequest, form: SentCodeForm, contact: str) -> Callable[[], object] | None:
    waiting = asked(request, Errand.PROVE)
    if not form.is_bound or not form.is_valid() or waiting is None or waiting.contact.value != contact:
        return None
    return lambda: actions.take_code(
        actor=actor_of(request), errand=Errand.PROVE, code_id=waiting.id, typed=form.cleaned_data["code"]
    )
