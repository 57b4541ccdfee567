"""What every view asks of a request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from ihanoi.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: put on the request by the middleware of `people`, which Django's own type does not know."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]  # Django's type has no actor
