"""All addresses: each room with pages brings its own; a page that cannot be shown says why in the city's own look."""

from http import HTTPStatus
from importlib.util import find_spec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    "operation", "ui", "people", "identity", "media", "notifications", "cases", "insight", "privacy", "desk", "portal"
)  # fmt: skip


def _error(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, f"errors/{status.value}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400"""
    return _error(request, HTTPStatus.BAD_REQUEST)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return _error(request, HTTPStatus.FORBIDDEN)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token, mostly one that stood open too long."""
    return render(request, "errors/419.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return _error(request, HTTPStatus.NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500"""
    return _error(request, HTTPStatus.INTERNAL_SERVER_ERROR)


handler400 = bad_request
handler403 = denied
handler404 = not_found
handler500 = failed

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"ihanoi.{room}.urls")) for room in ROOMS if find_spec(f"ihanoi.{room}.urls")
]
if settings.DEMO:
    urlpatterns.append(path("", include("ihanoi.adapters.mailbox.urls")))
    urlpatterns.append(path("", include("ihanoi.adapters.sms.urls")))
