"""One address that takes a file and one that serves it. Both treat the content as hostile."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.media import actions, queries, rules
from ihanoi.media.models import File
from ihanoi.media.words import WHY, Kind, Refusal, Size
from ihanoi.ui.requests import actor_of

_FORM_OVERHEAD = 64 * 1024  # boundaries and headers of the form around the file


@csrf_exempt  # only so that the size is refused before CSRF checking reads the whole form; `_upload` is protected
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one `file` for the picture chooser: {"id", "name", "kind", "thumb"}, or {"error"} with 401, 409 or 422."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > rules.DOCUMENT_BYTES + _FORM_OVERHEAD:
        return _sentence(WHY[Refusal.DOCUMENT_SIZE], 422)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.account_id is None:
        return _sentence(_("Hãy đăng nhập rồi gửi tệp."), 401)
    sent = request.FILES.get("file")
    if sent is None:
        return _sentence(_("Chưa có tệp nào được chọn."), 422)
    try:
        file = actions.receive(actor=actor, stream=sent, name=sent.name or "")
    except Denied as denied:
        return _sentence(denied.reason, denied.status)
    thumb = queries.url(file, Size.THUMB) if file.kind == Kind.PICTURE else None
    return JsonResponse(
        {"id": str(file.id), "name": file.name, "kind": file.kind, "thumb": thumb}, status=201
    )


@require_GET
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Serve what the token opens. The bytes of a token never change, so a browser that has them keeps them."""
    try:
        opened = queries.open_token(token)
    except Denied as denied:
        return HttpResponse(
            str(denied.reason), status=denied.status, content_type="text/plain; charset=utf-8"
        )
    etag = f'"{opened.file.id.hex}-{opened.size}"'
    # None: the browser has other bytes or none; otherwise the answer is 304.
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = _content(opened)
        except FileNotFoundError:
            return HttpResponse(_("Tệp này đã bị xóa."), status=404, content_type="text/plain; charset=utf-8")
    seconds = int((opened.expires - clock.now()).total_seconds())
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={seconds}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _content(opened: queries.Opened) -> FileResponse:
    """A picture is shown, a document only ever downloaded."""
    return FileResponse(
        default_storage.open(opened.path),
        as_attachment=opened.file.kind != Kind.PICTURE,
        filename=_name(opened.file),
        content_type=opened.file.mime,
    )


def _name(file: File) -> str:
    """A picture that may be public does not tell how its sender called it: names hold names and numbers."""
    return f"ihanoi-{file.id.hex[-8:]}.jpg" if file.kind == Kind.PICTURE else file.name


def _sentence(reason: object, status: int) -> JsonResponse:
    return JsonResponse({"error": str(reason)}, status=status)
