"""The sender's own pages: the list, one case, and what the sender may do with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ihanoi.cases import actions as cases
from ihanoi.cases import queries
from ihanoi.cases.words import KIND_SLUGS, Kind, Rating, ReasonList
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions as media
from ihanoi.media.words import FILES_MOST
from ihanoi.people import queries as people
from ihanoi.people.words import Act
from ihanoi.portal import ports
from ihanoi.portal.forms import AdditionForm, RatingForm, WithdrawalForm, problems
from ihanoi.portal.views.draft import chosen
from ihanoi.portal.views.visitor import called
from ihanoi.portal.words import ASK_A_PERSON
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages, denied_page


@never_cache
@require_GET
@login_required
def my_cases(request: HttpRequest) -> HttpResponse:
    """My reports, newest first; "đang mở" also holds what waits for my rating."""
    only_open = request.GET.get("loc") != "tat-ca"
    page = queries.my_cases(actor_of(request), only_open=only_open, mark=request.GET.get("sau", ""))
    context = {"page": page, "counts": queries.my_counts(actor_of(request)), "only_open": only_open}
    return render(request, "portal/my_cases.html", context)


@never_cache
@require_GET
@login_required
@denials_as_pages
def my_case(request: HttpRequest, code: str) -> HttpResponse:
    """What happened, who holds it, by when, and what I can do."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, rating: RatingForm | None = None, status: int = 200
) -> HttpResponse:
    mine = queries.my_case(actor_of(request), code)
    context = {
        "mine": mine,
        "rating": rating or RatingForm(),
        **rating_choices(),
        **ports.live_context(mine.case_id),
    }
    return render(request, "portal/my_case.html", context, status=status)


def rating_choices() -> dict[str, object]:
    """The three values with their faces, and the reasons of a bad one."""
    faces = {Rating.SATISFIED: "smile", Rating.ACCEPTED: "meh", Rating.DISSATISFIED: "frown"}
    return {
        "ratings": [(value, label, faces[Rating(value)]) for value, label in Rating.choices],
        "rating_reasons": queries.reason_choices(ReasonList.RATING),
    }


@never_cache
@require_GET
@login_required
@denials_as_pages
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Right after sending: code, holder, due time with its working, what comes next."""
    sent = queries.receipt(actor_of(request), code)
    return render(
        request,
        "portal/receipt.html",
        {
            "receipt": sent,
            "draft_name": "report" if sent.card.kind == Kind.FIELD else KIND_SLUGS[Kind(sent.card.kind)],
            "called": called(actor_of(request)),
            "owes_identity": not people.may(actor_of(request), Act.SEND),
            "stands_at": "/cua-toi",
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@denials_as_pages
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add words and pictures, or answer the agency's question."""
    mine = queries.my_case(actor_of(request), code)
    about_place = request.GET.get("vi") == "noi-nhan" and mine.may_ask_person
    form = AdditionForm(
        request.POST if request.method == "POST" else None,
        initial={"text": ASK_A_PERSON if about_place else ""},
    )
    files = request.POST.getlist("files")[:FILES_MOST]
    if request.method == "POST":
        files += _received(request, form, len(files))
        if form.is_valid():
            own = [UUID(file["id"]) for file in chosen(actor_of(request), files)]
            try:
                cases.add_information(
                    actor=actor_of(request), case_id=mine.case_id, text=form.cleaned_data["text"], files=own
                )
            except Invalid as invalid:
                problems(form, dict(invalid.errors))
            else:
                messages.success(request, _("Đã bổ sung. Cơ quan đang giữ phản ánh được báo ngay."))
                return redirect("portal:my_case", code=code)
    context = {"mine": mine, "form": form, "files": chosen(actor_of(request), files)}
    return render(request, "portal/add.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, form: AdditionForm, held: int) -> list[str]:
    uploads = request.FILES.getlist("pictures")
    received = media.receive_all(actor=actor_of(request), uploads=uploads, held=held)
    for sentence in received.sentences:
        form.add_error(None, sentence)
    return [str(file.id) for file in received.files]


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@denials_as_pages
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """A question first; then the report leaves the public lists."""
    mine = queries.my_case(actor_of(request), code)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cases.withdraw(actor=actor_of(request), case_id=mine.case_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã rút phản ánh."))
        return redirect("portal:my_case", code=code)
    return render(request, "portal/withdraw.html", {"mine": mine, "form": form})


@require_POST
@login_required
@denials_as_pages
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Once a round; a bad rating says why."""
    mine = queries.my_case(actor_of(request), code)
    form = RatingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            cases.rate(
                actor=actor_of(request),
                case_id=mine.case_id,
                value=given["value"],
                reason=given["reason"],
                text=given["text"],
            )
        except Invalid as invalid:
            problems(form, dict(invalid.errors))
        except Denied as denied:
            if denied.status == 404 or given["value"] != Rating.DISSATISFIED or given["reason"]:
                return denied_page(request, denied)
            form.add_error("reason", str(denied.reason))
        else:
            bad = given["value"] == Rating.DISSATISFIED
            said = (
                _("Đã gửi đánh giá. Một người không thuộc cơ quan xử lý sẽ xem xét lại.")
                if bad
                else _("Đã gửi đánh giá.")
            )
            messages.success(request, said)
            return redirect("portal:my_case", code=code)
    return _page(request, code, rating=form, status=422)
