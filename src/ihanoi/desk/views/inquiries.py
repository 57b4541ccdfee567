"""Accounts asked for single cases: the list, asking, answering, closing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import actions, queries
from ihanoi.accountability.words import InquiryState, Subject
from ihanoi.desk.forms.duties import AnswerForm, AskForm, VerdictForm
from ihanoi.desk.views.duties import chips, done, form_of, next_href, sent_from, shown
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.media import queries as media
from ihanoi.ui.requests import actor_of

HERE = "inquiries"


@require_safe
@officials
def inquiries(request: HttpRequest) -> HttpResponse:
    """Newest first (`trang-thai=`)."""
    found = queries.inquiries(
        actor_of(request), request.GET.get("trang-thai", ""), request.GET.get("sau", "")
    )
    context = {
        "inquiries": found.rows,
        "chips": chips(request, "trang-thai", InquiryState.choices),
        "next_href": next_href(request, found.next),
        "today": clock.today(),
    }
    return shown(request, HERE, "inquiries/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def ask(request: HttpRequest) -> HttpResponse:
    """Name a case (`ma=` fills it in), say why, and until when."""
    if not queries.oversees(actor_of(request)):
        raise NotFound(_("Không có trang này."))
    form = form_of(request, AskForm, initial={"case_code": request.GET.get("ma", "")[:30]})
    if request.method == "POST":
        made: list[Any] = []
        if form.attempt(lambda **given: made.append(actions.ask_account(**given))):
            return done(request, _("Đã gửi yêu cầu giải trình."), "desk:inquiry", made[0].pk)
    return shown(request, HERE, "inquiries/ask.html", {"form": form}, form.status)


@require_safe
@officials
def inquiry(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """What was asked, answered and decided."""
    return _page(request, queries.inquiry(actor_of(request), inquiry_id))


@sent_from("inquiry")
@officials
def give_account(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """In the name of the agency."""
    form = form_of(request, AnswerForm)
    if form.attempt(partial(actions.give_account, inquiry_id=inquiry_id)):
        return done(request, _("Đã gửi giải trình."), "desk:inquiry", inquiry_id)
    return _page(request, queries.inquiry(actor_of(request), inquiry_id), answer=form)


@sent_from("inquiry")
@officials
def close_inquiry(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """Accepted or not, and why."""
    form = form_of(request, VerdictForm)
    if form.attempt(partial(actions.close_inquiry, inquiry_id=inquiry_id)):
        return done(request, _("Đã ghi kết luận."), "desk:inquiry", inquiry_id)
    return _page(request, queries.inquiry(actor_of(request), inquiry_id), verdict=form)


def _page(
    request: HttpRequest,
    asked: queries.Inquiry,
    *,
    answer: AnswerForm | None = None,
    verdict: VerdictForm | None = None,
) -> HttpResponse:
    context = {
        "asked": asked,
        "answer": answer or AnswerForm(),
        "verdict": verdict or VerdictForm(),
        "steps": queries.steps(actor_of(request), Subject.INQUIRY, asked.state, [asked.agency_id]),
        "overdue": asked.state == InquiryState.OPEN and clock.today() > asked.reply_by,
        "file": media.url(asked.answer_file, "full", to=actor_of(request)) if asked.answer_file else "",
    }
    status = next((form.status for form in (answer, verdict) if form is not None), 200)
    return shown(request, HERE, "inquiries/inquiry.html", context, status)
