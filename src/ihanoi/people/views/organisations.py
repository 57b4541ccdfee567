"""The organisations for which a person acts: the list, a form to add one, a button to end it."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel.denials import Invalid
from ihanoi.ui.requests import actor_of
from ihanoi.ui.requests import onward as onward_of
from ihanoi.ui.responses import denials_as_pages

from .. import actions, queries
from ..forms import OrganisationForm
from ..models import Account

PAGE = "people:organisations"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@denials_as_pages
def organisations(request: HttpRequest) -> HttpResponse:
    """POST adds one. `next` leads back to the report that asked for it."""
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    onward = onward_of(request)
    if form.is_bound and form.is_valid():
        try:
            added = actions.represent(actor=actor_of(request), **form.cleaned_data)
        except Invalid as denial:
            for name, why in denial.errors.items():
                form.add_error(name if name in form.fields else None, str(why))
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": added.name})
            return redirect(onward or PAGE)
    context = {
        "form": form,
        "represented": queries.represented(cast(Account, request.user).pk),
        "onward": onward,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/organisations.html", context, status=status)


@login_required
@require_POST
@denials_as_pages
def end_representing(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """What was sent for it stays with the person who sent it."""
    actions.end_representing(actor=actor_of(request), organisation_id=organisation_id)
    messages.success(request, _("Đã thôi đại diện."))
    return redirect(PAGE)
