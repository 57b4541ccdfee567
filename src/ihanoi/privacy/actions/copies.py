"""Archives of one's data: made by the worker, sealed at rest, erased after some days."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from typing import IO, Any, Final

from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.db import transaction

from ihanoi.accountability.queries.sheets import csv_text
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.media import queries as media
from ihanoi.privacy import parcels
from ihanoi.privacy.actions.step import tell
from ihanoi.privacy.models import Copy, Request
from ihanoi.privacy.queries.lapsed import copies_over
from ihanoi.privacy.queries.own import files_of, sheets_of
from ihanoi.privacy.queries.periods import due
from ihanoi.privacy.words import Period, Right, Why
from ihanoi.ui import words as said_as

README: Final = (
    "BẢN SAO DỮ LIỆU CÁ NHÂN TRÊN CÔNG DÂN THỦ ĐÔ SỐ (iHanoi)\n\n"
    "Làm lúc {at} theo yêu cầu {code}.\n\n"
    "du-lieu.json  tất cả, để máy khác đọc được (UTF-8, thời gian theo ISO 8601)\n"
    "bang/*.csv    cùng nội dung, mở được bằng Excel hoặc LibreOffice\n"
    "tep/          ảnh, video, văn bản bạn đã gửi kèm phản ánh; giấy tờ bạn đã gửi để xác minh\n\n"
    "Không có mật khẩu, khóa hay mã nào trong bản sao này. Hãy cất giữ cẩn thận: ai cầm tệp này biết hết về bạn.\n"
)


def make_copy(request: Request) -> Copy:
    """Write the archive and its row. Outside any transaction but its own last one: it may take minutes.

    One that was made before goes once the new row is committed: no row would know its bytes any more.
    """
    key = parcels.new_key()
    path = f"copies/{secrets.token_hex(24)}"
    with tempfile.TemporaryFile() as plain, tempfile.TemporaryFile() as sealed:
        _write(request, plain)
        size, digest = plain.tell(), _digest(plain)
        plain.seek(0)
        parcels.seal(key, plain, sealed)
        sealed.seek(0)
        default_storage.save(path, Content(sealed))
    now = clock.now()
    values: dict[str, Any] = {
        "path": path, "key": base64.b64encode(key).decode(), "size": size, "sha256": digest, "made_at": now,
        "expires_at": due(Period.KEEP_COPIES, now),
    }  # fmt: skip
    with transaction.atomic():
        Request.objects.select_for_update(no_key=True).get(pk=request.pk)  # two workers follow one another
        for old in Copy.objects.filter(request=request).exclude(path="").values_list("path", flat=True):
            transaction.on_commit(partial(default_storage.delete, old))
        copy, _new = Copy.objects.update_or_create(request=request, defaults=values)
        until = said_as.moment(copy.expires_at, True)
        url, mark = "/tai-khoan/du-lieu", f"copy_ready {request.pk} {path[-8:]}"
        tell([_owner(request)], "copy_ready", {"until": until}, url=url, key=mark)
    return copy


def _owner(request: Request) -> int:
    """Archives are made for accounts alone: for others the guardian prints one."""
    assert request.account_id is not None
    return request.account_id


def _write(request: Request, target: IO[bytes]) -> None:
    sheets = sheets_of(_owner(request))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        at = said_as.moment(clock.now(), True)
        archive.writestr("DOC-TRUOC.txt", README.format(at=at, code=request.code))
        archive.writestr("du-lieu.json", json.dumps(sheets, default=_plain, ensure_ascii=False, indent=1))
        for name, rows in sheets.items():
            if rows:
                archive.writestr(f"bang/{name}.csv", _table(rows))
        for number, file in enumerate(files_of(_owner(request)), 1):
            named = _named(number, file.name, clock.day_of(file.created_at))
            with media.content(file, media.path_of(file)) as source, archive.open(named, "w") as entry:
                while part := source.read(1 << 20):
                    entry.write(part)


def _named(number: int, name: str, day: date) -> str:
    """Names of files were made safe when they came in; the number keeps two of one name apart."""
    return f"tep/{day:%Y-%m-%d}-{number:03d}-{name}"


def _table(rows: list[dict[str, Any]]) -> bytes:
    """CSV in which a spreadsheet reckons with nothing."""
    return csv_text(list(rows[0]), [[_plain(value) for value in row.values()] for row in rows])


def _plain(value: Any) -> Any:
    """As JSON and CSV have it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # the stub asks for more than it uses


@transaction.atomic
def fetch_copy(*, actor: Actor, request_id: int) -> tuple[Copy, Iterator[bytes]]:
    """The archive, part by part, for its owner alone. Raises NotFound for others and after its last day."""
    own = Copy.objects.filter(request=request_id, request__account=actor.account_id or 0, path__gt="")
    copy = own.filter(expires_at__gt=clock.now(), request__right=Right.COPY).first()
    if copy is None:
        raise NotFound(Why.GONE)
    copy.fetched_at = clock.now()
    copy.save(update_fields=["fetched_at"])
    return copy, _parts(copy)


def _parts(copy: Copy) -> Iterator[bytes]:
    with default_storage.open(copy.path) as source:
        yield from parcels.opened(base64.b64decode(copy.key), source)


def erase_copies(*, limit: int) -> int:
    """Archives whose last day is over: bytes first, then key and path. Returns how many."""
    return _erase(copies_over()[:limit])


def erase_copies_of(account_id: int) -> int:
    """All archives of an account that is forgotten."""
    return _erase(Copy.objects.filter(request__account=account_id).exclude(path=""))


def _erase(chosen: Iterable[Copy]) -> int:
    copies = list(chosen)
    for copy in copies:
        default_storage.delete(copy.path)
        copy.path, copy.key = "", ""
        copy.save(update_fields=["path", "key"])
    return len(copies)
