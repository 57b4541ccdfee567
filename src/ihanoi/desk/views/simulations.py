"""The operator's simulator: what other numbers would have done to past cases, as a table, a picture and CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import partial
from io import StringIO
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability.queries.sheets import harmless
from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.cases.words import Clock
from ihanoi.desk.forms.numbers import SimulationForm
from ihanoi.desk.views.calendars import attempt
from ihanoi.desk.views.frame import frame, officials
from ihanoi.desk.views.numbers import operator
from ihanoi.kernel import clock
from ihanoi.ui.drawing import plain

HERE: Final = "simulations"


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def simulations(request: HttpRequest) -> HttpResponse:
    """The form, and what was asked before; POST asks."""
    actor = operator(request)
    form = SimulationForm(request.POST if request.method == "POST" else None, initial={"days": 90})
    if form.is_valid() and attempt(
        form, partial(actions.ask_simulation, actor=actor, asked=form.asked(clock.now()))
    ):
        messages.success(request, _("Đang chạy mô phỏng. Trang này tự cho biết khi xong."))
        return redirect("desk:simulation", cases.simulations(1)[0].id)
    context = {**frame(request, HERE), "form": form, "rows": cases.simulations()}
    return render(request, "desk/simulations/list.html", context, status=422 if form.errors else 200)


@require_safe
@officials
def simulation(request: HttpRequest, simulation_id: int) -> HttpResponse:
    """One of them; while it runs the page asks again."""
    operator(request)
    row = cases.simulation(simulation_id)
    context = {
        **frame(request, HERE),
        "row": row,
        "city": _shown(row.result["city"]) if row.result else None,
        "agencies": [(each, _shown(each)) for each in row.result.get("agencies", ())],
    }
    whole = "desk/simulations/simulation.html"
    part = "desk/simulations/answer.html"
    return render(request, part if request.headers.get("HX-Request") else whole, context)


def _shown(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each clock with its shares, as numbers and as widths of bars out of 100."""
    total = result["cases"] or 1
    rows = []
    for each in result["clocks"]:
        shares = {name: each[name] / total for name in ("observed", "before", "after")}
        rows.append(
            {
                **each,
                "label": str(Clock(each["clock"]).label),
                **{f"{name}_share": share for name, share in shares.items()},
                **{f"{name}_width": plain(100 * share) for name, share in shares.items()},
                "change": 100 * (shares["after"] - shares["before"]),
            }
        )
    return rows


@require_safe
@officials
def simulation_csv(request: HttpRequest, simulation_id: int) -> HttpResponse:
    """The same table for programs, one row an agency and clock; the first for the city."""
    operator(request)
    row = cases.simulation(simulation_id)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            "agency", "cases", "clock", "late_observed", "late_model", "late_changed", "median_s_model",
            "median_s_changed", "p90_s_model", "p90_s_changed",
        ]
    )  # fmt: skip
    if row.result:
        writer.writerows(_lines({**row.result["city"], "agency": _("Toàn thành phố")}))
        for each in row.result["agencies"]:
            writer.writerows(_lines(each))
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="mo-phong-{row.id}.csv"'
    return answer


def _lines(result: Mapping[str, Any]) -> Iterable[list[object]]:
    for each in result["clocks"]:
        yield [
            harmless(result["agency"]), result["cases"], each["clock"], each["observed"], each["before"], each["after"],
            *(round(value) for value in (*each["median"], *each["p90"])),
        ]  # fmt: skip
