"""What every view asks of a request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from ihanoi.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: put on the request by the middleware of `people`, which Django's own type does not know."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]  # Django's type has no actor


def onward(request: HttpRequest) -> str:
    """The path of this site to which a form wants to go on (`next`); blank where it is anything else."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else ""
