"""Puts the actor on each request. Nothing is read until somebody looks at it, and then once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from ihanoi.kernel.actor import PUBLIC, Actor

from . import queries


class ActorMiddleware:
    """`request.actor` is the signed-in account with its seats, or the public. Stands after Django's authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # Django's type has no actor
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    return queries.actor_for(request.user) if request.user.is_authenticated else PUBLIC
