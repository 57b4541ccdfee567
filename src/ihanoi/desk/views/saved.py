"""Lists that an officer keeps under a name and finds again in the rail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ihanoi.cases import actions
from ihanoi.desk.views.frame import home, officials, tidy
from ihanoi.desk.words import SHELF_OF
from ihanoi.kernel.denials import Invalid
from ihanoi.ui.requests import actor_of


@require_POST
@officials
def keep(request: HttpRequest) -> HttpResponse:
    """`name`, `shelf` (the slug of the list), `query`: keep it and come back to it."""
    shelf = SHELF_OF.get(request.POST.get("shelf", ""))
    if shelf is None:
        return redirect(home(actor_of(request)))
    query = tidy(request.POST.get("query", ""))
    try:
        kept = actions.save_filter(
            actor=actor_of(request), name=request.POST.get("name", ""), shelf=shelf, query=query
        )
    except Invalid as invalid:
        messages.error(request, str(invalid.reason))
    else:
        messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": kept.name})
    return redirect(f"{reverse(f'desk:shelf-{shelf}')}?{query}")


@require_POST
@officials
def drop(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Forget a kept list."""
    actions.drop_filter(actor=actor_of(request), filter_id=filter_id)
    messages.success(request, _("Đã bỏ bộ lọc đã lưu."))
    return redirect(home(actor_of(request)))
