"""Telling who one is: what R20 asks for, and what is still missing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.kernel.denials import Invalid
from ihanoi.ui.requests import actor_of
from ihanoi.ui.requests import onward as onward_of

from .. import actions, queries
from ..forms import IdentityForm
from ..models import Account
from ..words import Act

WAYS: Final = {
    "phone": "identity:change_phone",
    "email": "identity:change_email",
}  # each kept by its own code


@sensitive_post_parameters("citizen_id")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """The citizen number here; number and address, where there are none, each on the page that sends a code there.

    `next` leads back to the draft that waits for it.
    """
    account = queries.account(cast(Account, request.user).pk)
    known, onward = queries.known(account), onward_of(request)
    form = IdentityForm(request.POST if request.method == "POST" else None, account=account)
    if onward and not form.is_bound and known.may(Act.SEND):
        return redirect(onward)
    if form.is_bound and form.is_valid():
        try:
            actions.declare(
                actor=actor_of(request), **{"citizen_id": account.citizen_id, **form.cleaned_data}
            )
        except Invalid as denial:
            form.add_error("citizen_id" if "citizen_id" in form.fields else None, str(denial.reason))
        else:
            messages.success(request, _("Đã lưu danh tính của bạn."))
            return redirect(_ahead(known, onward))
    context = {
        "form": form,
        "account": account,
        "known": known,
        "may_send": known.may(Act.SEND),
        "onward": onward,
        "unreached": [name for name in WAYS if name in known.missing],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/identity.html", context, status=status)


def _ahead(known: queries.Known, onward: str) -> str:
    """To the code for what is missing still, and from there back here; or where the person was going."""
    here = reverse("people:identity")
    back = f"{here}?{urlencode({'next': onward})}" if onward else here
    missing = [way for name, way in WAYS.items() if name in known.missing]
    return f"{reverse(missing[0])}?{urlencode({'next': back})}" if missing else onward or here
