"""The operator's pages of limits, reasons, warnings and samples, and what a limit would do to open cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.cases.words import Clock, Kind, Priority, ReasonList
from ihanoi.cases.words.numbers import Party
from ihanoi.desk.forms.calendars import Plain
from ihanoi.desk.forms.numbers import FromForm, LimitForm, RateForm, ReasonForm, WarningForm
from ihanoi.desk.views.calendars import attempt
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.kernel.worktime import Limit
from ihanoi.people import queries as people
from ihanoi.ui import timewords
from ihanoi.ui.requests import actor_of

HERE: Final = "numbers"
BARS: Final = 12


def operator(request: HttpRequest) -> Actor:
    """Operators of the city alone; nobody else finds these pages."""
    actor = actor_of(request)
    if not people.operates_city(actor):
        raise NotFound(_("Không có trang này."))
    return actor


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit as it stands today, what is planned, and what held before."""

    kind: str
    clock: str
    priority: str
    label: str
    now: cases.LimitRow | None
    planned: tuple[cases.LimitRow, ...]
    before: tuple[cases.LimitRow, ...]

    @property
    def words(self) -> str:
        return timewords.limit(self.now.amount, self.now.unit) if self.now else "–"


@require_safe
@officials
def numbers(request: HttpRequest) -> HttpResponse:
    """Everything that is a number or a list, with what is planned."""
    operator(request)
    return _page(request)


def _page(
    request: HttpRequest, warning: WarningForm | None = None, rate: RateForm | None = None
) -> HttpResponse:
    today = clock.today()
    context = {
        **frame(request, HERE),
        "kinds": [
            (Kind(kind), list(lines)) for kind, lines in groupby(_limits(today), key=lambda row: row.kind)
        ],
        "lists": [(each, _reasons(each, today)) for each in ReasonList],
        "ladder": _ladder(today),
        "rates": _rates(),
        "warning": warning or WarningForm(initial={"valid_from": today}),
        "rate": rate or RateForm(initial={"valid_from": today}),
        "today": today,
    }
    wrong = any(form is not None and form.errors for form in (warning, rate))
    return render(request, "desk/numbers/numbers.html", context, status=422 if wrong else 200)


def _limits(today: date) -> Iterable[LimitLine]:
    def key(row: cases.LimitRow) -> tuple[int, int, int]:
        ranks = (Kind.values.index(row.kind), Clock.values.index(row.clock))
        return (*ranks, Priority.values.index(row.priority) + 1 if row.priority else 0)

    for _key, found in groupby(sorted(cases.limit_rows(), key=key), key=key):
        rows = list(found)
        begun = [row for row in rows if row.valid_from <= today]
        yield LimitLine(
            rows[0].kind, rows[0].clock, rows[0].priority, _label(rows[0].clock, rows[0].priority),
            begun[-1] if begun else None,
            tuple(row for row in rows if row.valid_from > today), tuple(begun[:-1][::-1]),
        )  # fmt: skip


def _label(name: str, priority: str) -> str:
    level = str(Priority(priority).label).lower() if priority else ""
    return f"{Clock(name).label}, {level}" if level else str(Clock(name).label)


def _reasons(list_name: str, today: date) -> list[dict[str, Any]]:
    """Each code once: as it reads today, what is planned for it, and whether it is retired."""
    shown = []
    for code, found in groupby(
        sorted(cases.reason_rows(list_name), key=lambda row: (row.order, row.code)), key=lambda row: row.code
    ):
        rows = sorted(found, key=lambda row: row.valid_from)
        last, now = rows[-1], next((row for row in rows if row.holds_on(today)), None)
        shown.append(
            {
                "code": code,
                "row": now or last,
                "kinds": ", ".join(str(Kind(kind).label) for kind in (now or last).kinds),
                "is_retired": now is None and last.valid_from <= today,
                "becomes": last if last.valid_from > today else None,
                "ends": last.valid_to if last.valid_to and last.valid_to >= today else None,
            }
        )
    return shown


def _ladder(today: date) -> list[dict[str, Any]]:
    rows = [rung for rung in cases.ladder_rows() if rung.valid_to is None or rung.valid_to >= today]
    return [
        {
            "rung": rung,
            "parties": ", ".join(str(Party(party).label) for party in rung.parties),
            "is_planned": rung.valid_from > today,
            "ends": rung.valid_to,
        }
        for rung in rows
    ]


def _rates() -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "kind": str(Kind(row.kind).label) if row.kind else _("Mọi loại"),
            "agency": people.agency(row.agency_id).name if row.agency_id else _("Toàn thành phố"),
        }
        for row in cases.rate_rows()
    ]


# A limit.


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def set_limit(request: HttpRequest, kind: str, name: str, priority: str = "") -> HttpResponse:
    """GET shows what a limit would do to open cases; POST sets it."""
    actor = operator(request)
    line = _line(kind, name, priority)
    given = request.POST if request.method == "POST" else request.GET if "amount" in request.GET else None
    form = LimitForm(given, initial=_initial(line))
    effects = None
    if form.is_valid():
        which: dict[str, Any] = {"kind": kind, "clock": name, "priority": priority, **form.cleaned_data}
        act = partial(actions.set_limit, actor=actor, **which)
        if request.method == "POST" and attempt(form, act):
            messages.success(request, _("Đã đặt hạn mới. Hạn đã báo không đổi."))
            return redirect("desk:numbers")
        limit = Limit(form.cleaned_data["amount"], form.cleaned_data["unit"])
        effects = cases.effects(kind, name, priority, limit)
    context = {
        **frame(request, HERE), "line": line, "kind": Kind(kind), "form": form, "effects": effects,
        "bars": _bars(effects) if effects else [], "recount": _recount_address(kind, name, priority),
    }  # fmt: skip
    return render(request, "desk/numbers/limit.html", context, status=422 if form.errors else 200)


