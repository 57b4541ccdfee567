"""Reading the demo's letters. Outside the demo these pages do not exist."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ihanoi.adapters.mailbox.box import Box

PAGE = 50


def _box() -> Box:
    if not settings.DEMO:
        raise Http404
    return Box(Path(settings.VAR) / "mailbox")


@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Newest first; `?den=` shows the letters to one address."""
    recipient, page = request.GET.get("den", "").strip(), _page(request)
    found = _box().letters(recipient, limit=PAGE + 1, offset=page * PAGE)
    context = {
        "letters": found[:PAGE],
        "recipient": recipient,
        "newer": page - 1 if page else None,
        "older": page + 1 if len(found) > PAGE else None,
    }
    return render(request, "mailbox/letters.html", context)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("trang", "0")
    return min(int(text), 10_000) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@never_cache
@require_safe
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter."""
    found = _box().letter(key)
    if found is None:
        raise Http404
    return render(request, "mailbox/letter.html", {"letter": found})
