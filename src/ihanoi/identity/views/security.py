"""The page of one's own sign-in: what there is, and each change of it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from ihanoi.people.queries import Account
from ihanoi.ui.requests import actor_of

from .. import actions, ports, queries
from ..forms import AppCodeForm, NewPasswordForm
from ..words import Use
from .challenges import take_challenge
from .denied import answer_denied
from .entering import proven_at, rotate
from .new_app import drop_secret, keep_secret, new_app, secret_of
from .proving import asked_again

PAGE = "identity:security"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def security(request: HttpRequest) -> HttpResponse:
    """Password, passkeys, app, recovery codes, sessions, links."""
    return render(request, "identity/security.html", _page(request))


def _page(request: HttpRequest) -> dict[str, Any]:
    account, actor = own(request), actor_of(request)
    return {
        "account": account,
        "proofs": queries.proofs_of(account),
        "official": bool(actor.seats),
        "shared": people.is_shared(account),
        "has_domain": ports.relying_party() is not None,
        "wrong": "",
        "sessions": queries.own_sessions(actor, request.session.session_key or ""),
    }


@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password, or the first one. It ends the sessions on all other devices."""
    if ask := asked_again(request, "identity:password"):
        return ask
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    context = {**_page(request), "form": form}
    if not form.is_valid():
        return render(request, "identity/password.html", context, status=422 if form.is_bound else 200)
    try:
        changed = actions.change_password(
            **_proven(request),
            password=form.cleaned_data["password"],
            session_key=request.session.session_key or "",
        )
    except Denied as denial:
        form.add_error("password", str(denial.reason))
        return render(request, "identity/password.html", context, status=denial.status)
    rotate(request, changed)
    messages.success(request, _("Đã đổi mật khẩu. Các máy khác đã bị đăng xuất."))
    return redirect(PAGE)


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End the sessions on all other devices, this one stays."""
    actions.end_other_sessions(actor=actor_of(request), session_key=request.session.session_key or "")
    messages.success(request, _("Đã đăng xuất ở các máy khác."))
    return redirect(PAGE)


@sensitive_post_parameters("credential")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey on this device."""
    if ask := asked_again(request, "identity:add_passkey"):
        return ask
    if request.method != "POST":
        return render(request, "identity/add_passkey.html", _page(request))
    try:
        actions.add_passkey(
            **_proven(request),
            credential=request.POST.get("credential", ""),
            challenge=take_challenge(request, Use.ADD),
            name=request.POST.get("name", ""),
        )
    except Denied as denial:
        return answer_denied(request, "identity/add_passkey.html", _page(request), denial)
    return _added(request, _("Đã thêm khóa truy cập."))


@login_required
@require_POST
def remove_passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """That device opens nothing any more."""
    if ask := asked_again(request):
        return ask
    try:
        actions.remove_passkey(**_proven(request), passkey_id=passkey_id)
    except Denied as denial:
        return answer_denied(request, "identity/security.html", _page(request), denial)
    rotate(request, own(request))
    messages.success(request, _("Đã gỡ khóa truy cập."))
    return redirect(PAGE)


@sensitive_post_parameters("code")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """An authenticator app, the first one or another in its place."""
    if ask := asked_again(request, "identity:app"):
        return ask
    if request.method != "POST":
        keep_secret(request)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    context = {**_page(request), "form": form, "app": new_app(request, own(request))}
    if not form.is_valid():
        return render(request, "identity/app.html", context, status=422 if form.is_bound else 200)
    try:
        actions.add_authenticator(
            **_proven(request), secret=secret_of(request), code=form.cleaned_data["code"]
        )
    except Denied as denial:
        return answer_denied(request, "identity/app.html", context, denial)
    drop_secret(request)
    return _added(request, _("Đã cài ứng dụng xác thực."))


@login_required
@require_POST
def remove_app(request: HttpRequest) -> HttpResponse:
    """Its codes open nothing any more."""
    if ask := asked_again(request):
        return ask
    try:
        actions.remove_authenticator(**_proven(request))
    except Denied as denial:
        return answer_denied(request, "identity/security.html", _page(request), denial)
    rotate(request, own(request))
    messages.success(request, _("Đã gỡ ứng dụng xác thực."))
    return redirect(PAGE)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """A new set of recovery codes, shown this once."""
    if ask := asked_again(request, "identity:recovery"):
        return ask
    if request.method != "POST":
        return render(request, "identity/recovery.html", _page(request))
    return _codes_page(request)


def _added(request: HttpRequest, sentence: str) -> HttpResponse:
    """After the first second proof come the recovery codes, else the page of security."""
    rotate(request, own(request))
    messages.success(request, sentence)
    return redirect(PAGE) if queries.proofs_of(own(request)).recovery_left else _codes_page(request)


def _codes_page(request: HttpRequest) -> HttpResponse:
    try:
        codes = actions.make_recovery_codes(**_proven(request))
    except Denied as denial:
        return answer_denied(request, "identity/security.html", _page(request), denial)
    rotate(request, own(request))
    return render(request, "identity/codes.html", {"codes": codes, "onward": "", "now": clock.now()})


def _proven(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "proven_at": proven_at(request)}


def own(request: HttpRequest) -> Account:
    """A fresh copy of the own account."""
    return people.account(cast(Account, request.user).pk)
