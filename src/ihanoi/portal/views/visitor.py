"""Who looks at the page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people


def actor_of(request: HttpRequest) -> Actor:
    """Put on the request by the middleware of `people`."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def called(actor: Actor) -> str:
    """How to address the person: "chị Thu Hương"; without a form of address by the whole name."""
    title = people.account(actor.account_id).title if actor.account_id is not None else ""
    return f"{title} {' '.join(actor.name.split()[-2:])}" if title else actor.name
