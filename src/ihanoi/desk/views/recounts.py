"""The operator's page of counting due times anew: a dry run, the order, its progress, and the way back."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.desk.forms.numbers import ReasonedForm, ScopeForm
from ihanoi.desk.views.calendars import attempt
from ihanoi.desk.views.frame import frame, officials
from ihanoi.desk.views.numbers import operator

HERE: Final = "recount"


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def recount(request: HttpRequest) -> HttpResponse:
    """GET with a scope is a dry run; POST gives the order."""
    actor = operator(request)
    given = request.POST if request.method == "POST" else request.GET if "basis" in request.GET else None
    form = ScopeForm(given, initial={"basis": "limits"})
    reasoned = ReasonedForm(request.POST if request.method == "POST" else None)
    shifts = None
    if form.is_valid():
        scope = form.scope()
        if reasoned.is_valid() and attempt(
            reasoned,
            partial(actions.order_recount, actor=actor, scope=scope, reason=reasoned.cleaned_data["reason"]),
        ):
            messages.success(
                request, _("Đã ra lệnh tính lại. Từng phản ánh ghi rõ hạn cũ, hạn mới và lý do.")
            )
            return redirect("desk:recount")
        shifts = cases.shifts(scope)
    context = {**frame(request, HERE), "form": form, "reasoned": reasoned, "shifts": shifts, **_orders()}
    wrong = form.errors or reasoned.errors
    return render(request, "desk/numbers/recount.html", context, status=422 if wrong else 200)


@require_safe
@officials
def recount_progress(request: HttpRequest) -> HttpResponse:
    """The list of orders alone, asked again while one runs."""
    operator(request)
    return render(request, "desk/numbers/orders.html", _orders())


def _orders() -> dict[str, object]:
    orders = cases.orders()
    return {"orders": orders, "is_running": any(order.finished_at is None for order in orders)}


@require_POST
@officials
def undo_recount(request: HttpRequest, order_id: int) -> HttpResponse:
    """Back to the due times before an order, with a reason."""
    actor, form = operator(request), ReasonedForm(request.POST)
    if form.is_valid() and attempt(
        form,
        partial(actions.undo_recount, actor=actor, order_id=order_id, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, _("Đã trả về hạn trước đó."))
    else:
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("desk:recount")
