"""Who looks at the page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language

from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people


def actor_of(request: HttpRequest) -> Actor:
    """Put on the request by the middleware of `people`."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def called(actor: Actor) -> str:
    """How to address the person: "chị Thu Hương"; without a form of address and in English by the whole name."""
    if actor.account_id is None or (get_language() or "").startswith("en"):
        return actor.name
    title = people.account(actor.account_id).title
    return f"{title} {' '.join(actor.name.split()[-2:])}" if title else actor.name
