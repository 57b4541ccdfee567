"""What Django does not do by itself: a limit for whole bodies, and one more response header."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _


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


class PermissionsPolicy:
    """Says which abilities of the device a page may ask for: place and camera, nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
