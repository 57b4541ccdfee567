"""The page behind the link of an invitation: who invites to what; a password of one's own, or the account one has."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Invitation
from ihanoi.people.words import Role
from ihanoi.ui.requests import actor_of

from ..forms import NewPasswordForm
from ..words import Method
from .entering import enter


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the letter accepts once; `enter` then asks for the second proof."""
    found = people.invitation_of(token)
    if found is None:
        return render(request, "identity/no_invitation.html", status=HTTPStatus.NOT_FOUND)
    known = people.account_of_invitation(found)
    form = NewPasswordForm(request.POST if request.method == "POST" and known is None else None)
    if request.method == "POST":
        try:
            if known is not None:
                account = people_actions.accept_with_account(actor=actor_of(request), token=token)
            elif form.is_valid():
                account = people_actions.accept_invitation(
                    token=token, password=form.cleaned_data["password"]
                )
            else:
                return _page(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        except NotFound:  # somebody was faster, or it was taken back
            return redirect(request.path)
        except Invalid as denial:
            for why in denial.errors.values():
                form.add_error("password", str(why))
            return _page(request, found, form, denial.status)
        except Denied as denial:
            return _page(request, found, form, denial.status, wrong=str(denial.reason))
        return enter(request, account, Method.PASSWORD)
    return _page(request, found, form, HTTPStatus.OK)


def _page(
    request: HttpRequest, found: Invitation, form: NewPasswordForm, status: int, wrong: str = ""
) -> HttpResponse:
    known = people.account_of_invitation(found)
    context: dict[str, Any] = {
        "invitation": found,
        "roles": [Role(role).label for role in found.roles],
        "form": form,
        "known": known,
        "is_closed": known is not None and not known.is_active,
        "is_backed": people.is_backed(found),
        "is_own": known is not None and known.pk == actor_of(request).account_id,
        "wrong": wrong,
    }
    return render(request, "identity/invitation.html", context, status=status)
