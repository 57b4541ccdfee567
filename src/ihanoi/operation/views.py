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

from ihanoi.cases import queries as cases
from ihanoi.kernel.live import account_topic
from ihanoi.notifications import ports as notifications
from ihanoi.operation import checking, metrics
from ihanoi.ui.requests import actor_of

MOST_TOPICS = 20


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
def live_tokens(request: HttpRequest) -> JsonResponse:
    """New tokens for the live channel instead of those given out (`topic=`), of what may still be seen."""
    actor = actor_of(request)
    given = request.GET.getlist("topic")[:MOST_TOPICS]
    topics = {topic for token in given if (topic := notifications.live_topic(token))}
    named = {int(topic.removeprefix("case:")): topic for topic in topics if topic.startswith("case:")}
    seen = cases.visible_to(actor).filter(pk__in=named).values_list("pk", flat=True) if named else []
    own = topics & {account_topic(actor.account_id or 0)}
    return JsonResponse(
        {"tokens": [notifications.live_token(t) for t in (*own, *(named[pk] for pk in seen))]}
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
