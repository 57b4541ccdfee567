"""For the header of every page: how many notices are unread. Counted only where a template asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import queries


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread`: a number, or "99+"."""
    return {"unread": SimpleLazyObject(lambda: _shown(request))}


def _shown(request: HttpRequest) -> int | str:
    actor = getattr(request, "actor", None)
    count = queries.unread_count(actor) if actor is not None else 0
    return count if count < queries.MANY else f"{queries.MANY - 1}+"
