"""One address that takes a file and one that serves it. Both treat the content as hostile."""

from __future__ import annotations

import logging
import re
from typing import IO

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
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.media import actions, queries, rules
from ihanoi.media.models import File
from ihanoi.media.words import WHY, Kind, Refusal, Size
from ihanoi.ui.requests import actor_of
from ihanoi.vault.rules import Unsealable

log = logging.getLogger("ihanoi.media")
_FORM_OVERHEAD = 64 * 1024  # boundaries and headers of the form around the file
_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{1,12})?")
_PART_BYTES = 4 * 1024 * 1024
PUBLIC_SIZES = (Size.PUBLIC, Size.PUBLIC_THUMB)
PUBLIC_KEPT_S = 300  # seconds that a browser may go on showing a copy in which more was hidden meanwhile


@csrf_exempt  # only so that the size is refused before CSRF checking reads the whole form; `_upload` is protected
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one `file` for the picture chooser: {"id", "name", "kind", "thumb"}, or {"error"} with 401, 409 or 422."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > rules.VIDEO_BYTES + _FORM_OVERHEAD:
        return _sentence(WHY[Refusal.VIDEO_SIZE], 422)
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
    thumb = queries.url(file, Size.THUMB, to=actor) if file.kind != Kind.DOCUMENT else None
    return JsonResponse(
        {"id": str(file.id), "name": file.name, "kind": file.kind, "thumb": thumb}, status=201
    )


@require_GET
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Serve what the token opens.

    The bytes of a token never change, so a browser that has them keeps them; only the public copy may be made anew.
    """
    try:
        opened = queries.open_token(token)
        # Only here the session is looked at: what is for everybody is the same for all caches on the way.
        if opened.holder and opened.holder != queries.holder(actor_of(request)):
            raise NotFound(queries.GONE)
    except Denied as denied:
        return HttpResponse(
            str(denied.reason), status=denied.status, content_type="text/plain; charset=utf-8"
        )
    is_public = opened.size in PUBLIC_SIZES
    etag = f'"{opened.file.id.hex}-{opened.size}{f"-{opened.file.veil}" if is_public else ""}"'
    # None: the browser has other bytes or none; otherwise the answer is 304.
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = _content(opened, request.headers.get("Range", ""))
        except FileNotFoundError:
            return HttpResponse(_("Tệp này đã bị xóa."), status=404, content_type="text/plain; charset=utf-8")
        except Unsealable as error:
            log.error("papers do not open: %s", error)
            sentence = _("Tệp này không mở được vì đã bị thay đổi trên máy chủ. Hãy báo quản trị.")
            return HttpResponse(sentence, status=500, content_type="text/plain; charset=utf-8")
    seconds = int((opened.expires - clock.now()).total_seconds())
    response["ETag"] = etag
    response["Cache-Control"] = (
        f"private, max-age={PUBLIC_KEPT_S}" if is_public else f"private, max-age={seconds}, immutable"
    )
    if opened.file.sealed:
        response["Cache-Control"] = "no-store"  # a browser would write it to its disk as it is
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _content(opened: queries.Opened, wanted: str) -> HttpResponseBase:
    """A picture is shown, a video played from wherever the player asks, a document only ever downloaded."""
    content = queries.content(opened.file, opened.path)
    plays = opened.file.kind == Kind.VIDEO and opened.size == Size.FULL
    if plays and (match := _RANGE.fullmatch(wanted)):
        return _part(content, opened.file, match)
    response = FileResponse(
        content,
        as_attachment=opened.file.kind == Kind.DOCUMENT,
        filename=_name(opened.file, plays),
        content_type=opened.file.mime if plays or opened.file.kind != Kind.VIDEO else rules.JPEG.mime,
    )
    if plays:
        response["Accept-Ranges"] = "bytes"
    return response


def _part(content: IO[bytes], file: File, wanted: re.Match[str]) -> HttpResponse:
    """At most a few megabytes from the asked byte on: players ask again, and no thread is held by a slow one."""
    first = int(wanted[1])
    if first >= file.size:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    last = min(int(wanted[2] or file.size), file.size - 1, first + _PART_BYTES - 1)
    with content:
        content.seek(first)
        response = HttpResponse(content.read(max(0, last - first + 1)), status=206, content_type=file.mime)
    response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    response["Accept-Ranges"] = "bytes"
    return response


def _name(file: File, plays: bool) -> str:
    """What may be public does not tell how its sender called it: names hold names and numbers."""
    if file.kind == Kind.DOCUMENT:
        return file.name
    return f"ihanoi-{file.id.hex[-8:]}{rules.VIDEO.suffix if plays else rules.JPEG.suffix}"


def _sentence(reason: object, status: int) -> JsonResponse:
    return JsonResponse({"error": str(reason)}, status=status)
