"""In by a one-time code: where it goes, the code itself, and for a number that nobody has yet, a new account."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.kernel.actor import PUBLIC, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people
from ihanoi.people.queries import Account, Contact

from .. import actions, queries
from ..forms import CodeForm, ContactForm
from ..words import CodeWhy, Errand, Method
from .answers import answered, complain
from .entering import enter, onward
from .pages import sign_in_page

ASKED: Final = (
    "code"  # in the session: the row of the code that was asked for here, and where the person was going
)
NEW: Final = (
    "new"  # in the session: the row of the code that proved the number or address of an account to be
)


@never_cache
@require_POST
def send_code(request: HttpRequest) -> HttpResponse:
    """The same answer whoever has the number or address, and whether anybody has an account with it."""
    form = ContactForm(request.POST)
    if ask(request, form, PUBLIC, Errand.ENTER):
        return redirect("identity:code")
    return sign_in_page(request, contact=form)


def ask(request: HttpRequest, form: Form, actor: Actor, errand: Errand, then: str = "") -> bool:
    """Whether a code is on its way; if not, the form says why. `then`: where to go after it was taken."""
    if form.is_valid():
        try:
            code = actions.ask_for_code(actor=actor, errand=errand, contact=form.cleaned_data["contact"])
        except Denied as denial:
            complain(form, "contact", denial)
        else:
            request.session[ASKED] = {"id": code.pk, "onward": then or onward(request)}
    return form.is_valid()


def asked(request: HttpRequest, *errands: str) -> queries.AskedCode | None:
    """The code that this browser waits for, if it is for one of the errands."""
    kept = request.session.get(ASKED)
    code = queries.asked_code(kept["id"]) if kept else None
    return code if code and code.errand in errands else None


def wanted(request: HttpRequest) -> str:
    """Where the person was going when the code was asked for."""
    return str(request.session.get(ASKED, {}).get("onward", ""))


def codes_to(request: HttpRequest, account: Account, contacts: Iterable[str], then: str) -> str:
    """Codes to the numbers and addresses that a new account named besides; blank ones count for nothing.

    Returns where to go: to the page on which the first code is typed, or `then` where none could be sent.
    """
    sent = [code_id for contact in contacts if contact and (code_id := _code_to(account, contact))]
    if not sent:
        return then
    request.session[ASKED] = {"id": sent[0], "more": sent[1:], "onward": then}
    return reverse("identity:confirm_contact")


def _code_to(account: Account, contact: str) -> int | None:
    """The row of the code; None where another one must be waited for."""
    try:
        return actions.ask_for_code(actor=people.actor_for(account), errand=Errand.VERIFY, contact=contact).pk
    except actions.TooOften:
        return None


def after_code(request: HttpRequest) -> str:
    """Where to go once the code was taken: to the page for the next one, or where the person was going, or blank."""
    kept = request.session.pop(ASKED)
    if not kept.get("more"):
        return str(kept["onward"])
    first, *more = kept["more"]
    request.session[ASKED] = {"id": first, "more": more, "onward": kept["onward"]}
    return reverse("identity:confirm_contact")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_phone(request: HttpRequest) -> HttpResponse:
    """In by the other number or address, and on to where the lost one is changed."""
    form = ContactForm(request.POST or None)
    then = reverse("identity:change_phone")
    if request.method == "POST" and ask(request, form, PUBLIC, Errand.RECOVER, then):
        return redirect("identity:code")
    return answered(render(request, "identity/lost_phone.html", {"form": form}), form)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The page on which the code is typed. What it opens was said when it was asked for."""
    waiting = asked(request, Errand.ENTER, Errand.RECOVER)
    if waiting is None:
        return redirect("identity:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contact = actions.take_code(
                actor=PUBLIC, errand=waiting.errand, code_id=waiting.id, typed=form.cleaned_data["code"]
            )
        except Invalid as denial:
            complain(form, "code", denial)
        else:
            return _go_in(request, waiting, contact)
    context = {"form": form, "waiting": waiting, "recovering": waiting.errand == Errand.RECOVER}
    return answered(render(request, "identity/code.html", context), form)


@never_cache
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Another code to the same place; the one before opens nothing any more."""
    waiting = asked(request, Errand.ENTER, Errand.RECOVER)
    if waiting is None:
        return redirect("identity:sign_in")
    form = ContactForm({"contact": waiting.contact.value})
    if ask(request, form, PUBLIC, Errand(waiting.errand), wanted(request)):
        messages.success(request, str(CodeWhy.SENT_AGAIN))
    else:
        messages.warning(request, form.errors["contact"].as_text().removeprefix("* "))
    return redirect("identity:code")


def _go_in(request: HttpRequest, waiting: queries.AskedCode, contact: Contact) -> HttpResponse:
    account = people.account_at(contact)
    then = wanted(request)
    if account is None and waiting.errand == Errand.ENTER:
        request.session.cycle_key()  # whoever planted the key before does not share what was proven
        request.session[NEW] = waiting.id
        return redirect("identity:sign_up")
    del request.session[ASKED]
    if account is None or not account.is_active:
        why = CodeWhy.NOBODY if account is None else CodeWhy.CLOSED
        return render(
            request, "identity/no_way_in.html", {"why": why, "contact": contact}, status=HTTPStatus.NOT_FOUND
        )
    if waiting.errand == Errand.RECOVER:
        actions.end_sessions(account_id=account.pk)
        messages.info(
            request, _("Các máy khác đã bị đăng xuất. Hãy đổi số điện thoại nếu số cũ không còn dùng.")
        )
    return enter(request, account, Method.CODE, onward=then)
