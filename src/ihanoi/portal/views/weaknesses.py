"""Where somebody who found a weakness of the platform tells of it: a page for people, security.txt for programs."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ihanoi.kernel import clock
from ihanoi.portal import ports

VALID: Final = timedelta(days=180)  # RFC 9116 asks for less than a year


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It expires half a year after the day on which it is read, so that it never does while anybody cares."""
    site = ports.site()
    today = clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {site.security_contact}",
        f"Expires: {today + VALID:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: vi, en",
        f"Canonical: {site.url}{reverse('portal:security_txt')}",
        f"Policy: {site.url}{reverse('portal:weaknesses')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def weaknesses(request: HttpRequest) -> HttpResponse:
    """What to send, what to leave alone, when there is an answer."""
    contact = ports.site().security_contact
    return render(
        request,
        "portal/weaknesses.html",
        {
            "contact": contact,
            "shown": contact.partition(":")[2] if contact.startswith("mailto:") else contact,
        },
    )
