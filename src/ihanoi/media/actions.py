"""Files are received, claimed by what they belong to, and erased. Bytes are written before their row."""

from __future__ import annotations

import errno
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ihanoi.kernel import clock, ids
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import documents, pictures, ports, rules
from ihanoi.media.models import File
from ihanoi.media.pictures import Picture, Taken, Unfit
from ihanoi.media.rules import Format
from ihanoi.media.words import WHY, Kind, Refusal, Size

KEEP_UNUSED = timedelta(days=2)
WAITING_LIMIT = 60  # unused uploads of one account at a time


class Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def receive(*, actor: Actor, stream: Stream, name: str) -> File:
    """Check, re-encode and keep one file; unused until somebody claims it. Raises Invalid({"file": sentence})."""
    try:
        _check_waiting(actor)
        kind, data = _read(stream)
        _scan(data)
        forms, picture = _forms(data, kind)
    except Unfit as unfit:
        raise _refused(unfit.refusal) from unfit
    file = File(
        id=ids.uuid7(),
        folder=f"{clock.now():%Y/%m/%d}/{secrets.token_hex(16)}",
        owner_id=actor.account_id,
        kind=Kind.PICTURE if picture else Kind.DOCUMENT,
        name=rules.safe_name(name, rules.JPEG.suffix if picture else kind.suffix),
        mime=rules.JPEG.mime if picture else kind.mime,
        size=max(map(len, forms.values())),
        sha256=hashlib.sha256(data).digest(),
        created_at=clock.now(),
    )
    if picture:
        _describe(file, picture)
    _keep(file, forms)
    return file


def claim(*, actor: Actor, file_ids: Iterable[UUID | str], limit: int) -> list[File]:
    """Mark the actor's own uploads as used and return them in the order given. A repeat gives the same files again."""
    wanted = _uuids(file_ids)
    if len(wanted) > limit:
        sentence = ngettext_lazy(
            "Chỉ gửi kèm được tối đa %(n)d tệp.", "Chỉ gửi kèm được tối đa %(n)d tệp.", limit
        )
        raise Invalid({"files": sentence % {"n": limit}})
    with transaction.atomic():
        # The lock keeps `erase_unused` away; ordered, so that two claims never wait for each other.
        own = File.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
        found = {f.pk: f for f in own if actor.is_system or f.owner_id == actor.account_id is not None}
        if len(found) < len(wanted):
            raise Invalid({"files": _("Có tệp không còn nữa. Hãy chọn và gửi lại tệp đó.")})
        File.objects.filter(pk__in=wanted, used=False).update(used=True)
    for file in found.values():
        file.used = True
    return [found[i] for i in wanted]


def erase(*, file_ids: Iterable[UUID | str]) -> int:
    """Erase files for good, bytes first: a stop in between leaves a row that the next run erases again."""
    with transaction.atomic():
        return _erase(File.objects.select_for_update().filter(pk__in=_uuids(file_ids)).order_by("pk"))


def erase_unused(*, batch: int = 200) -> int:
    """Erase what was uploaded more than two days ago and never claimed. Returns how many; safe to run twice."""
    with transaction.atomic():
        old = File.objects.filter(used=False, created_at__lt=clock.now() - KEEP_UNUSED)
        return _erase(old.select_for_update(skip_locked=True).order_by("created_at")[:batch])


def erase_orphans(*, day: date) -> int:
    """Erase the bytes of one past day that no row knows: what a power cut left between the bytes and their row."""
    if day > (clock.now() - KEEP_UNUSED).date():
        raise Denied(_("Chỉ dọn được tệp của những ngày đã qua hơn hai ngày."))
    root = f"{day:%Y/%m/%d}"
    try:
        folders = {f"{root}/{name}" for name in default_storage.listdir(root)[0]}
    except FileNotFoundError:
        return 0
    orphans = folders - set(File.objects.filter(folder__in=folders).values_list("folder", flat=True))
    for folder in orphans:
        _erase_folder(folder)
    return len(orphans)


def _check_waiting(actor: Actor) -> None:
    """One account may not fill the disk with uploads that belong to nothing."""
    if actor.account_id is None:
        return
    if File.objects.filter(owner_id=actor.account_id, used=False).count() >= WAITING_LIMIT:
        raise Unfit(Refusal.TOO_MANY_WAITING)


def _read(stream: Stream) -> tuple[Format, bytes]:
    """Never reads more than the limit of the sniffed format and one byte."""
    head = stream.read(rules.HEAD_BYTES)
    if not head:
        raise Unfit(Refusal.EMPTY)
    kind = rules.sniff(head)
    if kind is None:
        raise Unfit(Refusal.ANIMATED if rules.is_gif(head) else Refusal.TYPE)
    data = head + stream.read(kind.bytes_limit + 1 - len(head))
    if len(data) > kind.bytes_limit:
        raise Unfit(Refusal.PICTURE_SIZE if kind.is_picture else Refusal.DOCUMENT_SIZE)
    return kind, data


def _scan(data: bytes) -> None:
    scan = ports.scanner()
    if scan and scan(data):
        raise Unfit(Refusal.INFECTED)


def _forms(data: bytes, kind: Format) -> tuple[Mapping[str, bytes], Picture | None]:
    """File names and bytes to keep; for a picture only what was encoded anew."""
    if kind.is_picture:
        picture = pictures.read(data, kind)
        return {f"{size}.jpg": form for size, form in picture.sizes.items()}, picture
    if fault := documents.fault(data, kind):
        raise Unfit(fault)
    return {"file": data}, None


def _describe(file: File, picture: Picture) -> None:
    file.width, file.height = picture.width, picture.height
    taken: Taken = picture.taken
    file.taken_at, file.taken_lat, file.taken_lon = taken.at, taken.lat, taken.lon


def _keep(file: File, forms: Mapping[str, bytes]) -> None:
    """All forms and the row, or nothing."""
    try:
        for name, form in forms.items():
            default_storage.save(f"{file.folder}/{name}", ContentFile(form))
        file.save(force_insert=True)
    except BaseException as failure:
        _erase_folder(file.folder)
        if isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _refused(Refusal.DISK_FULL) from failure
        raise


def _erase(chosen: Iterable[File]) -> int:
    rows = list(chosen)
    for file in rows:
        _erase_folder(file.folder)
    File.objects.filter(pk__in=[file.pk for file in rows]).delete()
    return len(rows)


def _erase_folder(folder: str) -> None:
    for name in (*(f"{size}.jpg" for size in Size), "file"):
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _uuids(values: Iterable[UUID | str]) -> list[UUID]:
    """Without repeats, in order. Something that is no id is a file that does not exist."""
    try:
        return list(dict.fromkeys(UUID(str(value)) for value in values))
    except ValueError:
        raise Invalid({"files": _("Có tệp không còn nữa. Hãy chọn và gửi lại tệp đó.")}) from None


def _refused(refusal: Refusal) -> Invalid:
    return Invalid({"file": WHY[refusal]})
