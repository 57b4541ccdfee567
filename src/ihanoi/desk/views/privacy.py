"""The guardian's queue: requests about personal data, what each would touch, numbers, and what is erased."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.cases.words import SUBJECT as CASE
from ihanoi.desk.forms.duties import DutyForm
from ihanoi.desk.forms.privacy import (
    CorrectContactForm,
    CorrectForm,
    DeleteForm,
    EnterForm,
    ExtendForm,
    FinishForm,
    PeriodForm,
    PlainForm,
    RefuseForm,
)
from ihanoi.desk.views.duties import done, form_of, number_in, sent_from
from ihanoi.desk.views.frame import frame, officials
from ihanoi.desk.views.seen import note_person
from ihanoi.journal.words import Data
from ihanoi.kernel import clock
from ihanoi.privacy import actions, queries
from ihanoi.privacy.words import Right, Verb
from ihanoi.ui.requests import actor_of

HERE: Final = "privacy"
STEPS: Final[dict[Verb, tuple[type[DutyForm], Callable[..., object], Promise]]] = {
    Verb.ACCEPT: (PlainForm, actions.accept, _("Đã báo cho người yêu cầu là đang thực hiện.")),
    Verb.FINISH: (FinishForm, actions.finish, _("Đã thực hiện xong.")),
    Verb.EXTEND: (ExtendForm, actions.extend, _("Đã gia hạn; người yêu cầu được báo lý do.")),
    Verb.REFUSE: (RefuseForm, actions.refuse, _("Đã từ chối; người yêu cầu được báo lý do và cách khiếu nại.")),
}  # fmt: skip
"""What may be done with a request: its form, its action, the word when it is done. In the order of the page."""
SLUGS: Final = {Verb.ACCEPT: "nhan", Verb.FINISH: "xong", Verb.EXTEND: "gia-han", Verb.REFUSE: "tu-choi"}
_FINISHING: Final[dict[str, type[DutyForm]]] = {Right.CORRECT: CorrectForm, Right.DELETE: DeleteForm}
_LABELS: Final = {
    Right.COPY: _("Ghi nhận bản sao đã làm xong"),
    Right.CORRECT: _("Sửa và báo lại"),
    Right.WITHDRAW: _("Ghi nhận rút sự đồng ý"),
    Right.RESTRICT: _("Hạn chế sử dụng ngay"),
    Right.DELETE: _("Xóa ngay, không lấy lại được"),
}


@require_safe
@officials
def requests(request: HttpRequest) -> HttpResponse:
    """Open requests by what breaks first; below, those that are over (`truoc=`)."""
    actor = actor_of(request)
    past = queries.closed(actor, before=number_in(request, "truoc"))
    context = {"queue": queries.queue(actor), "past": past.rows, "next": past.next}
    return shown(request, HERE, "privacy/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def enter(request: HttpRequest) -> HttpResponse:
    """Write down what somebody without an account asks for, by the code of their report."""
    queries.need_to_guard(actor_of(request))
    form = form_of(request, EnterForm)
    if request.method == "POST" and form.attempt(actions.enter):
        return done(request, str(_("Đã nhập yêu cầu; thời hạn tính từ bây giờ.")), "desk:privacy")
    return shown(request, HERE, "privacy/enter.html", {"form": form}, form.status)


@require_safe
@officials
def printed(request: HttpRequest, request_id: int) -> HttpResponse:
    """The copy of whoever has no account, to be printed and handed over."""
    page = queries.printed(actor_of(request), request_id)
    note_person(request, None, Data.EXPORT, CASE, page.contact.case_id)
    context = {"page": page, "contact": page.contact, "case": page.contact.case, "at": clock.now()}
    return render(request, "desk/privacy/print.html", context)


@require_safe
@officials
def one(request: HttpRequest, request_id: int) -> HttpResponse:
    """Who asks, how well we know them, what would be touched, and the steps."""
    return _page(request, request_id)


@sent_from("privacy-request")
@officials
def step(request: HttpRequest, request_id: int, verb: str) -> HttpResponse:
    """One step of a request."""
    queries.need_to_guard(actor_of(request))
    page = queries.request_page(actor_of(request), request_id)
    kind, action, said = STEPS[Verb(verb)]
    form = form_of(request, _form_of(Verb(verb), page.request) or kind)
    if form.attempt(partial(action, request_id=request_id)):
        return done(request, str(said), "desk:privacy-request", request_id)
    return _page(request, request_id, Verb(verb), form)


@sent_from("privacy-request")
@officials
def make_again(request: HttpRequest, request_id: int) -> HttpResponse:
    """Let the worker try the archive once more."""
    queries.need_to_guard(actor_of(request))
    actions.make_again(actor=actor_of(request), request_id=request_id)
    return done(request, str(_("Máy đang làm lại bản sao.")), "desk:privacy-request", request_id)


def _form_of(verb: Verb, asked: queries.Request) -> type[DutyForm] | None:
    if verb != Verb.FINISH:
        return None
    if asked.case_id and asked.right == Right.CORRECT:
        return CorrectContactForm
    return _FINISHING.get(asked.right)


def _note(request: HttpRequest, page: queries.RequestPage) -> None:
    """Whose data stood on the page; once a contact is gone there are none."""
    if page.request.account_id:
        note_person(request, page.request.account_id, Data.ACCOUNT)
    elif page.contact:
        kind = Data.UNSEALED if page.contact.case.confidential else Data.CONTACT
        note_person(request, None, kind, CASE, page.contact.case_id)


def _page(
    request: HttpRequest, request_id: int, tried: Verb | None = None, form: DutyForm | None = None
) -> HttpResponse:
    actor = actor_of(request)
    queries.need_to_guard(actor)
    page = queries.request_page(actor, request_id)
    _note(request, page)
    right = Right(page.request.right)
    steps: list[dict[str, Any]] = [
        {
            "verb": verb,
            "title": _label(page.request) if verb == Verb.FINISH else verb.label,
            "href": reverse(f"desk:privacy-{verb}", args=[request_id]),
            "form": form
            if form and verb == tried
            else (_form_of(verb, page.request) or STEPS[verb][0])(actor=actor),
            "tried": verb == tried,
            "danger": verb == Verb.FINISH and right == Right.DELETE,
        }
        for verb in STEPS
        if verb in page.verbs
    ]
    context = {"page": page, "req": page.request, "steps": steps, "labels": _lines(page)}
    return shown(request, HERE, "privacy/request.html", context, form.status if form else 200)


def _label(asked: queries.Request) -> Promise:
    if asked.case_id and asked.right == Right.COPY:
        return _("Ghi nhận đã đưa bản in")
    return _LABELS[Right(asked.right)]


def _lines(page: queries.RequestPage) -> list[dict[str, Any]]:
    """The history of a request: what was done, when, and by whom."""
    return [{"at": e.at, "label": Verb(e.verb).label, "who": e.actor_name} for e in reversed(page.lines)]


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def periods(request: HttpRequest) -> HttpResponse:
    """Every number with where it is from; a new one holds from a day on."""
    queries.need_to_guard(actor_of(request))
    form = form_of(request, PeriodForm)
    if request.method == "POST" and form.attempt(actions.set_period):
        return done(request, str(_("Đã ghi thời hạn mới.")), "desk:privacy-periods")
    context = {"rows": queries.period_rows(), "planned": queries.planned(), "form": form}
    return shown(request, HERE, "privacy/periods.html", context, form.status)


@require_safe
@officials
def retention(request: HttpRequest) -> HttpResponse:
    """What is kept for how long, what the next run erases, what the last one did."""
    queries.need_to_guard(actor_of(request))
    context = {"rows": queries.kept_rows(), "erasures": queries.erasures()}
    return shown(request, "retention", "privacy/retention.html", context)


def shown(
    request: HttpRequest, here: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """In the desk's frame."""
    return render(request, f"desk/{template}", {**frame(request, here), **context}, status=status)
