"""What the pages of accountability share: their places in the rail, chips that filter, forms, downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ihanoi.accountability import queries
from ihanoi.desk.forms.duties import DutyForm
from ihanoi.desk.views.frame import View, frame
from ihanoi.people import queries as people
from ihanoi.ui.requests import actor_of

F = TypeVar("F", bound=DutyForm)
P = ParamSpec("P")
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"


def sent_from(name: str) -> Callable[[View[P]], View[P]]:
    """For addresses that only take what a page sends: whoever loads one anew comes to that page."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def taken(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return redirect(f"desk:{name}", next(iter(kwargs.values())))

        return taken

    return wrap


def shown(
    request: HttpRequest, here: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page in the desk's frame; everybody's page says whether the reader oversees."""
    actor = actor_of(request)
    known = {"oversees": queries.oversees(actor), "sees_all": queries.sees_all(actor)}
    return render(request, f"desk/{template}", {**frame(request, here), **known, **context}, status=status)


def form_of(request: HttpRequest, kind: type[F], **given: Any) -> F:
    """Filled with what was sent; empty on GET."""
    if request.method == "POST":
        return kind(request.POST, request.FILES, actor=actor_of(request), **given)
    return kind(actor=actor_of(request), **given)


def done(request: HttpRequest, said: str, name: str, *args: object) -> HttpResponse:
    """On to a page with a word of what was done."""
    messages.success(request, said)
    return redirect(name, *args)


def chips(
    request: HttpRequest, name: str, options: Iterable[tuple[str, str | Promise]], every: str = ""
) -> list[dict[str, Any]]:
    """One filter as chips: all (or how `every` calls it), then each choice; the other filters stay."""
    chosen = request.GET.get(name, "")
    others = {k: v for k, v in request.GET.items() if k not in (name, "sau") and v}
    return [
        {
            "label": label,
            "on": chosen == value,
            "href": f"{request.path}?{urlencode(others | ({name: value} if value else {}))}".rstrip("?"),
        }
        for value, label in [("", every or _("Tất cả")), *options]
    ]


def next_href(request: HttpRequest, mark: str) -> str:
    """The address of the next page of a list; blank at the end."""
    if not mark:
        return ""
    given = {k: v for k, v in request.GET.items() if k != "sau"}
    return f"{request.path}?{urlencode(given | {'sau': mark})}"


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number in the address."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that is saved, not shown."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def own_agencies(request: HttpRequest) -> list[tuple[int, str]]:
    """Agencies in whose name one may answer and record."""
    return [(a, people.agency(a).name) for a in sorted(queries.answers_for(actor_of(request)))]
