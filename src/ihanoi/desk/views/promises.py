"""Promises: days that answers have named, and what became of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.cases import queries as cases
from ihanoi.desk.views.frame import agency_of, frame, officials
from ihanoi.kernel.denials import NotFound
from ihanoi.ui.requests import actor_of


@require_safe
@officials
def promises(request: HttpRequest) -> HttpResponse:
    """What is promised for which day, what has come back, what was broken."""
    actor = actor_of(request)
    if not cases.sees_promises(actor):
        raise NotFound(_("Không có trang này."))
    found = cases.promises(actor, agency_of(request))
    lists = [
        (_("Đã tới hẹn, đang kiểm tra"), found.due, _("Không có lời hứa nào vừa tới hẹn.")),
        (_("Sắp tới hẹn"), found.open, _("Không có lời hứa nào đang chờ.")),
        (_("Không giữ lời trong 90 ngày"), found.broken, _("Không có lời hứa nào bị bỏ lỡ.")),
    ]
    ended = found.on_time + found.late + len(found.broken)
    context = {**frame(request, "promises"), "lists": lists, "found": found, "ended": ended}
    return render(request, "desk/promises/list.html", context)
