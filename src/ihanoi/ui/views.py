"""The gallery, the two switches, the manifest and the error pages that views give back themselves."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from ihanoi.ui import samples
from ihanoi.ui.requests import onward

YEAR = 365 * 24 * 3600


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/gallery.html", samples.everything())


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark, or (anything else) the device's own choice."""
    response = redirect(onward(request) or "/")
    chosen = request.POST.get("theme", "")
    if chosen in {"light", "dark"}:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme")
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep Vietnamese or English."""
    response = redirect(onward(request) or "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        translation.activate(chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response


@require_GET
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install iHanoi as an app."""
    icons = [
        {"src": static("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
        {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
    ]
    body = {
        "id": "/",
        "name": "Công dân Thủ đô số (iHanoi)",
        "short_name": "iHanoi",
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#F7F3EA",
        "theme_color": "#0A4B3D",
        "icons": icons,
        "shortcuts": [
            {"name": "Gửi phản ánh", "url": "/gui-phan-anh"},
            {"name": "Của tôi", "url": "/cua-toi"},
            {"name": "Bản đồ", "url": "/ban-do"},
        ],
    }
    return JsonResponse(
        body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the service worker and shown when the line is gone."""
    return render(request, "errors/offline.html")


# ---- error pages: `error_page(request, 409, sentence="…")` may be used by any view that has no form to show again


def error_page(request: HttpRequest, status: int, *, sentence: str = "") -> HttpResponse:
    """A page that says what still works and what to do; `sentence` replaces the usual explanation."""
    return render(request, f"errors/{status}.html", {"sentence": sentence}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long; Django's own 403 is kept as the status since clients know it."""
    return render(request, "errors/419.html", status=403)


def too_many(
    request: HttpRequest, *, retry_after: int, sentence: str = "", typed: dict[str, object] | None = None
) -> HttpResponse:
    """429 with the seconds to wait in words and in the header. `typed`: address and fields of a form to send again."""
    context = {"sentence": sentence, "minutes": -(-retry_after // 60), "typed": typed}
    page = render(request, "errors/429.html", context, status=429)
    page["Retry-After"] = str(retry_after)
    return page
