"""Puts who acts on the request: `request.actor`, read from the database when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from . import queries


class ActorMiddleware:
    """Needs the authentication middleware before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: queries.actor_for(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)
