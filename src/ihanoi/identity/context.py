"""For the pages that offer ways in: whether there is a provider such as VNeID."""

from __future__ import annotations

from django.http import HttpRequest

from . import ports


def vneid(request: HttpRequest) -> dict[str, bool]:
    """`has_vneid`"""
    return {"has_vneid": ports.has_provider()}
