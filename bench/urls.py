"""The same action and query as the pages, as JSON, behind the same middleware."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from ihanoi.cases import actions, queries
from ihanoi.config import access
from ihanoi.config.urls import handler400, handler403, handler404, handler500
from ihanoi.config.urls import urlpatterns as pages
from ihanoi.desk.views.inbox import wanted_of
from ihanoi.kernel.denials import Denied
from ihanoi.operation.access import rows
from ihanoi.ui.requests import actor_of

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@csrf_exempt
def submit(request: HttpRequest) -> HttpResponse:
    """A report of the signed-in account."""
    given = json.loads(request.body)
    try:
        report = actions.Report(**given | {"client_key": UUID(given["client_key"])})
        case = actions.submit(actor=actor_of(request), report=report)
    except Denied as denied:
        return JsonResponse({"reason": str(denied.reason)}, status=denied.status)
    return JsonResponse({"code": case.code, "holder": case.holder_id, "due": case.due_at}, status=201)


def inbox(request: HttpRequest) -> HttpResponse:
    """A list of the desk with the filters of its page: 50 rows and the numbers beside them."""
    actor, wanted = actor_of(request), wanted_of(request, queries.Shelf(request.GET["shelf"]))
    page, tallies = queries.inbox(actor, wanted), queries.tallies(actor, wanted)
    given = {"rows": [_plain(row) for row in page.rows], "tallies": tallies, "next": page.next}
    return JsonResponse(given, json_dumps_params={"default": _plain})


def _plain(value: Any) -> Any:
    """Dataclasses by their fields, without copying; everything else as text."""
    if not hasattr(value, "__dataclass_fields__"):
        return str(value)
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


urlpatterns = [path("bench/submit", submit, name="submit"), path("bench/inbox", inbox, name="inbox"), *pages]
ACCESS = {**access.ACCESS, **rows(access.SIGNED_IN, "submit inbox")}
