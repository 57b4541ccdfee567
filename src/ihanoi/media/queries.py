"""Reads of files. A signed address is the right to see one file in one size until it expires.

Who may be given an address, the caller decides: the room that shows the file knows whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.media.models import File
from ihanoi.media.words import Kind, Size

VALID = timedelta(hours=12)
_signer = Signer(salt="ihanoi.media.file", sep="~")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that a token opens: where its bytes lie and until when the token lasts."""

    file: File
    size: Size
    path: str
    expires: datetime


def own(actor: Actor, ids: Iterable[UUID | str]) -> list[File]:
    """The actor's own uploads among the ids, in their order. What is no id, gone or another's is left out."""
    wanted = list(dict.fromkeys(parsed for each in ids if (parsed := _uuid(each)) is not None))
    if actor.account_id is None or not wanted:
        return []
    found = File.objects.filter(owner=actor.account_id).in_bulk(wanted)
    return [found[file_id] for file_id in wanted if file_id in found]


def _uuid(value: UUID | str) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def url(file: File | UUID | str, size: str = Size.VIEW) -> str:
    """A signed address, the same for an hour so that browsers keep what they have, valid for 12 to 13 hours."""
    file_id = file.id if isinstance(file, File) else UUID(str(file))
    hour = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) + VALID
    token = _signer.sign(f"{file_id.hex}~{Size(size)}~{int(hour.timestamp()) // 3600}")
    return reverse("media:file", args=[token])


def open_token(token: str) -> Opened:
    """What the token opens. A wrong and an expired token look the same: NotFound."""
    gone = NotFound(_("Liên kết tới tệp này đã hết hạn. Hãy mở lại trang và thử lại."))
    try:
        file_id, size, hour = _signer.unsign(token).split("~")
        expires = datetime.fromtimestamp(int(hour) * 3600, UTC)
    except (BadSignature, ValueError):
        raise gone from None
    file = File.objects.filter(pk=file_id).first() if expires > clock.now() else None
    if file is None:
        raise gone
    return Opened(file, Size(size), path_of(file, size), expires)


def path_of(file: File, size: str = Size.FULL) -> str:
    """Where the bytes lie in the storage. A document has one form, whatever size is asked for."""
    return f"{file.folder}/{'file' if file.kind == Kind.DOCUMENT else f'{Size(size)}.jpg'}"
