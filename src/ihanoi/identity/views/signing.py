"""Sign in, sign up, sign out."""

from __future__ import annotations

import math
from datetime import timedelta
from http import HTTPStatus

from axes.helpers import get_cool_off
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel.denials import Invalid
from ihanoi.people import actions, ports, queries
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from ihanoi.people.words import Purpose, Why

from ..forms import SignInForm, SignUpForm
from ..words import Method
from .entering import HOME, enter, onward


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password. In the demo, one button per role does the same."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        account = authenticate(request, email=email, password=form.cleaned_data["password"])
        if account is not None:
            return enter(request, account, Method.PASSWORD, onward=onward(request))
        form.add_error(None, str(Why.WRONG))
    return _sign_in_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)


def locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Instead of sign-in after too many wrong tries: how long to wait, with the address kept."""
    form = SignInForm(request.POST or None)
    wait = get_cool_off(request) or timedelta(minutes=15)
    form.is_valid()
    form.errors.clear()
    form.add_error(None, Why.LOCKED % {"minutes": math.ceil(wait.total_seconds() / 60)})
    page = _sign_in_page(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page


def _sign_in_page(request: HttpRequest, form: SignInForm, status: HTTPStatus) -> HttpResponse:
    demo = queries.demo_accounts() if ports.demo() else []
    context = {"form": form, "next": onward(request), "demo": demo, "demo_password": queries.DEMO_PASSWORD}
    return render(request, "identity/sign_in.html", context, status=status)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """A citizen makes an account and is signed in at once."""
    form = SignUpForm(request.POST or None, initial={"title": ""})
    status = HTTPStatus.OK
    if request.method == "POST":
        account = _signed_up(form)
        if account is not None:
            messages.success(request, _("Đã tạo tài khoản."))
            return enter(request, account, Method.PASSWORD, onward=onward(request))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "identity/sign_up.html", {"form": form, "next": onward(request)}, status=status)


def _signed_up(form: SignUpForm) -> Account | None:
    """The form and the action both look at all that was typed, so that every wrong field is told at once."""
    form.full_clean()
    given = {
        name: form.cleaned_data.get(name, "") for name in form.fields
    }  # blank is refused by the action too
    new = NewAccount(given["email"], given["full_name"], given["phone"], given["title"])
    consents = {Purpose.HANDLING: given["consent"], Purpose.NEWS: given["news"]}
    try:
        return actions.sign_up(
            new=new, password=given["password"], consents=[p for p, given in consents.items() if given]
        )
    except Invalid as denial:
        for name in denial.errors.keys() - form.errors.keys():
            form.add_error(name, str(denial.errors[name]))
    return None


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("Đã đăng xuất."))
    return redirect(HOME)
