"""The gate: before any view runs, the table of addresses says who may come. What is not in it does not open."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.ui.requests import actor_of
from ihanoi.ui.views import error_page

from ..access import SAFE, Outsider, Row, Table, Who, may_come, may_write


@lru_cache(maxsize=1)
def table() -> Table:
    """The table that the setting ACCESS names."""
    return cast(Table, import_string(settings.ACCESS))


class Gate:
    """Stands after the actor is known. It knows roles and addresses; whose case it is, the rooms know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """None lets the view run."""
        matched = request.resolver_match
        row = table().get(matched.view_name) if matched else None
        if row is None or (row.demo and not settings.DEMO):
            raise Http404
        if row.who in (Who.EVERYBODY, Who.BEARER):
            return None
        return _refusal(request, row, actor_of(request))


def _refusal(request: HttpRequest, row: Row, actor: Actor) -> HttpResponseBase | None:
    if actor.account_id is None:
        return _unsigned(request, row)
    city_id = people.city().id if row.at_city else None
    if not may_come(row, actor, city_id):
        if row.outsider == Outsider.HOME and actor.seats:
            return None  # the list leads to one that is theirs
        raise Http404
    if request.method not in SAFE and not may_write(row, actor, city_id):
        return error_page(request, 403)
    return None


def _unsigned(request: HttpRequest, row: Row) -> HttpResponseBase:
    if row.sentence:
        return JsonResponse({"error": _("Hãy đăng nhập rồi gửi tệp.")}, status=401)
    return redirect_to_login(request.get_full_path())
