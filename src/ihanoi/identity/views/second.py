"""The second step of a sign-in: a passkey, a code of the app, or one from paper."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.kernel.denials import Denied

from .. import actions, queries
from ..forms import AppCodeForm, RecoveryCodeForm
from ..words import Step, Use
from .challenges import take_challenge
from .denied import answer_denied
from .entering import PAGES, Pending, enter, pending


@sensitive_post_parameters("code", "recovery-code", "credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """One of what the account has; wrong ones lock as at sign-in."""
    waiting = pending(request)
    if waiting is None or waiting.step != Step.SECOND:
        return elsewhere(waiting)
    forms: dict[str, Any] = {
        "app": AppCodeForm(request.POST if "code" in request.POST else None),
        "recovery": RecoveryCodeForm(request.POST if "recovery-code" in request.POST else None),
    }
    context = {"forms": forms, "proofs": queries.proofs_of(waiting.account), "wrong": ""}
    if request.method != "POST":
        return render(request, "identity/second.html", context)
    show = _shown(request, waiting, forms)
    if show is None:
        return render(request, "identity/second.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        show()
    except Denied as denial:
        return answer_denied(request, "identity/second.html", context, denial)
    if forms["recovery"].is_bound:
        _say_left(request, queries.proofs_of(waiting.account).recovery_left)
    return enter(request, waiting.account, waiting.method, onward=waiting.onward, strong=True)


def _shown(request: HttpRequest, waiting: Pending, forms: dict[str, Any]) -> Callable[[], object] | None:
    """How to look at what was given; None where the form is not even filled in."""
    account_id = waiting.account.pk
    if "credential" in request.POST:
        return lambda: actions.show_passkey(
            credential=request.POST["credential"],
            challenge=take_challenge(request, Use.SECOND),
            account_id=account_id,
        )
    app, recovery = forms["app"], forms["recovery"]
    if app.is_bound and app.is_valid():
        return lambda: actions.show_code(account_id=account_id, code=app.cleaned_data["code"])
    if recovery.is_bound and recovery.is_valid():
        return lambda: actions.show_recovery_code(account_id=account_id, code=recovery.cleaned_data["code"])
    return None


def _say_left(request: HttpRequest, left: int) -> None:
    text = ngettext(
        "Đã dùng một mã dự phòng, còn %(left)d mã. Mất máy thì hãy gỡ máy đó ở trang bảo mật.",
        "Đã dùng một mã dự phòng, còn %(left)d mã. Mất máy thì hãy gỡ máy đó ở trang bảo mật.",
        left,
    )
    messages.success(request, text % {"left": left})


def elsewhere(waiting: Pending | None) -> HttpResponse:
    """To what is owed instead; to the beginning where nobody waits, or waited too long."""
    return redirect(PAGES[waiting.step] if waiting and waiting.step in PAGES else "identity:sign_in")
