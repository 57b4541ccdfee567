"""A calendar's year: all its days, one of them changed, the last change undone, and the official notice."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ihanoi.desk.forms.calendars import AgreedForm, ConfirmForm, DayForm, NoticeForm, chosen_day
from ihanoi.desk.views.calendars import HERE, attempt, watcher
from ihanoi.desk.views.frame import frame, officials
from ihanoi.places import actions
from ihanoi.places import queries as places
from ihanoi.places.words import SLIPS, DayAct, Slip, day_off
from ihanoi.ui.requests import actor_of
from ihanoi.ui.timewords import day_month, short_day, short_weekdays, spans


@require_safe
@officials
def calendar_year(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Twelve months; `ngay=2027-02-05` opens a day beside them."""
    watcher(request)
    chosen = chosen_day(request.GET.get("ngay", ""), year)
    return _year_page(request, code, year, chosen)


@require_POST
@officials
def calendar_day(request: HttpRequest, code: str, year: int, day: str) -> HttpResponse:
    """Make a day differ from its week, or, with `bo`, follow it again."""
    actor = watcher(request)
    chosen = chosen_day(day, year)
    if chosen is None:
        return redirect("desk:calendar-year", code, year)
    back = f"{reverse('desk:calendar-year', args=[code, year])}?ngay={chosen}#ngay"
    if "bo" in request.POST:
        actions.clear_day(actor=actor, day=chosen, calendar_code=code)
        messages.success(request, _("Ngày này lại theo tuần thường. Hạn đã báo không đổi."))
        return redirect(back)
    form = _day_form(places.calendar_row(code), year, chosen, request)
    if form.is_valid():
        given = {"name": form.cleaned_data["name"], "intervals": form.intervals()}
        if attempt(form, partial(actions.set_day, actor=actor, day=chosen, calendar_code=code, **given)):
            messages.success(request, _("Đã ghi. Hạn đã báo không đổi."))
            return redirect(back)
    return _year_page(request, code, year, chosen, form)


