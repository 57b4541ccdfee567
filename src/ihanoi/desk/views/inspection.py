"""The inspector's pages: the register of cases without senders, exports on record, samples that can be drawn again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import actions, queries
from ihanoi.accountability.queries import Checked
from ihanoi.accountability.words import METHOD, Verdict
from ihanoi.cases.words import Rating, State
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.duties import CheckForm, SampleForm, day_of
from ihanoi.desk.views.duties import (
    CSV,
    XLSX,
    done,
    download,
    form_of,
    next_href,
    number_in,
    sent_from,
    shown,
)
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.ui.requests import actor_of

HERE = "inspection"


def _checked(request: HttpRequest) -> Checked:
    """From the address; this month where no days are given."""
    today = clock.today()
    given = request.GET
    return Checked(
        since=day_of(given.get("tu", ""), today.replace(day=1)), until=day_of(given.get("den", ""), today),
        agency_id=number_in(request, "co-quan"), state=given.get("trang-thai", ""), rating=given.get("danh-gia", ""),
        late=given.get("tre") == "1",
    )  # fmt: skip


@require_safe
@officials
def inspection(request: HttpRequest) -> HttpResponse:
    """Cases that fit, newest first; the last samples and exports beside them."""
    actor, wanted = actor_of(request), _checked(request)
    found = queries.register(actor, wanted, request.GET.get("sau", ""))
    context = {
        "cases": found.page.rows,
        "total": found.total,
        "wanted": wanted,
        "filters": [
            ("co-quan", _("Mọi cơ quan"), choices.agencies(), wanted.agency_id or ""),
            ("trang-thai", _("Mọi trạng thái"), [("", State.choices)], wanted.state),
            ("danh-gia", _("Mọi đánh giá"), [("", Rating.choices)], wanted.rating),
        ],
        "next_href": next_href(request, found.page.next),
        "query": request.GET.urlencode(),
        "samples": queries.samples(actor).rows[:5],
        "exports": queries.exports(actor, 5),
        "as_of": clock.now(),
    }
    return shown(request, HERE, "inspection/register.html", context)


@require_safe
@officials
def export_cases(request: HttpRequest, form: str) -> HttpResponse:
    """What the register shows, as XLSX or CSV; that it was taken is recorded."""
    content = actions.export_cases(actor=actor_of(request), wanted=_checked(request), form=form)
    return download(content, CSV if form == "csv" else XLSX, f"kiem-tra-{clock.today():%Y-%m-%d}.{form}")


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def samples(request: HttpRequest) -> HttpResponse:
    """All samples; POST draws one."""
    actor = actor_of(request)
    found = queries.samples(actor, request.GET.get("sau", ""))
    form = form_of(request, SampleForm)
    if request.method == "POST":
        made: list[Any] = []
        if form.attempt(lambda **given: made.append(actions.draw_sample(**given))):
            return done(request, _("Đã rút mẫu."), "desk:sample", made[0].pk)
    context = {
        "samples": found.rows, "form": form, "method": METHOD, "next_href": next_href(request, found.next),
    }  # fmt: skip
    return shown(request, HERE, "inspection/samples.html", context, form.status)


@require_safe
@officials
def sample(request: HttpRequest, sample_id: int) -> HttpResponse:
    """One sample: how it was drawn, and what each case showed."""
    return _page(request, sample_id)


@sent_from("sample")
@officials
def note_check(request: HttpRequest, sample_id: int, order: int) -> HttpResponse:
    """What the check of one case showed."""
    form = form_of(request, CheckForm)
    if form.attempt(partial(actions.note_check, sample_id=sample_id, order=order)):
        return done(request, _("Đã ghi kết quả kiểm tra."), "desk:sample", sample_id)
    return _page(request, sample_id, form, order)


def _page(
    request: HttpRequest, sample_id: int, form: CheckForm | None = None, order: int | None = None
) -> HttpResponse:
    page = queries.sample_page(actor_of(request), sample_id)
    context = {
        "page": page, "sample": page.sample, "method": METHOD, "verdicts": Verdict.choices, "form": form,
        "tried": order, "days": {"since": page.sample.since, "until": page.sample.until},
    }  # fmt: skip
    return shown(request, HERE, "inspection/sample.html", context, form.status if form else 200)
