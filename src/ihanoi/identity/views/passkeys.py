"""What a browser asks for passkeys, and signing in by one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people

from .. import actions, queries, rules
from ..words import Method, Step, Use, Why
from .challenges import set_challenge, take_challenge
from .entering import enter, onward, pending, proven_at


@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser has to sign, or to make a key from, as JSON; a denial as {"error": sentence}."""
    try:
        options = _options(request, request.POST.get("use", ""))
    except Denied as denial:
        return JsonResponse({"error": str(denial.reason)}, status=denial.status)
    return HttpResponse(options, content_type="application/json")


def _options(request: HttpRequest, use: str) -> str:
    if use == Use.ENTER:
        return queries.passkey_request(set_challenge(request, Use.ENTER))
    if use in (Use.SECOND, Use.ENROL):
        return _options_for_pending(request, Use(use))
    if use not in Use.values or not request.user.is_authenticated:
        raise Denied(Why.TOO_LATE)
    if use == Use.PROVE:
        return queries.passkey_request(set_challenge(request, Use.PROVE), request.user.pk)
    if not rules.is_fresh(proven_at(request), clock.now()):
        raise Denied(Why.STALE)
    return queries.passkey_creation(people.account(request.user.pk), set_challenge(request, Use.ADD))


def _options_for_pending(request: HttpRequest, use: Use) -> str:
    waiting = pending(request)
    if waiting is None or waiting.step != (Step.SECOND if use == Use.SECOND else Step.ENROL):
        raise Denied(Why.TOO_LATE)
    if use == Use.SECOND:
        return queries.passkey_request(set_challenge(request, use), waiting.account.pk)
    return queries.passkey_creation(waiting.account, set_challenge(request, use))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_by_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey is a sign-in of its own: the device, and its owner's finger, face or code."""
    context = {"next": onward(request)}
    if request.method != "POST":
        return render(request, "identity/passkey.html", context)
    try:
        account = actions.show_passkey(
            credential=request.POST.get("credential", ""), challenge=take_challenge(request, Use.ENTER)
        )
    except Denied as denial:
        context["wrong"] = str(denial.reason)
        return render(request, "identity/passkey.html", context, status=denial.status)
    return enter(request, account, Method.PASSKEY, onward=onward(request), strong=True)
