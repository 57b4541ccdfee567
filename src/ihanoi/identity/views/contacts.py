"""One's own number and address: changed or confirmed by a code that is sent there."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.kernel.denials import Denied
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Account
from ihanoi.ui.requests import actor_of

from .. import actions
from ..forms import CodeForm, ContactForm
from ..words import Channel, Errand
from .answers import answered, complain
from .codes import after_code, ask, asked, wanted
from .proving import asked_again

ACCOUNT = "people:account"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone(request: HttpRequest) -> HttpResponse:
    """Another number, or the present one confirmed."""
    return _change(request, Channel.PHONE)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: HttpRequest) -> HttpResponse:
    """Another address, or the present one confirmed."""
    return _change(request, Channel.EMAIL)


def _change(request: HttpRequest, channel: Channel) -> HttpResponse:
    actor = actor_of(request)
    try:
        people_actions.need_own_contact(actor=actor, kind=channel)
    except Denied as denial:
        messages.warning(request, str(denial.reason))
        return redirect(ACCOUNT)
    if (elsewhere := asked_again(request, request.get_full_path())) is not None:
        return elsewhere
    account = people.account(cast(Account, request.user).pk)
    kept = getattr(account, str(channel))
    form = ContactForm(request.POST or None, channel=channel, initial={"contact": kept})
    if request.method == "POST" and ask(request, form, actor, Errand.VERIFY):
        return redirect("identity:confirm_contact")
    context = {
        "form": form,
        "channel": str(channel),
        "kept": kept,
        "since": getattr(account, f"{channel}_verified_at") if kept else None,
        "other": account.email if channel == Channel.PHONE else account.phone,
    }
    return answered(render(request, "identity/contact.html", context), form)


@sensitive_post_parameters("code")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_contact(request: HttpRequest) -> HttpResponse:
    """The code that was sent to the new number or address."""
    waiting = asked(request, Errand.VERIFY)
    if waiting is None:
        return redirect(ACCOUNT)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_contact(actor=actor_of(request), code_id=waiting.id, typed=form.cleaned_data["code"])
        except Denied as denial:
            complain(form, "code", denial)
        else:
            messages.success(request, _("Đã xác nhận. Từ nay bạn đăng nhập được bằng số hoặc địa chỉ này."))
            return redirect(after_code(request) or ACCOUNT)
    context = {"form": form, "waiting": waiting, "then": wanted(request)}
    return answered(render(request, "identity/confirm_contact.html", context), form)
