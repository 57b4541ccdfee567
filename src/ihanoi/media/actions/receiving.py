"""Files are received and claimed by what they belong to. Bytes are written before their row."""

from __future__ import annotations

import hashlib
import mmap
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol
from uuid import UUID

from django.core.files.base import File as Content
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from procrastinate.contrib.django import app

from ihanoi.kernel import clock, ids
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import documents, pictures, ports, queries, rules, video
from ihanoi.media.actions.storing import Form, keep, refused, uuids
from ihanoi.media.models import File
from ihanoi.media.pictures import Picture, Unfit
from ihanoi.media.rules import Format
from ihanoi.media.words import FILES_MOST, Kind, Refusal
from ihanoi.vault.ports import key_ring

WAITING_LIMIT = 60  # unused uploads of one account at a time
_CHUNK = 1024 * 1024


class Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Upload(Stream, Protocol):
    """As a form gives it; the name is what the sender's machine calls it."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """What came with a form: the files taken, and a sentence about each that was not."""

    files: list[File]
    sentences: list[str]


@dataclass(slots=True)
class _Checked:
    """What is to be kept: forms by name in the folder, and what the row says."""

    format: Format
    forms: Mapping[str, Form]
    sha256: bytes
    size: int
    picture: Picture | None = None
    seconds: int | None = None
    held: list[IO[bytes]] = field(default_factory=list)  # open until the forms are written


def receive(*, actor: Actor, stream: Stream, name: str, look: bool = True, sealed: bool = False) -> File:
    """Check, re-encode and keep one file; unused until somebody claims it. Raises Invalid({"file": sentence}).

    `look`: whether the worker is to look for faces and likenesses; drawings of the demo need it not.
    `sealed`: it shows who somebody is. It lies sealed and without traces or name, and nobody looks for anything in it.
    """
    if actor.account_id is None and not actor.is_system:
        raise refused(Refusal.NOBODY)
    try:
        _check_waiting(actor)
        checked = _check(stream, sealed)
    except Unfit as unfit:
        raise refused(unfit.refusal) from unfit
    try:
        return _kept_sealed(actor, checked) if sealed else _kept(actor, name, checked, look)
    finally:
        for each in checked.held:
            each.close()


def receive_all(
    *,
    actor: Actor,
    uploads: Iterable[Upload],
    held: int = 0,
    limit: int = FILES_MOST,
    sealed: bool = False,
) -> Received:
    """Take in what came with a form that holds some already; one that is refused costs the others nothing."""
    files: list[File] = []
    sentences: list[str] = []
    for number, upload in enumerate(uploads):
        if held + number >= limit:
            sentences.append(str(_too_many(limit)))
            break
        try:
            files.append(receive(actor=actor, stream=upload, name=upload.name or "", sealed=sealed))
        except Denied as denied:
            sentences.append(f"{upload.name}: {denied.reason}")
    return Received(files, sentences)


def claim(
    *, actor: Actor, file_ids: Iterable[UUID | str], limit: int = FILES_MOST, sealed: bool = False
) -> list[File]:
    """Mark the actor's own uploads as used and return them in the order given. A repeat gives the same files again.

    What came in as papers (`sealed`) serves as nothing else, and nothing else as papers.
    """
    wanted = uuids(file_ids)
    if len(wanted) > limit:
        raise Invalid({"files": _too_many(limit)})
    with transaction.atomic():
        # The lock keeps `erase_unused` away; ordered, so that two claims never wait for each other.
        own = File.objects.select_for_update().filter(pk__in=wanted, sealed=sealed).order_by("pk")
        found = {f.pk: f for f in own if actor.is_system or f.owner_id == actor.account_id is not None}
        if len(found) < len(wanted):
            raise Invalid({"files": _("Có tệp không còn nữa. Hãy chọn và gửi lại tệp đó.")})
        File.objects.filter(pk__in=wanted, used=False).update(used=True)
    for file in found.values():
        file.used = True
    return [found[i] for i in wanted]


def drop_names(*, actor: Actor, files: Iterable[File]) -> None:
    """Call files by their kind: what they were called on the sender's device may tell who that is."""
    for file in files:
        file.name = f"{file.kind}{Path(file.name).suffix}"
        file.save(update_fields=["name"])


def _too_many(limit: int) -> object:
    sentence = ngettext_lazy(
        "Chỉ gửi kèm được tối đa %(n)d tệp.", "Chỉ gửi kèm được tối đa %(n)d tệp.", limit
    )
    return sentence % {"n": limit}


def _check_waiting(actor: Actor) -> None:
    """One account may not fill the disk with uploads that belong to nothing."""
    if actor.account_id is None:
        return
    if File.objects.filter(owner_id=actor.account_id, used=False).count() >= WAITING_LIMIT:
        raise Unfit(Refusal.TOO_MANY_WAITING)


