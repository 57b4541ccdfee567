"""The operator's pages of competence: sets of rules, one rule, the test bench, replays, and switching on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ihanoi.cases import actions as cases
from ihanoi.cases import queries as reports
from ihanoi.desk.forms.rules import BenchForm, DraftForm, ReplayForm, RuleForm, ThresholdForm
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.routing import actions, queries
from ihanoi.routing.words import RuleInput, Standing
from ihanoi.ui.requests import actor_of

HERE = "rules"


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def rule_sets(request: HttpRequest) -> HttpResponse:
    """All sets; POST begins a draft."""
    form = DraftForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _sets_page(request, form)
    try:
        draft = actions.begin_draft(actor=actor_of(request), note=form.cleaned_data["note"])
    except Invalid as invalid:
        form.add_error("note", str(invalid.reason))
        return _sets_page(request, form)
    except Denied as denied:
        if denied.status == 404:
            raise
        return _sets_page(request, form, denied)
    return redirect("desk:rule-set", draft.pk)


def _sets_page(request: HttpRequest, form: DraftForm, denied: Denied | None = None) -> HttpResponse:
    """All sets, and the draft or the form that begins one; a denial stands above them."""
    rows = queries.rule_sets(actor_of(request))
    context = {
        **frame(request, HERE),
        "sets": rows,
        "form": form,
        "draft": next((row for row in rows if row.standing is Standing.DRAFT), None),
        "denied": str(denied.reason) if denied else "",
    }
    status = denied.status if denied else 422 if form.errors else 200
    return render(request, "desk/rules/sets.html", context, status=status)


@require_safe
@officials
def rule_set(request: HttpRequest, set_id: int) -> HttpResponse:
    """One set, field by field, with what is wrong; for a draft also its replay and the switch."""
    return _set_page(request, set_id)


def _set_page(request: HttpRequest, set_id: int, denied: Denied | None = None) -> HttpResponse:
    actor = actor_of(request)
    row = queries.rule_set(actor, set_id)
    rows = queries.rules_by_field(actor, set_id)
    context = {
        **frame(request, HERE),
        **_replay(request, set_id),
        "set": row,
        "fields": rows,
        "flaws": queries.flaws(set_id),
        "is_draft": row.standing is Standing.DRAFT,
        "is_in_force": row.standing is Standing.IN_FORCE,
        "denied": str(denied.reason) if denied else "",
    }
    return render(request, "desk/rules/set.html", context, status=denied.status if denied else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def rule(request: HttpRequest, set_id: int, rule_id: int | None = None) -> HttpResponse:
    """One rule of a draft, or a new one (`linh-vuc=` chooses its field). POST with `bo` takes it out."""
    actor = actor_of(request)
    row = queries.rule_set(actor, set_id)
    known = queries.rule_input(actor, set_id, rule_id) if rule_id is not None else None
    if request.method != "POST":
        form = RuleForm(initial=_initial(known, request.GET.get("linh-vuc", "")))
        return _rule_page(request, row, form, rule_id)
    if "bo" in request.POST and rule_id is not None:
        return _act(request, set_id, lambda: actions.drop_rule(actor=actor, set_id=set_id, rule_id=rule_id))
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            actions.save_rule(actor=actor, set_id=set_id, given=form.input(), rule_id=rule_id)
        except Invalid as invalid:
            form.take(invalid.errors)
        else:
            messages.success(request, _("Đã lưu quy tắc vào bản nháp."))
            return redirect(
                f"{reverse('desk:rule-set', args=[set_id])}#linh-vuc-{form.cleaned_data['field_id']}"
            )
    return _rule_page(request, row, form, rule_id)


def _initial(known: RuleInput | None, field: str) -> dict[str, Any]:
    if known is None:
        return {"field_id": field}
    return {
        "field_id": known.field_id, "place": str(known.unit_id or known.kind), "agency_id": known.agency_id,
        "cooperating": list(known.cooperating), "valid_from": known.valid_from, "valid_to": known.valid_to,
        "basis": known.basis,
    }  # fmt: skip


def _rule_page(
    request: HttpRequest, row: queries.SetRow, form: RuleForm, rule_id: int | None
) -> HttpResponse:
    context = {**frame(request, HERE), "set": row, "form": form, "rule_id": rule_id}
    return render(request, "desk/rules/rule.html", context, status=422 if form.errors else 200)


@require_POST
@officials
def threshold(request: HttpRequest, set_id: int) -> HttpResponse:
    """From which confidence reports of a field are routed without a person."""
    actor, form = actor_of(request), ThresholdForm(request.POST)
    queries.rule_set(actor, set_id)
    if not form.is_valid():
        raise NotFound(_("Không có trang này."))
    given = form.cleaned_data
    act = partial(actions.set_threshold, actor=actor, set_id=set_id, **given)
    return _act(request, set_id, act, f"#linh-vuc-{given['field_id']}")


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def replay(request: HttpRequest, set_id: int) -> HttpResponse:
    """POST begins one; GET is the part of the page that shows how far it is."""
    actor = actor_of(request)
    queries.rule_set(actor, set_id)
    if request.method != "POST":
        return render(request, "desk/rules/replay.html", {**_replay(request, set_id), "set_id": set_id})
    form = ReplayForm(request.POST)
    days = form.cleaned_data["days"] if form.is_valid() else 30
    return _act(request, set_id, lambda: cases.replay(actor=actor, set_id=set_id, days=days), "#chay-thu")


def _replay(request: HttpRequest, set_id: int) -> dict[str, Any]:
    found = queries.last_replay(actor_of(request), set_id)
    changes = found.changes if found else ()
    cards = reports.cards_of([change.report_id for change in changes])
    return {
        "set_id": set_id,
        "replay": found,
        "changes": [(change, cards.get(change.report_id)) for change in changes],
        "replay_form": ReplayForm(),
    }


@require_POST
@officials
def switch_on(request: HttpRequest, set_id: int) -> HttpResponse:
    """A draft, or back to a former set: the same recorded act."""
    actor = actor_of(request)
    return _act(request, set_id, lambda: actions.switch_on(actor=actor, set_id=set_id))


@require_POST
@officials
def drop_draft(request: HttpRequest, set_id: int) -> HttpResponse:
    """Throw a draft away."""
    actions.drop_draft(actor=actor_of(request), set_id=set_id)
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("desk:rules")


def _act(request: HttpRequest, set_id: int, act: Callable[[], object], at: str = "") -> HttpResponse:
    """Do it and come back to the set; a denial stands above it."""
    try:
        act()
    except Denied as denied:
        if denied.status == 404:
            raise
        return _set_page(request, set_id, denied)
    messages.success(request, _("Đã ghi."))
    return redirect(reverse("desk:rule-set", args=[set_id]) + at)


@require_GET
@officials
def bench(request: HttpRequest) -> HttpResponse:
    """Where would this go? Under the rules in force, and under the draft if there is one."""
    sets = queries.rule_sets(actor_of(request))
    shown = [row for row in sets if row.standing is not Standing.FORMER]
    shown.sort(key=lambda row: row.standing is Standing.DRAFT)
    form = BenchForm(request.GET if "text" in request.GET else None)
    answers: list[Any] = []
    if form.is_bound and form.is_valid():
        trial = queries.Trial([row.id for row in shown])
        answers = list(zip(shown, trial.route(*form.arguments()), strict=True))
    context = {**frame(request, "bench"), "form": form, "answers": answers}
    return render(request, "desk/rules/bench.html", context)
