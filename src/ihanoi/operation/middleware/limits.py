"""Limits: what is done too often is answered 429 with the time to wait, and nothing that was typed is lost."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ihanoi.kernel import clock
from ihanoi.ui.requests import actor_of
from ihanoi.ui.views import too_many
from ihanoi.vault.ports import key_ring

from .. import actions
from ..access import SAFE
from ..limits import Bound, Bounds, By, Limit, network_of
from .over import is_secret, typed_in

MOST_KEPT: Final = 50_000  # keys in one process; beyond, the one that was used longest ago is forgotten


@lru_cache(maxsize=1)
def table() -> Bounds:
    """The table that the setting LIMITS names."""
    return cast(Bounds, import_string(settings.LIMITS))


@dataclass(slots=True)
class Tally:
    """What one process knows of a shared count: the last total that it read, and what it has not added yet."""

    total: int = 0
    waiting: int = 0
    ends_at: datetime | None = None


class Tallies:
    """Shared counts, looked at every `Limit.step` requests: small limits are exact, large ones cost next to nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[bytes, Tally] = OrderedDict()  # last used last

    def forget(self) -> None:
        """Begin anew: for tests."""
        self._kept.clear()

    def wait(self, limits: Mapping[bytes, Limit]) -> int:
        """Count one for each key. Returns the seconds to wait where one of them is beyond its limit, else 0."""
        now = clock.now()
        with self._lock:
            counted = {key: self._add(key, now) for key in limits}
            due = {key: limit for key, limit in limits.items() if counted[key].waiting >= limit.step}
            added = {key: (counted[key].waiting, limit.within) for key, limit in due.items()}
            for key in due:
                counted[key].waiting = 0
        for key, (total, ends_at) in (actions.count(added) if added else {}).items():
            counted[key].total, counted[key].ends_at = total, ends_at
        return max((self._left(counted[key], limit, now) for key, limit in limits.items()), default=0)

    def _add(self, key: bytes, now: datetime) -> Tally:
        """In the same time however many are kept: a crowd is counted too. What is forgotten begins at the shared count.

        Of a forgotten one, what was not added yet is lost: less than a step of its limit.
        """
        tally = self._kept.setdefault(key, Tally())
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        if tally.ends_at and tally.ends_at <= now:
            tally.total, tally.ends_at = 0, None
        tally.waiting += 1
        return tally

    def _left(self, tally: Tally, limit: Limit, now: datetime) -> int:
        if tally.ends_at is None or tally.total + tally.waiting <= limit.most:
            return 0
        return max(1, int((tally.ends_at - now).total_seconds()))


tallies = Tallies()


class Limits:
    """Stands after the gate: what does not open is not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """None lets the view run."""
        matched = request.resolver_match
        bound = table().get(matched.view_name) if matched and settings.LIMITED else None
        if bound is None or (request.method in SAFE and not bound.reads):
            return None
        wait = tallies.wait(_keys(request, bound))
        return _refused(request, wait) if wait else None


def _keys(request: HttpRequest, bound: Bound) -> dict[bytes, Limit]:
    who = {by: _who(request, by) for by in bound.limits}
    ring = key_ring()
    return {
        ring.digest(f"{bound.name} {by} {who[by]}", "limits"): limit
        for by, limit in bound.limits.items()
        if who[by]
    }


def _who(request: HttpRequest, by: By) -> str:
    if by == By.ADDRESS:
        return network_of(request.META.get("REMOTE_ADDR", ""))
    if by == By.ACCOUNT:
        return str(actor_of(request).account_id or "")
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    request.session.keys()  # reads it: a key that nobody gave out is none
    return request.session.session_key or ""


def _refused(request: HttpRequest, wait: int) -> HttpResponseBase:
    if "HX-Request" in request.headers:
        page: HttpResponseBase = render(request, "ui/denied.html", {"sentence": _sentence(wait)}, status=429)
    elif not request.accepts("text/html") or request.headers.get("Sec-Fetch-Dest") == "empty":
        page = JsonResponse({"error": _sentence(wait)}, status=429)
    else:
        return too_many(request, retry_after=wait, typed=_typed(request))
    page["Retry-After"] = str(wait)
    return page


def _sentence(wait: int) -> str:
    return _("Vừa có nhiều lượt liên tiếp từ đây. Hãy thử lại sau %(minutes)d phút.") % {
        "minutes": -(-wait // 60)
    }


def _typed(request: HttpRequest) -> dict[str, object] | None:
    """The form to be sent again; none where a secret was in it, for that is not shown to anybody."""
    if request.method != "POST" or any(map(is_secret, request.POST)):
        return None
    fields = typed_in(request)
    return {"address": request.get_full_path(), "fields": fields} if fields else None
