"""A session that is over: the way back to sign-in, on which nothing that was typed is lost."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from ihanoi.identity import actions as identity

SECRETS: Final = frozenset({"password", "current", "code", "credential"})
TOKEN: Final = "csrfmiddlewaretoken"  # the next page has its own


def ask_again(request: HttpRequest, account_id: int, *, administration: bool = False) -> HttpResponseBase:
    """To the page that says why, and from there to sign-in. A form that was sent is kept for the same person."""
    query = {"next": request.get_full_path()}
    if request.method == "POST":
        query["next"] = _front(request)
        if administration:
            request.session.flush()  # signing in begins a new one, and what is kept must lie in that
        if _keep(request, account_id):
            query = {"next": reverse("identity:resend"), "nhap": "1"}
    if administration:
        query["vi"] = "quan-tri"
    return _go(request, f"{reverse('identity:session_over')}?{urlencode(query)}")


def is_secret(name: str) -> bool:
    """Whether a field proves who somebody is; several forms on one page put a prefix before it: "recovery-code"."""
    return name.rpartition("-")[2] in SECRETS


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form in their order, secrets, the page's token and files left out."""
    kept = ((name, values) for name, values in request.POST.lists() if not is_secret(name) and name != TOKEN)
    return [(name, str(value)) for name, values in kept for value in values]


def _keep(request: HttpRequest, account_id: int) -> bool:
    fields = typed_in(request)
    return bool(fields) and identity.keep_typed(
        session=request.session, account_id=account_id, address=request.get_full_path(), fields=fields
    )


def _front(request: HttpRequest) -> str:
    """Where somebody goes whose form could not be kept: an address that only takes forms shows nothing."""
    return "/ban-xu-ly/" if request.path.startswith("/ban-xu-ly/") else "/"


def _go(request: HttpRequest, address: str) -> HttpResponseBase:
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
