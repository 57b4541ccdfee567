"""Reads of files. A signed address is one person's right (of public files: everybody's) to one size until it expires.

Who may be given an address, the caller decides: the room that shows the file knows whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import IO
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.media import doubts, fingerprints
from ihanoi.media.fingerprints import BITS, NEAR, SHIFTS, parts_near
from ihanoi.media.models import Area, File, Likeness, Look
from ihanoi.media.words import Kind, Size
from ihanoi.vault.ports import key_ring
from ihanoi.vault.rules import Unsealable

VALID = timedelta(hours=12)
GONE = _("Liên kết tới tệp này đã hết hạn. Hãy mở lại trang và thử lại.")
_signer = Signer(salt="ihanoi.media.file", sep="~")
_APART = "bit_count((bits # %(bits)s)::bit(64))"
_NEAREST = " UNION ALL ".join(
    f"SELECT file_id, {_APART} FROM media_fingerprint"  # nosec B608  # our own names
    f" WHERE ((bits >> {shift}) & 65535) = ANY(%(part{shift})s::bigint[]) AND {_APART} <= %(near)s"
    for shift in SHIFTS
) + " LIMIT %(most)s"  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that a token opens: where its bytes lie, until when the token lasts, for whom if for one (`holder`)."""

    file: File
    size: Size
    path: str
    expires: datetime
    holder: str


def own(actor: Actor, ids: Iterable[UUID | str]) -> list[File]:
    """The actor's own uploads among the ids, in their order. What is no id, gone, another's or a paper is left out."""
    wanted = list(dict.fromkeys(parsed for each in ids if (parsed := _uuid(each)) is not None))
    if actor.account_id is None or not wanted:
        return []
    found = File.objects.filter(owner=actor.account_id, sealed=False).in_bulk(wanted)
    return [found[file_id] for file_id in wanted if file_id in found]


def papers(ids: Iterable[UUID | str]) -> list[File]:
    """The papers among the ids that are still kept, in their order."""
    wanted = [parsed for each in ids if (parsed := _uuid(each)) is not None]
    found = File.objects.filter(sealed=True).in_bulk(wanted)
    return [found[file_id] for file_id in wanted if file_id in found]


def papers_of(account_id: int) -> QuerySet[File]:
    """Everything that somebody has ever sent as papers and is still kept, oldest first."""
    return File.objects.filter(owner=account_id, sealed=True).order_by("pk")


def papers_over(before: datetime) -> QuerySet[File]:
    """Papers that were sent earlier, oldest first."""
    return File.objects.filter(sealed=True, used=True, created_at__lt=before).order_by("created_at")


def papers_open(some: int) -> bool:
    """Whether the oldest and the newest papers, so many of each, open. One that is not there does."""
    by_age = File.objects.filter(sealed=True).order_by("created_at")
    return all(_opens(file) for file in (*by_age[:some], *by_age.reverse()[:some]))


def _opens(file: File) -> bool:
    try:
        content(file, path_of(file)).close()
    except FileNotFoundError:
        return True  # whether they are there is asked by itself: `folders`
    except Unsealable:
        return False
    return True


def _uuid(value: UUID | str) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def folders(count: int) -> list[str]:
    """Where the oldest and the newest files lie: a sample for whoever looks whether they are there."""
    every = File.objects.order_by("created_at")
    return sorted({*_folders(every[:count]), *_folders(every.reverse()[:count])})


def known_folders(given: Iterable[str]) -> set[str]:
    """Those of the folders that belong to a file."""
    return set(_folders(File.objects.filter(folder__in=list(given))))


def _folders(files: QuerySet[File]) -> Iterable[str]:
    return files.values_list("folder", flat=True)


def url(file: File | UUID | str, size: str = Size.VIEW, *, to: Actor | None = None) -> str:
    """A signed address, the same for an hour so that browsers keep what they have, valid for 12 to 13 hours.

    `to`: nobody else may use it, even who is told of it, nor they with other seats. Without it the address is for
    everybody: for what is public.
    """
    file_id = file.id if isinstance(file, File) else UUID(str(file))
    hour = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) + VALID
    token = _signer.sign(
        f"{file_id.hex}~{Size(size)}~{int(hour.timestamp()) // 3600}~{holder(to) if to else ''}"
    )
    return reverse("media:file", args=[token])


def holder(actor: Actor) -> str:
    """Who may use an address: the account, and of an official the seats by which it was shown; blank for nobody."""
    if actor.account_id is None:
        return ""
    held = " ".join(sorted(f"{seat.role}@{seat.agency_id}" for seat in actor.seats))
    return f"{actor.account_id}-{sha256(held.encode()).hexdigest()[:12]}" if held else str(actor.account_id)


def open_token(token: str) -> Opened:
    """What the token opens, and for whom. A wrong and an expired token look the same: NotFound."""
    gone = NotFound(GONE)
    try:
        file_id, size, hour, whose = _signer.unsign(token).split("~")
        expires = datetime.fromtimestamp(int(hour) * 3600, UTC)
    except (BadSignature, ValueError):
        raise gone from None
    file = File.objects.filter(pk=file_id).first() if expires > clock.now() else None
    if file is None or (
        size in (Size.PUBLIC, Size.PUBLIC_THUMB) and file.kind == Kind.PICTURE and not file.veil
    ):
        raise gone
    if file.sealed and not whose:
        raise gone  # papers are nobody's to see by an address alone
    return Opened(file, Size(size), path_of(file, size), expires, whose)


