"""For every page: whether this is the demo city, so that nobody takes invented reports for real ones."""

from __future__ import annotations

from django.http import HttpRequest

from . import ports


def demo(request: HttpRequest) -> dict[str, bool]:
    """`is_demo`"""
    return {"is_demo": ports.demo()}
