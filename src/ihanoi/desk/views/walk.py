"""From case to case of the list that was opened last: its name, address and codes lie in the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

KEY = "desk_list"


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a case stands in the list. Blank addresses at the ends; `at` is 0 when it is in no known list."""

    label: str
    href: str
    at: int = 0
    of: int = 0
    before: str = ""
    after: str = ""


def remember(request: HttpRequest, label: str, codes: Sequence[str]) -> None:
    """This list was looked at; the session is only written when the list has changed."""
    seen = {"label": label, "href": request.get_full_path(), "codes": list(codes)}
    if request.session.get(KEY) != seen:
        request.session[KEY] = seen


def around(request: HttpRequest, code: str) -> Walk | None:
    """The neighbours of a case; None before any list was opened."""
    seen = request.session.get(KEY)
    if not seen:
        return None
    label, href, codes = seen["label"], seen["href"], seen["codes"]
    if code not in codes:
        return Walk(label, href)
    i = codes.index(code)
    return Walk(
        label,
        href,
        i + 1,
        len(codes),
        reverse("desk:case", args=[codes[i - 1]]) if i else "",
        reverse("desk:case", args=[codes[i + 1]]) if i + 1 < len(codes) else "",
    )