def public_url(file: File | UUID | str, *, thumb: bool = False) -> str:
    """The address of the copy for everybody; a document's is the document."""
    return url(file, Size.PUBLIC_THUMB if thumb else Size.PUBLIC)


def path_of(file: File, size: str = Size.FULL) -> str:
    """Where the bytes lie in the storage. A document has one form, whatever size is asked for."""
    size = Size(size)
    if file.kind == Kind.DOCUMENT or (file.kind == Kind.VIDEO and size is Size.FULL):
        return f"{file.folder}/file"
    if size in (Size.PUBLIC, Size.PUBLIC_THUMB):
        return f"{file.folder}/{size}-{file.veil}.jpg"  # numbered, so that a new copy never meets the old one
    return f"{file.folder}/{size}.jpg"


def forms_of(file: File) -> list[str]:
    """Where each form of a file lies besides its public copies."""
    sizes = (Size.FULL,) if file.kind == Kind.DOCUMENT else (Size.FULL, Size.VIEW, Size.THUMB)
    return [path_of(file, size) for size in sizes]


def place_of(file: File, path: str) -> str:
    """What a sealed form is bound to: put in the place of another one or of another file, it does not open."""
    return f"{File._meta.db_table}/{file.pk.hex}/{path.rpartition('/')[2]}"


def content(file: File, path: str) -> IO[bytes]:
    """The bytes of a form, opened if they are sealed. Raises FileNotFoundError, Unsealable."""
    stored: IO[bytes] = default_storage.open(path)
    if not file.sealed:
        return stored
    with stored:
        return BytesIO(key_ring().open_bytes(stored.read(), place_of(file, path)))


def nearest(prints: Iterable[int], *, without: UUID | None = None, most: int = 50) -> list[tuple[UUID, int]]:
    """Pictures of which a fingerprint lies within `NEAR` bits of one of these, the nearest first, with the bits apart.

    Answered by the four indexes on parts of a fingerprint: 13 ms each among a million (docs/adr/0013).
    """
    best: dict[UUID, int] = {}
    with connection.cursor() as cursor:
        for bits in prints:
            parts = {f"part{shift}": near for shift, near in zip(SHIFTS, parts_near(bits), strict=True)}
            cursor.execute(_NEAREST, {"bits": bits, "near": NEAR, "most": most * 40, **parts})
            for file_id, apart in cursor.fetchall():
                best[file_id] = min(apart, best.get(file_id, NEAR))
    if without is not None:
        best.pop(without, None)
    return sorted(best.items(), key=lambda each: each[1])[:most]


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier picture that shows the same. `alike` is the share of equal bits, 0…1."""

    file_id: UUID
    owner_id: int | None
    at: datetime
    alike: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a picture besides its own time and place: for officers, never a verdict (R27)."""

    looked: bool
    doubts: tuple[str, ...] = ()
    indecent: bool = False
    before: tuple[Before, ...] = ()
    hidden: int = 0  # areas that the public copy hides


def seen(files: Iterable[File]) -> dict[UUID, Seen]:
    """Of each picture, in two queries for all of them."""
    chosen = [file.pk for file in files if file.kind == Kind.PICTURE]
    before: dict[UUID, list[Before]] = {}
    found = Likeness.objects.filter(file__in=chosen).select_related("earlier").order_by("apart", "earlier_id")
    for row in found:
        at = Before(row.earlier_id, row.earlier.owner_id, row.earlier.created_at, 1 - row.apart / BITS)
        before.setdefault(row.file_id, []).append(at)
    hidden = Count("areas", filter=Q(areas__hidden=True))
    pictures = File.objects.filter(pk__in=chosen).select_related("look").annotate(hidden=hidden)
    return {picture.pk: _seen(picture, before.get(picture.pk, []), picture.hidden) for picture in pictures}


def _seen(file: File, before: list[Before], hidden: int) -> Seen:
    look: Look | None = getattr(file, "look", None)
    return Seen(
        looked=look is not None,
        doubts=tuple(doubts.doubts(file.traces, bars=bool(look and look.bars))),
        indecent=bool(look and look.indecent is not None and look.indecent >= doubts.INDECENT),
        before=tuple(before),
        hidden=hidden,
    )


def apart_from(file_ids: Iterable[UUID], others: Iterable[UUID]) -> dict[UUID, int]:
    """Which of the others show what one of these shows, with the least number of bits apart: from kept likenesses."""
    ours, theirs = set(file_ids), set(others)
    if not ours or not theirs:
        return {}
    either = Q(file__in=ours, earlier__in=theirs) | Q(file__in=theirs, earlier__in=ours)
    rows = Likeness.objects.filter(either).order_by("-apart").values_list("file_id", "earlier_id", "apart")
    return {earlier if earlier in theirs else file: apart for file, earlier, apart in rows}


def prints_of(image: Image.Image) -> list[int]:
    """The fingerprints of a picture that need not be kept."""
    return fingerprints.fingerprints(image)


def bits_apart(ours: Iterable[int], theirs: Iterable[int]) -> int:
    """How far two pictures are apart, as `nearest` judges it: by the closest two of their fingerprints."""
    others = list(theirs)
    return min((fingerprints.apart(one, other) for one in ours for other in others), default=BITS)


def areas(file: File | UUID) -> list[Area]:
    """Areas of a picture, known and drawn, in the order in which they were found."""
    return list(Area.objects.filter(file=file).order_by("pk"))
