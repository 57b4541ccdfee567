"""The one door into a session: whatever proved who somebody is, what is still missing is asked for here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
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


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody who has shown one proof and owes something else."""

    account: Account
    method: Method  # how they began
    onward: str  # where they wanted to go
    strong: bool  # two factors were shown
    proven_at: datetime
    step: Step  # what they owe now


def enter(
    request: HttpRequest, account: Account, method: Method, *, onward: str = "", strong: bool = False
) -> HttpResponse:
    """Begin the session, or lead to what is still missing. `strong`: two factors were shown already."""
    return HttpResponseRedirect(proceed(request, account, method, onward=onward, strong=strong))


def proceed(request: HttpRequest, account: Account, method: Method, *, onward: str, strong: bool) -> str:
    """The same; returns where to go, for pages that first show something."""
    step = queries.next_step(account, method, strong=strong)
    if step == Step.NONE:
        begin(request, account, method, strong=strong)
        return onward or landing(account)
    if request.user.is_authenticated:
        logout(request)  # nobody is signed in as one person while another is asked for more
    request.session.cycle_key()  # whoever planted the key before does not share the rest of the way
    request.session[PENDING] = {
        "account": account.pk,
        "method": str(method),
        "strong": strong,
        "onward": onward,
        "at": clock.now().isoformat(),
    }
    return reverse(PAGES[step])


def pending(request: HttpRequest) -> Pending | None:
    """Who waits here for something else to be shown; None once it is too late, or when nothing is missing."""
    kept = request.session.get(PENDING)
    if not kept:
        return None
    at = datetime.fromisoformat(kept["at"])
    account = people.accounts([kept["account"]]).get(kept["account"])
    if account is None or not account.is_active or at + PATIENCE < clock.now():
        request.session.pop(PENDING, None)
        return None
    method = Method(kept["method"])
    step = queries.next_step(account, method, strong=kept["strong"])
    return Pending(account, method, kept["onward"], kept["strong"], at, step)


def begin(request: HttpRequest, account: Account, method: Method, *, strong: bool) -> None:
    """A session with a new key: whoever knew the old one is left outside."""
    request.session.pop(PENDING, None)
    login(request, account, backend=BACKEND)
    if (
        request.session.session_key is None
    ):  # somebody else was signed in here, whose session Django has emptied
        request.session.create()
    assert request.session.session_key is not None
    request.session[queries.PROVEN] = clock.now().isoformat()
    actions.begin_session(
        account=account,
        session_key=request.session.session_key,
        method=method,
        strong=strong,
        agent=request.headers.get("User-Agent", ""),
        address=request.META.get("REMOTE_ADDR", ""),
    )


def proven_at(request: HttpRequest) -> datetime | None:
    """When the person who is signed in last showed who they are."""
    return queries.proven_at(request.session)


def proven_again(request: HttpRequest, account: Account) -> None:
    """They have shown it once more: for some minutes they may change their proofs."""
    rotate(request, account)
    request.session[queries.PROVEN] = clock.now().isoformat()


def rotate(request: HttpRequest, account: Account) -> None:
    """Go on under a new key after each change of what the session may or by what it began."""
    update_session_auth_hash(request, account)


def onward(request: HttpRequest) -> str:
    """Where the person was going, if it is a path of this site (a bare word would be taken for a view's name)."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed and wanted.startswith("/") else ""


def landing(account: Account) -> str:
    """The desk for officials, the front page for everybody else."""
    return DESK if people.actor_for(account).seats else HOME
