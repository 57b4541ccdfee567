"""What a view answers when an act was denied: one sentence with its status, as a page or, for htmx, in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ihanoi.kernel.denials import Denied
from ihanoi.ui.views import error_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def denials_as_pages(view: View[P]) -> View[P]:
    """404 for what is hidden or missing, else 409. A view that keeps a form catches Invalid itself."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Denied as denied:
            return denied_page(request, denied)

    return answered


def denied_page(request: HttpRequest, denied: Denied) -> HttpResponse:
    """The sentence of a denial."""
    status = 404 if denied.status == 404 else 409
    if request.headers.get("HX-Request"):
        return render(request, "ui/denied.html", {"sentence": str(denied.reason)}, status=status)
    return error_page(request, status, sentence=str(denied.reason))