@require_POST
@officials
def undo_days(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Take the last change back."""
    actions.undo_last(actor=watcher(request), year=year, calendar_code=code)
    messages.success(request, _("Đã hoàn tác. Hạn đã báo không đổi."))
    return redirect("desk:calendar-year", code, year)


def _year_page(
    request: HttpRequest, code: str, year: int, chosen: date | None, form: DayForm | None = None
) -> HttpResponse:
    row = places.calendar_row(code)
    calendar_id = None if row.is_city else row.id
    of = places.year(year, calendar_id)
    here = reverse("desk:calendar-year", args=[code, year])
    day = of.days[chosen] if chosen else None
    context = {
        **frame(request, HERE),
        "row": row,
        "rows": places.calendar_rows(),
        "year": year,
        "years": places.known_years(),
        "state": places.year_state(year),
        "of": of,
        "months": places.months(of, lambda each: f"{here}?ngay={each}", chosen),
        "weekdays": short_weekdays(),
        "day": day,
        "day_words": places.day_words(day) if day else "",
        "may_clear": day is not None and (day.is_planned if row.is_city else day.is_own),
        "form": form or (_day_form(row, year, chosen) if chosen else None),
        "before": _change_words(places.last_change(year, calendar_id)),
        "may_edit": places.may_edit(actor_of(request)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/calendars/year.html", context, status=status)


def _day_form(
    row: places.CalendarRow, year: int, chosen: date, request: HttpRequest | None = None
) -> DayForm:
    calendar_id = None if row.is_city else row.id
    day = places.year(year, calendar_id).days[chosen]
    full = places.full_hours(chosen, calendar_id)
    initial = {"what": _what(day.hours, full), "name": day.name, "hours": spans(day.hours).replace(",", "")}
    return DayForm(
        request.POST if request else None,
        full=full,
        is_worked_usually=bool(day.usual),
        initial=initial,
    )


def _what(hours: list[list[str]], full: list[list[str]]) -> str:
    """Which choice says what the day is."""
    named = {"off": [], "full": full, "morning": full[:1], "afternoon": full[-1:]}
    return next((what for what, each in named.items() if each == hours), "hours")


def _change_words(change: places.Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    days = [day_month(day) for day in change.days[:3]]
    more = len(change.days) - len(days)
    return {
        "what": str(DayAct(change.kind).label),
        "days": ", ".join(days) + (_(" và %(n)d ngày khác") % {"n": more} if more > 0 else ""),
        "change": change,
    }


# The official notice.


@require_GET
@officials
def notice_file(request: HttpRequest, year: int) -> HttpResponse:
    """The days of a year that hold for all calendars, as a CSV to edit and take back."""
    watcher(request)
    response = HttpResponse(places.notice_file(year), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-nghi-{year}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def notice(request: HttpRequest, year: int) -> HttpResponse:
    """The file of an official notice: POST with a file shows what it would change, POST with its text does it."""
    watcher(request)
    if request.method != "POST":
        return _notice_page(request, year, NoticeForm())
    if "text" in request.POST:
        return _agreed(request, year)
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _notice_page(request, year, form)
    given = form.cleaned_data
    preview = places.preview(year, given["file"].read())
    agreed = AgreedForm(
        initial={
            "text": preview.text, "seen": preview.stamp, "source": given["file"].name[:200],
            "number": given["number"], "issued_on": given["issued_on"],
        }
    )  # fmt: skip
    return _notice_page(request, year, form, preview, agreed)


def _agreed(request: HttpRequest, year: int) -> HttpResponse:
    form = AgreedForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        take = partial(
            actions.import_year, actor=actor_of(request), year=year, data=given["text"].encode(),
            number=given["number"], issued_on=given["issued_on"], source=given["source"], seen=given["seen"],
        )  # fmt: skip
        if attempt(form, take):
            messages.success(request, _("Đã nhập và xác nhận lịch nghỉ năm %(year)d.") % {"year": year})
            return redirect("desk:calendar-year", "default", year)
    again = NoticeForm(initial={name: form[name].value() for name in ("number", "issued_on")})
    why = " ".join(str(each) for errors in form.errors.values() for each in errors)
    return _notice_page(request, year, again, why=why)


@require_POST
@officials
def confirm_year(request: HttpRequest, year: int) -> HttpResponse:
    """The days as they stand are those of the notice."""
    actor, form = watcher(request), ConfirmForm(request.POST, auto_id="xac-nhan-%s")
    if form.is_valid() and attempt(
        form, partial(actions.confirm_year, actor=actor, year=year, **form.cleaned_data)
    ):
        messages.success(request, _("Đã xác nhận lịch nghỉ năm %(year)d.") % {"year": year})
        return redirect("desk:calendar-year", "default", year)
    return _notice_page(request, year, NoticeForm(), confirming=form)


def _notice_page(
    request: HttpRequest,
    year: int,
    form: NoticeForm,
    preview: places.Preview | None = None,
    agreed: AgreedForm | None = None,
    confirming: ConfirmForm | None = None,
    why: str = "",
) -> HttpResponse:
    context = {
        **frame(request, HERE),
        "year": year,
        "state": places.year_state(year),
        "form": form,
        "preview": preview,
        "problems": _sentences(preview) if preview else [],
        "rows": _diff_rows(preview) if preview else [],
        "agreed": agreed if preview is not None and preview.ok else None,
        "confirming": confirming or ConfirmForm(auto_id="xac-nhan-%s"),
        "why": why,
        "may_edit": places.may_edit(actor_of(request)),
    }
    wrong = why or form.errors or (confirming is not None and confirming.errors)
    refused = preview is not None and not preview.ok
    return render(request, "desk/calendars/notice.html", context, status=422 if wrong or refused else 200)


def _sentences(preview: places.Preview) -> list[tuple[bool, str]]:
    """Whether each problem refuses the file, and its sentence."""
    return [
        (
            each.refuses,
            str(SLIPS[Slip(each.slip)])
            % {
                "line": each.line,
                "day": f"{each.day:%d/%m/%Y}" if each.day else "",
                "detail": day_off(each.detail),
            },
        )
        for each in preview.problems
    ]


def _diff_rows(preview: places.Preview) -> list[dict[str, Any]]:
    """What the file changes, in the order of days."""
    diff = preview.diff
    rows = [
        *((p.day, {"sign": "added", "after": _said(p)}) for p in diff.added),
        *((b.day, {"sign": "changed", "before": _said(a), "after": _said(b)}) for a, b in diff.changed),
        *((p.day, {"sign": "removed", "before": _said(p)}) for p in diff.removed),
    ]
    in_order = sorted(rows, key=itemgetter(0))
    return [{**row, "when": f"{short_day(day)}/{day.year}"} for day, row in in_order]


def _said(planned: Any) -> str:
    hours = spans([[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in planned.hours])
    worked = _("làm việc %(hours)s") % {"hours": hours} if hours else _("nghỉ")
    return f"{day_off(planned.name)} ({worked})"
