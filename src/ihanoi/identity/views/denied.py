"""A denial on the page on which it arose."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ihanoi.kernel.denials import Denied

from ..actions import Locked


def answer_denied(
    request: HttpRequest, template: str, context: dict[str, Any], denial: Denied
) -> HttpResponse:
    """The page once more with `wrong`; when too many were wrong, with how long to wait."""
    page = render(request, template, {**context, "wrong": str(denial.reason)}, status=denial.status)
    if isinstance(denial, Locked):
        page["Retry-After"] = str(denial.seconds)
    return page
