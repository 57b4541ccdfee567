"""For machines: does this process answer, may it get requests, how do things stand."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from ihanoi.operation import checking, metrics


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """This process answers: whoever gets no answer starts it anew."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """It may get requests: the database answers and has the schema that this release needs. Else 503."""
    try:
        connection.ensure_connection()
        is_ready = checking.is_migrated()
    except Error:
        is_ready = False
    return JsonResponse(
        {"ready": is_ready}, status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    )


@require_safe
@never_cache
def measured(request: HttpRequest) -> HttpResponse:
    """For who bears the token of IHANOI_METRICS_TOKEN; without one set there is no such page."""
    token = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(
        request.headers.get("Authorization", ""), token
    ):
        raise Http404
    return HttpResponse(metrics.written(), content_type=CONTENT_TYPE_LATEST)
