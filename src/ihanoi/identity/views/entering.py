"""The one door into a session: whatever proved who somebody is, what is still missing is asked for here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from .. import actions, queries
from ..words import Method, Step

DESK, HOME = "/ban-xu-ly/", "/"  # the desk's front page lies above this room, which can only know its address
BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING: Final = "pending"  # in the session of somebody who has shown the first proof and owes the second
PATIENCE: Final = timedelta(minutes=10)
PAGES: Final = {
    Step.SECOND: "identity:second",
    Step.ENROL: "identity:enrol",
    Step.RENEW: "identity:renew",
}


def enter(
    request: HttpRequest, account: Account, method: Method, *, onward: str = "", strong: bool = False
) -> HttpResponse:
    """Begin the session, or lead to what is still missing. `strong`: two factors were shown already."""
    step = queries.next_step(account, method, strong=strong)
    if step == Step.NONE:
        begin(request, account, method, strong=strong)
        return HttpResponseRedirect(onward or landing(account))
    request.session[PENDING] = {
        "account": account.pk,
        "method": str(method),
        "strong": strong,
        "onward": onward,
        "until": (clock.now() + PATIENCE).isoformat(),
    }
    return redirect(PAGES[step])


def pending(request: HttpRequest) -> tuple[Account, Method, str] | None:
    """Who waits for the second proof here, how they began and where they wanted to go; None once it is too late."""
    kept = request.session.get(PENDING)
    if not kept or datetime.fromisoformat(kept["until"]) < clock.now():
        request.session.pop(PENDING, None)
        return None
    account = people.accounts([kept["account"]]).get(kept["account"])
    return (account, Method(kept["method"]), kept["onward"]) if account and account.is_active else None


def begin(request: HttpRequest, account: Account, method: Method, *, strong: bool) -> None:
    """A session with a new key: whoever knew the old one is left outside."""
    request.session.pop(PENDING, None)
    login(request, account, backend=BACKEND)
    assert request.session.session_key is not None
    actions.begin_session(
        account=account,
        session_key=request.session.session_key,
        method=method,
        strong=strong,
        agent=request.headers.get("User-Agent", ""),
        address=request.META.get("REMOTE_ADDR", ""),
    )


def onward(request: HttpRequest) -> str:
    """Where the person was going, if it lies on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    return (
        wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure) else ""
    )


def landing(account: Account) -> str:
    """The desk for officials, the front page for everybody else."""
    return DESK if people.actor_for(account).seats else HOME
