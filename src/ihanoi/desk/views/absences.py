"""For every official: while one is away a colleague stands in; the list of both sides, and its end."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ihanoi.cases import queries as cases
from ihanoi.desk.forms.accounts import AwayForm
from ihanoi.desk.views.duties import done, form_of, shown
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.ui.requests import actor_of, onward

HERE = "absences"


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def absences(request: HttpRequest) -> HttpResponse:
    """One's own; POST hands the seats over."""
    actor = actor_of(request)
    assert actor.account_id is not None
    colleagues = people.colleagues(actor.account_id)
    form = form_of(request, AwayForm)
    form.offer(colleagues)
    if request.method == "POST" and form.attempt(partial(actions.delegate, account_id=actor.account_id)):
        return done(request, _("Đã ghi; người thay và người phân công được báo."), "desk:absences")
    context = {
        "form": form,
        "colleagues": colleagues,
        "delegations": people.delegations(actor.account_id),
        "account_id": actor.account_id,
        "today": clock.today(),
        "held": len(cases.held_by(actor.account_id)),
    }
    return shown(request, HERE, "absences/list.html", context, form.status)


@require_POST
@officials
def end_absence(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Earlier than agreed; back to the page from which it was asked (`next`)."""
    actions.end_delegation(actor=actor_of(request), delegation_id=delegation_id)
    messages.success(request, _("Đã kết thúc việc thay; có hiệu lực ngay."))
    return redirect(onward(request) or "desk:absences")
