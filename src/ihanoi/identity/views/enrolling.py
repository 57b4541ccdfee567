"""Between the first proof and the session: an official sets up a second proof; a password of one's own is set."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people

from .. import actions, ports, queries
from ..forms import NewPasswordForm
from ..words import Step, Use
from .challenges import take_challenge
from .denied import answer_denied
from .entering import Pending, enter, pending, proceed
from .new_app import drop_secret, keep_secret, new_app, secret_of
from .second import elsewhere


@sensitive_post_parameters("code", "credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """A passkey or an app; then the recovery codes, once, and on."""
    waiting = pending(request)
    if waiting is None or waiting.step != Step.ENROL:
        return elsewhere(waiting)
    if request.method == "POST" and "way" in request.POST:
        keep_secret(request) if request.POST["way"] == "app" else drop_secret(request)
        return redirect("identity:enrol")
    context: dict[str, Any] = {
        "app": new_app(request, waiting.account),
        "has_domain": ports.relying_party() is not None,
        "wrong": "",
    }
    if request.method != "POST":
        return render(request, "identity/enrol.html", context)
    try:
        codes = _enrolled(request, waiting)
    except Denied as denial:
        return answer_denied(request, "identity/enrol.html", context, denial)
    onward = proceed(request, waiting.account, waiting.method, onward=waiting.onward, strong=True)
    context = {"codes": codes, "onward": onward, "now": clock.now()}
    return render(request, "identity/codes.html", context)


def _enrolled(request: HttpRequest, waiting: Pending) -> list[str]:
    """Keep what was set up. Returns the recovery codes. Raises Denied."""
    actor, proven_at = people.actor_for(waiting.account), waiting.proven_at
    if "credential" in request.POST:
        actions.add_passkey(
            actor=actor,
            proven_at=proven_at,
            credential=request.POST["credential"],
            challenge=take_challenge(request, Use.ENROL),
            name=request.POST.get("name", ""),
        )
    else:
        code = request.POST.get("code", "")
        actions.add_authenticator(actor=actor, proven_at=proven_at, secret=secret_of(request), code=code)
        drop_secret(request)
    return actions.make_recovery_codes(actor=actor, proven_at=proven_at)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """The password was chosen by somebody else: nobody but its owner shall know it."""
    waiting = pending(request)
    if waiting is None or waiting.step != Step.RENEW:
        return elsewhere(waiting)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    proofs = queries.proofs_of(waiting.account)
    context: dict[str, Any] = {"form": form, "account": waiting.account, "proofs": proofs}
    if not form.is_valid():
        return render(request, "identity/renew.html", context, status=422 if form.is_bound else 200)
    try:
        account = actions.change_password(
            actor=people.actor_for(waiting.account),
            proven_at=waiting.proven_at,
            password=form.cleaned_data["password"],
        )
    except Denied as denial:
        form.add_error("password", str(denial.reason))
        return render(request, "identity/renew.html", context, status=denial.status)
    return enter(request, account, waiting.method, onward=waiting.onward, strong=waiting.strong)
