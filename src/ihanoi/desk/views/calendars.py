"""The operator's pages of calendars: which there are, their hours from day to day, and who works by them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.desk.forms.calendars import AssignForm, CalendarForm, DropForm, HoursForm, Plain
from ihanoi.desk.views.accounts import operator
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.places import actions
from ihanoi.places import queries as places
from ihanoi.ui.requests import actor_of
from ihanoi.ui.timewords import weekday

HERE: Final = "calendars"
A_MONDAY: Final = date(2024, 1, 1)
LISTED: Final = 2  # years before and after the next one; the page of a year leads to all


def watcher(request: HttpRequest) -> Actor:
    """Operators and overseers; nobody else finds these pages. Raises Denied but for the city's operators changing."""
    actor = actor_of(request)
    if not places.watches_calendars(actor):
        raise NotFound(_("Không có trang này."))
    if request.method == "POST" and not places.may_edit(actor):
        raise Denied(_("Chỉ quản trị viên của thành phố được thay đổi lịch làm việc."))
    return actor


def attempt(form: Plain, act: Callable[[], object]) -> bool:
    """Whether it was done; what refused it stands in the form."""
    try:
        act()
    except Invalid as invalid:
        form.take(invalid.errors)
    except NotFound:
        raise
    except Denied as denied:
        form.add_error(None, str(denied.reason))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def calendars(request: HttpRequest) -> HttpResponse:
    """All calendars and years; POST makes a calendar."""
    actor = watcher(request)
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, partial(actions.create_calendar, actor=actor, **form.cleaned_data)):
        messages.success(request, _("Đã tạo lịch. Nó theo lịch chung đến khi có giờ riêng."))
        return redirect("desk:calendars")
    return _list_page(request, form=form)


@require_POST
@officials
def assign_calendar(request: HttpRequest) -> HttpResponse:
    """An agency works by a calendar from a day on: its own operator says so, or one above."""
    actor = operator(request)
    form = AssignForm(request.POST, governed=people.governed(actor))
    if form.is_valid() and attempt(
        form, partial(people_actions.assign_calendar, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("Đã ghi. Hạn đã báo không đổi."))
        return redirect("desk:calendars")
    return _list_page(request, assigning=form)


def _list_page(
    request: HttpRequest, form: CalendarForm | None = None, assigning: AssignForm | None = None
) -> HttpResponse:
    rows, today, governed = places.calendar_rows(), clock.today(), people.governed(actor_of(request))
    uses = people.calendar_uses()
    years = [state for state in places.year_states() if abs(state.year - today.year - 1) <= LISTED]
    context = {
        **frame(request, HERE),
        "rows": [
            (row, _current(row), [use for use in uses if use.calendar_id == row.id and use.is_current])
            for row in rows
        ],
        "years": years,
        "this_year": today.year,
        "uses": uses,
        "names": {row.id: row.name for row in rows},
        "form": form or CalendarForm(),
        "assigning": assigning or AssignForm(initial={"valid_from": today}, governed=governed),
        "may_assign": bool(governed),
        "may_edit": places.may_edit(actor_of(request)),
    }
    wrong = any(each is not None and each.errors for each in (form, assigning))
    return render(request, "desk/calendars/list.html", context, status=422 if wrong else 200)


def _current(row: places.CalendarRow) -> places.Week | None:
    return next((week for week in row.weeks if week.is_current(clock.today())), None)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The hours of a calendar, past, present and planned; POST plans another week."""
    actor = watcher(request)
    row = places.calendar_row(code)
    names = [_capital(weekday(A_MONDAY + timedelta(n))) for n in range(7)]
    form = HoursForm(request.POST, names=names) if request.method == "POST" else None
    if form is not None and form.is_valid():
        since = form.cleaned_data["valid_from"]
        if attempt(
            form, partial(actions.change_hours, actor=actor, code=code, week=form.week(), valid_from=since)
        ):
            messages.success(request, _("Đã ghi giờ làm việc mới. Hạn đã báo không đổi."))
            return redirect("desk:calendar", code)
    current = _current(row) or _current(places.calendar_rows()[0])
    week = HoursForm.initial_of(current.week) if current else {}
    context = {
        **frame(request, HERE),
        "row": row,
        "weeks": [(each, _lines(each, names), each.is_current(clock.today())) for each in row.weeks],
        "today": clock.today(),
        "this_year": clock.today().year,
        "form": form or HoursForm(names=names, initial={**week, "valid_from": clock.today()}),
        "naming": CalendarForm(initial={"name": row.name}),
        "uses": [use for use in people.calendar_uses() if use.calendar_id == row.id],
        "may_edit": places.may_edit(actor),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/calendars/calendar.html", context, status=status)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lines(week: places.Week, names: list[str]) -> list[tuple[str, list[list[str]]]]:
    """ "Thứ Hai – Thứ Sáu" and its hours."""
    return [
        (" – ".join(dict.fromkeys((names[line.weekdays[0]], names[line.weekdays[-1]]))), line.hours)
        for line in week.lines
    ]


@require_POST
@officials
def rename_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Another name; its address stays."""
    actor, form = watcher(request), CalendarForm(request.POST)
    if form.is_valid():
        actions.rename_calendar(actor=actor, code=code, name=form.cleaned_data["name"])
        messages.success(request, _("Đã đổi tên lịch."))
    return redirect("desk:calendar", code)


@require_POST
@officials
def drop_hours(request: HttpRequest, code: str) -> HttpResponse:
    """Give up a planned change."""
    actor, form = watcher(request), DropForm(request.POST)
    if not form.is_valid():
        raise NotFound(_("Không có trang này."))
    actions.drop_hours(actor=actor, code=code, valid_from=form.cleaned_data["valid_from"])
    messages.success(request, _("Đã bỏ thay đổi giờ làm việc đã định."))
    return redirect("desk:calendar", code)
