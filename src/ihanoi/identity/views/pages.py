"""The page on which everybody signs in, with whichever of its forms was wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ihanoi.people import ports, queries

from ..forms import ContactForm, SignInForm
from .answers import answered
from .entering import onward


def sign_in_page(
    request: HttpRequest,
    *,
    contact: ContactForm | None = None,
    password: SignInForm | None = None,
    is_new: bool = False,
) -> HttpResponse:
    """A code first, a password one click away. In the demo, one button per role posts the password."""
    context = {
        "contact": contact or ContactForm(),
        "form": password or SignInForm(),
        "by_password": password is not None or "mat-khau" in request.GET,
        "is_new": is_new,
        "next": onward(request),
        "demo": queries.demo_accounts() if ports.demo() else [],
        "demo_password": queries.DEMO_PASSWORD,
    }
    page = render(request, "identity/sign_in.html", context)
    return answered(page, contact or password)