def _line(kind: str, name: str, priority: str) -> LimitLine:
    lines = _limits(clock.today())
    found = next(
        (row for row in lines if (row.kind, row.clock, row.priority) == (kind, name, priority)), None
    )
    if found is None:
        raise NotFound(_("Không có trang này."))
    return found


def _initial(line: LimitLine) -> dict[str, Any]:
    held = {"amount": line.now.amount, "unit": line.now.unit} if line.now else {}
    return {**held, "valid_from": clock.today()}


def _bars(effects: cases.Effects) -> list[dict[str, Any]]:
    """The agencies with the most running clocks; the part that would be late at once is hatched."""
    return [
        {"label": row.agency, "value": row.running, "late": row.late_at_once} for row in effects.rows[:BARS]
    ]


def _recount_address(kind: str, name: str, priority: str) -> str:
    return f"{reverse('desk:recount')}?basis=limits&kind={kind}&clock={name}&priority={priority}"


@require_POST
@officials
def drop_limit(request: HttpRequest, kind: str, name: str, priority: str = "") -> HttpResponse:
    """Give up a planned limit."""
    actor, form = operator(request), FromForm(request.POST)
    if not form.is_valid():
        raise NotFound(_("Không có trang này."))
    which = {"kind": kind, "clock": name, "priority": priority, **form.cleaned_data}
    return _act(request, partial(actions.drop_limit, actor=actor, **which))


# Reasons.


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def reason(request: HttpRequest, list_name: str, code: str = "") -> HttpResponse:
    """A new reason, or another wording of one that is known."""
    actor = operator(request)
    rows = [row for row in cases.reason_rows(list_name) if row.code == code]
    if list_name not in ReasonList.values or (code and not rows):
        raise NotFound(_("Không có trang này."))
    given = request.POST if request.method == "POST" else None
    known = {"label": rows[-1].label, "advice": rows[-1].advice, "kinds": rows[-1].kinds} if rows else {}
    form = ReasonForm(given, list_name=list_name, initial={**known, "valid_from": clock.today()})
    if form.is_valid():
        act = partial(actions.change_reason, code=code) if code else actions.add_reason
        if attempt(form, partial(act, actor=actor, list_name=list_name, **form.cleaned_data)):
            messages.success(request, _("Đã ghi."))
            return redirect("desk:numbers")
    context = {
        **frame(request, HERE),
        "list": ReasonList(list_name),
        "code": code,
        "row": rows[-1] if rows else None,
        "form": form,
        "ending": FromForm(initial={"valid_from": clock.today()}),
    }
    return render(request, "desk/numbers/reason.html", context, status=422 if form.errors else 200)


@require_POST
@officials
def retire_reason(request: HttpRequest, list_name: str, code: str) -> HttpResponse:
    """No longer offered from a day on."""
    actor, form = operator(request), FromForm(request.POST)
    if not form.is_valid():
        return reason(request, list_name, code)
    which = {"list_name": list_name, "code": code, **form.cleaned_data}
    return _act(request, partial(actions.retire_reason, actor=actor, **which))


@require_POST
@officials
def keep_reason(request: HttpRequest, list_name: str, code: str) -> HttpResponse:
    """Take back what was planned."""
    actor = operator(request)
    return _act(request, partial(actions.keep_reason, actor=actor, list_name=list_name, code=code))


# Warnings and samples.


@require_POST
@officials
def set_warning(request: HttpRequest) -> HttpResponse:
    """A rung from a day on."""
    actor, form = operator(request), WarningForm(request.POST)
    return _save(request, form, partial(actions.set_warning, actor=actor), warning=form)


@require_POST
@officials
def end_warning(request: HttpRequest, percent: int) -> HttpResponse:
    """No warning at that share from a day on; `giu`: take back what is planned."""
    actor, form = operator(request), FromForm(request.POST)
    if "giu" in request.POST:
        return _act(request, partial(actions.keep_warning, actor=actor, percent=percent))
    if not form.is_valid():
        raise NotFound(_("Không có trang này."))
    return _act(request, partial(actions.end_warning, actor=actor, percent=percent, **form.cleaned_data))


@require_POST
@officials
def set_rate(request: HttpRequest) -> HttpResponse:
    """How many answers are checked from a day on."""
    actor, form = operator(request), RateForm(request.POST)
    return _save(request, form, partial(actions.set_sample_rate, actor=actor), rate=form)


def _save(request: HttpRequest, form: Plain, act: Callable[..., object], **shown: Any) -> HttpResponse:
    """Do it with what was typed, or show the page with what is wrong."""
    if form.is_valid() and attempt(form, partial(act, **form.cleaned_data)):
        messages.success(request, _("Đã ghi."))
        return redirect("desk:numbers")
    return _page(request, **shown)


def _act(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    """Do it and come back; a denial is said above the page."""
    try:
        act()
    except NotFound:
        raise
    except Denied as denied:
        errors = getattr(denied, "errors", {})
        messages.error(request, str(next(iter(errors.values()), denied.reason)))
    else:
        messages.success(request, _("Đã ghi."))
    return redirect("desk:numbers")
