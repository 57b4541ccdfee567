"""Reading the demo's text messages. Outside the demo this page does not exist."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ihanoi.adapters.sms.box import Box


@never_cache
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Newest first; `?so=` shows the messages to one number."""
    if not settings.DEMO:
        raise Http404
    number = "".join(request.GET.get("so", "").split())
    found = Box(Path(settings.VAR) / "sms").texts(number)
    return render(request, "sms/texts.html", {"texts": found, "number": number})
