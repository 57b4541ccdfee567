"""Letters to agencies with overdue cases: the list, the draft, what was sent, and the replies."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import actions, queries
from ihanoi.accountability.queries import LetterPage
from ihanoi.accountability.words import LetterState
from ihanoi.desk.forms.duties import AnswerForm, LetterAmendForm, LetterDraftForm, LetterSendForm
from ihanoi.desk.views.duties import (
    DOCX,
    chips,
    done,
    download,
    form_of,
    next_href,
    sent_from,
    shown,
)
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.media import queries as media
from ihanoi.ui.requests import actor_of

HERE = "letters"
STATES = [(state.value, state.label) for state in LetterState]


@require_safe
@officials
def letters(request: HttpRequest) -> HttpResponse:
    """All letters that the officer may read (`trang-thai=`), newest first."""
    actor = actor_of(request)
    found = queries.letters(actor, request.GET.get("trang-thai", ""), request.GET.get("sau", ""))
    context = {
        "letters": found.rows,
        "chips": chips(request, "trang-thai", STATES) if queries.oversees(actor) else [],
        "next_href": next_href(request, found.next),
        "today": clock.today(),
    }
    return shown(request, HERE, "letters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def overdue(request: HttpRequest) -> HttpResponse:
    """Agencies with overdue cases, as of now; POST drafts a letter to those that were chosen."""
    actor = actor_of(request)
    now = clock.now()
    rows = queries.overdue(actor, now)
    form = form_of(request, LetterDraftForm)
    form.offer([(row.agency_id, row.name) for row in rows])
    if request.method == "POST":
        made: list[Any] = []
        if form.attempt(lambda **given: made.append(actions.draft_letter(**given))):
            return done(request, _("Đã soạn dự thảo."), "desk:letter", made[0].pk)
    chosen = set(cast(QueryDict, form.data).getlist("agency_ids")) if form.is_bound else set()
    context = {
        "rows": rows,
        "as_of": now,
        "form": form,
        "chosen": chosen,
        "total": sum(row.total for row in rows),
    }
    return shown(request, HERE, "letters/overdue.html", context, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter. POST changes the draft."""
    found = queries.letter_page(actor_of(request), letter_id)
    if request.method != "POST":
        return _page(request, found)
    form = form_of(request, LetterAmendForm)
    _offer(form, found)
    if form.attempt(partial(actions.amend_letter, letter_id=letter_id)):
        return done(request, _("Đã lưu dự thảo."), "desk:letter", letter_id)
    return _page(request, found, amend=form)


def _offer(form: LetterAmendForm, found: LetterPage) -> None:
    field = cast(ChoiceField, form.fields["case_ids"])
    field.choices = [(c.case_id, c.code) for part in found.parts for c in part.cases]


def _page(
    request: HttpRequest,
    found: LetterPage,
    *,
    amend: LetterAmendForm | None = None,
    send: LetterSendForm | None = None,
    answer: AnswerForm | None = None,
    answering: int | None = None,
) -> HttpResponse:
    letter = found.letter
    first = {"subject": letter.subject, "body": letter.body, "reply_by": letter.reply_by}
    is_draft = letter.state == LetterState.DRAFT
    context = {
        "page": found,
        "letter": letter,
        "amend": amend or LetterAmendForm(initial=first),
        "send": send or LetterSendForm(),
        "answer": answer or AnswerForm(),
        "answering": answering,
        "left_out": _left_out(amend),
        "is_draft": is_draft,
        "is_sent": letter.state == LetterState.SENT,
        "is_stale": is_draft and clock.day_of(letter.as_of) != clock.today(),
        "files": {
            p.agency_id: media.url(p.reply.answer_file, "full", to=actor_of(request))
            for p in found.parts
            if p.reply.answer_file
        },
    }
    status = next((form.status for form in (amend, send, answer) if form is not None), 200)
    return shown(request, HERE, "letters/letter.html", context, status)


def _left_out(amend: LetterAmendForm | None) -> set[int]:
    """Cases that were not ticked in what was sent."""
    if amend is None:
        return set()
    offered = {value for value, _code in cast(Any, amend.fields["case_ids"]).choices}
    ticked = cast(QueryDict, amend.data).getlist("case_ids")
    return offered - {int(v) for v in ticked if v.isdecimal()}


@sent_from("letter")
@officials
def refresh_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The list as of now."""
    actions.refresh_letter(actor=actor_of(request), letter_id=letter_id)
    return done(request, _("Đã cập nhật danh sách."), "desk:letter", letter_id)


@sent_from("letter")
@officials
def drop_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Throw the draft away."""
    actions.drop_letter(actor=actor_of(request), letter_id=letter_id)
    return done(request, _("Đã bỏ dự thảo."), "desk:letters")


@sent_from("letter")
@officials
def send_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """With its number and signature."""
    form = form_of(request, LetterSendForm)
    if form.attempt(partial(actions.send_letter, letter_id=letter_id)):
        return done(
            request, _("Đã ghi nhận công văn đã gửi; các cơ quan được báo."), "desk:letter", letter_id
        )
    return _page(request, queries.letter_page(actor_of(request), letter_id), send=form)


@sent_from("letter")
@officials
def answer_letter(request: HttpRequest, letter_id: int, agency_id: int) -> HttpResponse:
    """In the name of an agency."""
    form = form_of(request, AnswerForm)
    if form.attempt(partial(actions.answer_letter, letter_id=letter_id, agency_id=agency_id)):
        return done(request, _("Đã gửi trả lời."), "desk:letter", letter_id)
    found = queries.letter_page(actor_of(request), letter_id)
    return _page(request, found, answer=form, answering=agency_id)


@require_safe
@officials
def letter_docx(request: HttpRequest, letter_id: int) -> HttpResponse:
    """As sent; of a draft, as it would go out now."""
    found = queries.letter_page(actor_of(request), letter_id).letter
    if found.document is not None:
        return redirect(media.url(found.document, "full", to=actor_of(request)))
    return download(queries.letter_document(found), DOCX, f"du-thao-cong-van-{found.pk}.docx")
