"""For every page: how many notices are unread, and a token to hear of new ones. Made only where a template asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ihanoi.kernel.live import account_topic

from . import ports, queries


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread`: a number, or "99+"; 0 for the public."""
    return {"unread": SimpleLazyObject(lambda: queries.unread_shown(getattr(request, "actor", None)))}


def live(request: HttpRequest) -> dict[str, str]:
    """Only for somebody who is signed in; a page may add its own topic as `live_token`."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.account_id is None:
        return {}
    return {"live_url": ports.live_url(), "account_token": ports.live_token(account_topic(actor.account_id))}