def _check(stream: Stream, sealed: bool) -> _Checked:
    head = stream.read(rules.HEAD_BYTES)
    if not head:
        raise Unfit(Refusal.EMPTY)
    kind = rules.sniff(head)
    if kind is None:
        raise Unfit(Refusal.ANIMATED if rules.is_gif(head) else Refusal.TYPE)
    if sealed and kind.is_video:
        raise Unfit(Refusal.VIDEO_OF_PAPERS)
    return _check_video(head, stream) if kind.is_video else _check_small(head, stream, kind)


def _check_small(head: bytes, stream: Stream, kind: Format) -> _Checked:
    """A picture or document, in memory. Never reads more than the limit of its format and one byte."""
    data = head + stream.read(kind.bytes_limit + 1 - len(head))
    if len(data) > kind.bytes_limit:
        raise Unfit(Refusal.PICTURE_SIZE if kind.is_picture else Refusal.DOCUMENT_SIZE)
    _scan(data)
    digest = hashlib.sha256(data).digest()
    if kind.is_picture:
        picture = pictures.read(data, kind)
        forms = _named(picture)
        return _Checked(rules.JPEG, forms, digest, max(map(len, forms.values())), picture)
    if fault := documents.fault(data, kind):
        raise Unfit(fault)
    return _Checked(kind, {"file": data}, digest, len(data))


def _check_video(head: bytes, stream: Stream) -> _Checked:
    """On disk, a megabyte at a time: a hundred of them are never held in memory."""
    made = tempfile.NamedTemporaryFile(suffix=".mp4")  # noqa: SIM115 - closed by `receive` when its bytes are written
    try:
        with tempfile.NamedTemporaryFile(suffix=".mp4") as sent:
            digest, taken = hashlib.sha256(), 0
            part = head
            while part:
                taken += len(part)
                if taken > rules.VIDEO_BYTES:
                    raise Unfit(Refusal.VIDEO_SIZE)
                digest.update(part)
                sent.write(part)
                part = stream.read(_CHUNK)
            sent.flush()
            with mmap.mmap(sent.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                _scan(mapped)
            copied = video.copy(sent.name, made.name)
        size = made.seek(0, 2)
        made.seek(0)
    except BaseException:
        made.close()
        raise
    poster = {name: form for name, form in _named(copied.poster).items() if name != "full.jpg"}
    forms: dict[str, Form] = {"file": Content(made), **poster}
    return _Checked(rules.VIDEO, forms, digest.digest(), size, copied.poster, copied.seconds, [made])


def _scan(data: bytes | mmap.mmap) -> None:
    scan = ports.scanner()
    if scan and scan(data):
        raise Unfit(Refusal.INFECTED)


def _named(picture: Picture) -> dict[str, bytes]:
    return {f"{size}.jpg": form for size, form in picture.sizes.items()}


def _kept(actor: Actor, name: str, checked: _Checked, look: bool) -> File:
    file = _row(actor, rules.safe_name(name, checked.format.suffix), checked)
    if checked.picture:
        _describe(file, checked.picture)

    def write_row() -> None:
        with transaction.atomic():
            file.save(force_insert=True)
            if look and file.kind == Kind.PICTURE:
                app.configure_task("media.look", queue="pictures").defer(file_id=str(file.id))

    keep(file.folder, checked.forms, write_row)
    return file


def _kept_sealed(actor: Actor, checked: _Checked) -> File:
    """No name, trace or plain digest beside it: each would tell something of the paper."""
    file = _row(actor, f"{_kind(checked)}{checked.format.suffix}", checked)
    ring, file.sealed = key_ring(), True
    file.sha256 = ring.digest(checked.sha256.hex(), f"{File._meta.db_table}.sha256")
    if checked.picture:
        file.width, file.height = checked.picture.width, checked.picture.height
    forms: dict[str, Form] = {}
    for name, form in checked.forms.items():
        assert isinstance(form, bytes)  # only videos lie on the disk while they are checked
        forms[name] = ring.seal_bytes(form, queries.place_of(file, name))
    keep(file.folder, forms, lambda: file.save(force_insert=True))
    return file


def _row(actor: Actor, name: str, checked: _Checked) -> File:
    return File(
        id=ids.uuid7(),
        folder=f"{clock.now():%Y/%m/%d}/{secrets.token_hex(16)}",
        owner_id=actor.account_id,
        kind=_kind(checked),
        name=name,
        mime=checked.format.mime,
        size=checked.size,
        seconds=checked.seconds,
        sha256=checked.sha256,
        created_at=clock.now(),
    )


def _kind(checked: _Checked) -> Kind:
    if checked.format.is_video:
        return Kind.VIDEO
    return Kind.PICTURE if checked.picture else Kind.DOCUMENT


def _describe(file: File, picture: Picture) -> None:
    file.width, file.height = picture.width, picture.height
    taken = picture.taken
    file.taken_at, file.taken_lat, file.taken_lon = taken.at, taken.lat, taken.lon
    file.traces = picture.traces.as_json()
