"""Sign in by a password, make an account, sign out."""

from __future__ import annotations

import math
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel.denials import Invalid
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account, Contact
from ihanoi.people.words import Why

from .. import actions, queries
from ..forms import SignInForm, SignUpForm
from ..ports import lock
from ..tries import is_network_locked
from ..words import Entry, Errand, Method
from ..words import Why as WhyNot
from .answers import answered
from .codes import ASKED, NEW, codes_to, wanted
from .entering import HOME, enter, onward
from .pages import sign_in_page


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page; what is posted here is a number or address with its password."""
    if request.method != "POST":
        return sign_in_page(request)
    form = SignInForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data["email"].strip().lower()
        account = authenticate(request, email=typed, password=form.cleaned_data["password"])
        if account is not None:
            return enter(request, account, Method.PASSWORD, onward=onward(request))
        actions.note_refused(typed=typed, verb=Entry.REFUSED)
        form.add_error(None, str(Why.WRONG))
    return sign_in_page(request, password=form)


def locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Instead of sign-in after too many wrong tries: how long to wait, with the address kept."""
    form = SignInForm(request.POST or None)
    wait, by_network = lock(), is_network_locked(request)
    form.is_valid()
    verb = Entry.NETWORK_LOCKED if by_network else Entry.LOCKED
    actions.note_refused(typed=form.cleaned_data.get("email", ""), verb=verb)
    form.errors.clear()
    why = WhyNot.NETWORK_LOCKED if by_network else Why.LOCKED
    form.add_error(None, why % {"minutes": math.ceil(wait.total_seconds() / 60)})
    page = sign_in_page(request, password=form)
    page.status_code = HTTPStatus.TOO_MANY_REQUESTS
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Whoever has proven a number or address without an account says who they are; before that, a code is asked for."""
    kept = request.session.get(NEW)
    contact = queries.proven_contact(kept, Errand.ENTER) if kept else None
    if contact is None:
        return sign_in_page(request, is_new=True)
    account = people.account_at(contact)
    if account is not None:  # the button was pressed twice
        return _in_with(request, account)
    form = SignUpForm(request.POST or None, proven=contact.kind, initial={"title": ""})
    if request.method == "POST":
        account = _signed_up(form, contact)
        if account is not None:
            messages.success(request, _("Đã tạo tài khoản."))
            return _in_with(request, account, form.cleaned_data["other"])
    return answered(render(request, "identity/sign_up.html", {"form": form, "contact": contact}), form)


def _signed_up(form: SignUpForm, contact: Contact) -> Account | None:
    """All that is wrong is told at once, and nothing is made before it is right."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    phone, email = (contact.value if contact.kind == kind else "" for kind in ("phone", "email"))
    new = NewAccount(email, given["full_name"], phone, given["title"])
    try:
        return people_actions.sign_up(new=new, consents=form.consents())
    except Invalid as denial:  # the number or address was taken a moment ago
        form.add_error(None, str(denial.reason))
    return None


def _in_with(request: HttpRequest, account: Account, other: str = "") -> HttpResponse:
    """Into the new account; by way of the page for the code where they named another way to be reached."""
    then = wanted(request)
    for name in (NEW, ASKED):
        request.session.pop(name, None)
    return enter(request, account, Method.CODE, onward=codes_to(request, account, [other], then))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("Đã đăng xuất."))
    return redirect(HOME)
