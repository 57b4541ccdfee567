"""What Django does not do by itself: a limit for whole bodies, one more response header, counts of requests."""

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from ihanoi.operation.metrics import REQUESTS, SECONDS

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})  # others are counted as one: anybody may invent them


class BodyLimit:
    """Refuses a body that no form of ours can have before anything reads it: reading goes to the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal() and len(length) < 16):
            return HttpResponse(status=HTTPStatus.BAD_REQUEST)
        if int(length) > settings.LARGEST_BODY:
            return HttpResponse(
                _("Nội dung gửi lên quá lớn. Hãy gửi ít tệp hơn mỗi lần."),
                status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class Measured:
    """Counts requests and the time they take, by view: outermost, so that nothing is left out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.get_response(request)
        matched = request.resolver_match
        view = matched.view_name if matched else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, response.status_code).inc()
        SECONDS.labels(view).observe(time.perf_counter() - begun)
        return response


class PermissionsPolicy:
    """Says which abilities of the device a page may ask for: place and camera, nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
