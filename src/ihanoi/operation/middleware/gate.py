"""The gate: before any view runs, the table of addresses says who may come. What is not in it does not open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ihanoi.identity import actions as identity
from ihanoi.identity import queries as sessions
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.ui.requests import actor_of
from ihanoi.ui.views import error_page

from ..access import SAFE, Outsider, Row, Table, Who, is_administration, may_come, may_write
from .apart import is_open
from .over import ask_again

SEEN_EACH: Final = timedelta(minutes=1)  # how often it is written down that a session is in use


@lru_cache(maxsize=1)
def table() -> Table:
    """The table that the setting ACCESS names."""
    return cast(Table, import_string(settings.ACCESS))


class Gate:
    """Stands after the actor is known. It knows roles, sessions and addresses; whose case it is, the rooms know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not getattr(request, "turned_away", False):
            _see(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """None lets the view run."""
        row = _row(request)
        if row is None or (row.demo and not settings.DEMO):
            raise Http404
        if row.who in (Who.EVERYBODY, Who.BEARER):
            return None
        refusal = _refusal(request, row, actor_of(request))
        request.turned_away = refusal is not None  # type: ignore[attr-defined]  # Django's type has no such mark
        return refusal


def _row(request: HttpRequest) -> Row | None:
    matched = request.resolver_match
    return table().get(matched.view_name) if matched else None


def _refusal(request: HttpRequest, row: Row, actor: Actor) -> HttpResponseBase | None:
    if actor.account_id is None:
        return _unsigned(request, row)
    if not _follow_rights(request, actor):
        return ask_again(request, actor.account_id)
    city_id = people.city().id if row.at_city else None
    if not may_come(row, actor, city_id):
        if row.outsider == Outsider.HOME and actor.seats:
            return None  # the list leads to one that is theirs
        raise Http404
    if request.method not in SAFE and not may_write(row, actor, city_id):
        return error_page(request, 403)
    return _apart(request, actor) if is_administration(row, request.method or "") else None


def _unsigned(request: HttpRequest, row: Row) -> HttpResponseBase:
    if row.sentence:
        return JsonResponse({"error": _("Hãy đăng nhập rồi làm lại.")}, status=401)
    over = sessions.over(request.session)
    return redirect_to_login(request.get_full_path()) if over is None else ask_again(request, over)


def _apart(request: HttpRequest, actor: Actor) -> HttpResponseBase | None:
    """Administration has its own address, its own hours and the shortest sessions."""
    if not is_open(request):
        raise Http404
    standing = sessions.standing(request.session)
    if standing and standing.administered_at + settings.ADMINISTRATION_IDLE > clock.now():
        return None
    return ask_again(request, cast(int, actor.account_id), administration=True)


def _follow_rights(request: HttpRequest, actor: Actor) -> bool:
    """Once the actor's seats are others, the session goes on under a new key, with the patience that they have.

    False: with such seats it would not have begun, for a second proof is owed; it is over.
    """
    standing, key = sessions.standing(request.session), request.session.session_key or ""
    if standing is None or standing.rights == sessions.rights_of(actor):
        return True
    if sessions.owed(standing.sign_in_id):
        identity.end_session(actor=actor, sign_in_id=standing.sign_in_id)
        return False
    if identity.change_rights(actor=actor, sign_in_id=standing.sign_in_id, session_key=key):
        request.session.cycle_key()
    return True


def _see(request: HttpRequest) -> None:
    """Write down that the session is in use. What pages ask for by themselves does not count.

    Nor does what was turned away: else administration would open to whoever asks a second time.
    """
    row, now = _row(request), clock.now()
    standing = sessions.standing(request.session) if request.session.accessed else None
    if row is None or standing is None or _by_itself(request, row):
        return
    administers = is_administration(row, request.method or "")
    if now - (standing.administered_at if administers else standing.seen_at) < SEEN_EACH:
        return
    identity.see_session(
        sign_in_id=standing.sign_in_id,
        account_id=standing.account_id,
        administers=administers,
        new_day=clock.day_of(now) != clock.day_of(standing.seen_at),
    )


def _by_itself(request: HttpRequest, row: Row) -> bool:
    return row.polled and ("HX-Request" in request.headers or not request.accepts("text/html"))
