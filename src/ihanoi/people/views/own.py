"""The page of one's own account: each form has its own address and comes back on this page when it is wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel.denials import Invalid
from ihanoi.ui.requests import actor_of

from .. import actions, queries
from ..forms import ProfileForm
from ..models import Account
from ..words import AT_ONCE, Purpose, Why

PAGE = "people:account"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What the platform knows of the person; POST changes it."""
    if request.method != "POST":
        return _page(request)
    own = _own(request)
    form = ProfileForm(request.POST, account=own, official=bool(actor_of(request).seats))
    if form.is_valid():
        try:
            actions.change_profile(
                actor=actor_of(request),
                full_name=form.cleaned_data.get("full_name", own.full_name),
                title=form.cleaned_data["title"],
                unit_id=form.cleaned_data["unit"],
            )
        except Invalid as denial:
            _complain(form, denial)
        else:
            messages.success(request, _("Đã lưu thông tin của bạn."))
            return redirect(PAGE)
    return _page(request, profile=form)


@login_required
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Give or take back a consent that needs no request (`purpose`; without one, to the city's news).

    `agree` says to which text: its digest, as the page sends it.
    """
    given, actor, asked = request.POST.get("given") == "1", actor_of(request), request.POST.get("purpose")
    purpose = next((each for each in AT_ONCE if each == asked), Purpose.NEWS)
    if given:
        shown = queries.ticked_wording(purpose, request.POST.get("agree", ""))
        if shown is None:
            messages.error(request, str(Why.READ_AGAIN))
            return redirect(PAGE)
        actions.give_consent(actor=actor, shown=shown)
    else:
        actions.withdraw_consent(actor=actor, account_id=actor.account_id or 0, purpose=purpose)
    said = (_("Đã đồng ý: %s."), _("Đã rút lại sự đồng ý: %s."))[not given]
    messages.success(request, said % purpose.label)
    return redirect(PAGE)


def _own(request: HttpRequest) -> Account:
    """A fresh copy: a form that is wrong must not change the name in the page's frame."""
    return queries.account(cast(Account, request.user).pk)


def _complain(form: Form, denial: Invalid) -> None:
    for name, why in denial.errors.items():
        form.add_error(name if name in form.fields else None, str(why))


def _page(request: HttpRequest, **wrong: Form) -> HttpResponse:
    """The whole page; the forms that are not named start afresh. `wrong`: what was sent and has errors."""
    own, actor = _own(request), actor_of(request)
    official = bool(actor.seats)
    forms: dict[str, Any] = {
        "profile": wrong.get("profile") or ProfileForm(account=own, official=official),
    }
    context = {
        "account": own,
        "known": queries.known(own),
        "forms": forms,
        "seats": queries.seats(actor),
        "consents": queries.consents(actor),
        "news": queries.asked_for(Purpose.NEWS),
        "wants_news": queries.consents_to(actor, Purpose.NEWS),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "people/account.html", context, status=status)
