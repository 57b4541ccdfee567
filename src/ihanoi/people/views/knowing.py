"""Telling who one is: what R20 asks for, and what is still missing."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ihanoi.kernel.denials import Invalid
from ihanoi.ui.requests import actor_of
from ihanoi.ui.requests import onward as onward_of

from .. import actions, queries
from ..forms import IdentityForm
from ..models import Account
from ..words import Act


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Citizen number, and number and address where there are none. `next` leads back to the draft that waits for it."""
    account = queries.account(cast(Account, request.user).pk)
    known, onward = queries.known(account), onward_of(request)
    form = IdentityForm(
        request.POST if request.method == "POST" else None, account=account, missing=known.missing
    )
    if form.is_bound and form.is_valid():
        try:
            actions.declare(
                actor=actor_of(request), **{"citizen_id": account.citizen_id, **form.cleaned_data}
            )
        except Invalid as denial:
            for name, why in denial.errors.items():
                form.add_error(name if name in form.fields else None, str(why))
        else:
            messages.success(request, _("Đã lưu danh tính của bạn."))
            return redirect(onward or "people:identity")
    context = {
        "form": form,
        "account": account,
        "known": known,
        "may_send": known.may(Act.SEND),
        "onward": onward,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/identity.html", context, status=status)
