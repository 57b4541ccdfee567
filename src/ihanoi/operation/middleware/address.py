"""From where a request comes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ..limits import network_of, real_address


class RealAddress:
    """Puts the client's address in the place of a trusted proxy's: limits, locks and lists of sessions go by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.PROXIES:
            peer = request.META.get("REMOTE_ADDR", "")
            forwarded = request.headers.get("X-Forwarded-For", "")
            request.META["REMOTE_ADDR"] = real_address(peer, forwarded, settings.PROXIES)
        return self.get_response(request)


def network(request: HttpRequest) -> str | None:
    """What the lock of sign-in counts as one address (AXES_CLIENT_IP_CALLABLE); None: it is not known."""
    return network_of(request.META.get("REMOTE_ADDR", "")).partition("/")[0] or None
