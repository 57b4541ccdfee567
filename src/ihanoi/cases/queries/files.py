"""The files of a case as officers see them, with what a picture says of itself: never a verdict (R27)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from ihanoi.cases import words
from ihanoi.cases.models import Case, CaseFile
from ihanoi.cases.queries.distance import metres_between
from ihanoi.cases.words import FileRole
from ihanoi.kernel.actor import Actor
from ihanoi.media import queries as media
from ihanoi.media.words import Kind as FileKind
from ihanoi.ui import words as said

OLD_PICTURE: Final = timedelta(days=2)  # taken longer before the report: worth a look
CLOCKS_DIFFER: Final = timedelta(hours=1)
FAR_PICTURE_M: Final = 300


@dataclass(frozen=True, slots=True)
class InsideFile:
    """A file of the case. `fits` and `doubts` say what it tells of itself, each as a sentence: never a verdict."""

    id: int
    name: str
    is_picture: bool
    role: str
    kind: str  # of evidence, in words
    thumb: str
    view: str
    public: bool
    fits: str = ""
    doubts: tuple[str, ...] = ()
    is_video: bool = False
    length: str = ""  # of a video
    looked: bool = True  # whether the worker has looked at it
    indecent: bool = False
    hidden: int = 0  # areas that the public copy hides
    result_id: int | None = None  # what it proves


def files_of(actor: Actor, case: Case) -> list[InsideFile]:
    """All files of the case: of the report, its additions and the results."""
    rows = list(case.files.select_related("file").order_by("role", "order", "pk"))
    seen = media.seen(row.file for row in rows)
    elsewhere = _elsewhere(case, seen.values())
    return [_picture(actor, case, row, seen.get(row.file_id), elsewhere) for row in rows]


def picture_of(actor: Actor, case: Case, case_file_id: int) -> tuple[InsideFile, list[media.Area]] | None:
    """One picture of the case with its areas; None if it is none of its pictures."""
    found = next(
        (each for each in files_of(actor, case) if each.id == case_file_id and each.is_picture), None
    )
    return (found, media.areas(case.files.get(pk=case_file_id).file_id)) if found else None


def _elsewhere(case: Case, seen: Iterable[media.Seen]) -> dict[UUID, Case]:
    """Earlier pictures that show the same and lie in other cases, with the first such case."""
    wanted = {before.file_id for each in seen for before in each.before}
    if not wanted:
        return {}
    rows = CaseFile.objects.filter(file__in=wanted).exclude(case=case).select_related("case").order_by("-pk")
    return {row.file_id: row.case for row in rows}


def _picture(
    actor: Actor, case: Case, row: CaseFile, seen: media.Seen | None, elsewhere: Mapping[UUID, Case]
) -> InsideFile:
    is_picture, is_video = row.file.kind == FileKind.PICTURE, row.file.kind == FileKind.VIDEO
    told = is_picture or is_video
    fits, doubt = _says(case, row) if told else ("", "")
    doubts = [doubt, *(seen.doubts if seen else ()), *_used_before(case, row, seen, elsewhere)]
    return InsideFile(
        id=row.pk,
        name=row.file.name,
        is_picture=is_picture,
        role=row.role,
        kind=str(words.Evidence(row.evidence).label) if row.evidence else "",
        thumb=media.url(row.file, "thumb", to=actor) if told else "",
        view=media.url(row.file, "view" if is_picture else "full", to=actor),
        public=row.public,
        fits=fits,
        doubts=tuple(filter(None, doubts)),
        is_video=is_video,
        length=_("%d giây") % row.file.seconds if row.file.seconds is not None else "",
        looked=seen.looked if seen else True,
        indecent=seen.indecent if seen else False,
        hidden=seen.hidden if seen else 0,
        result_id=row.result_id,
    )


def _used_before(
    case: Case, row: CaseFile, seen: media.Seen | None, elsewhere: Mapping[UUID, Case]
) -> Iterator[str]:
    """In another case, or sent by another account before: the nearest of each, in one sentence if it is the same."""
    before = seen.before if seen else ()
    there = next((each for each in before if each.file_id in elsewhere), None)
    # Whether another account sent it is not said where it would tell that two reports have one confidential sender.
    kept = case.confidential or (there is not None and elsewhere[there.file_id].confidential)
    others = [] if kept else [each for each in before if each.owner_id not in (None, row.file.owner_id)]
    if there is not None:
        told = {"code": elsewhere[there.file_id].code, "alike": said.percent(there.alike, 0)}
        if there in others:
            yield _("Giống %(alike)s một ảnh trong phản ánh %(code)s, do tài khoản khác gửi.") % told
            return
        yield _("Giống %(alike)s một ảnh trong phản ánh %(code)s.") % told
    if others:
        told = {"alike": said.percent(others[0].alike, 0), "at": said.moment(others[0].at)}
        yield _("Giống %(alike)s một ảnh mà tài khoản khác đã gửi %(at)s.") % told


def _says(case: Case, row: CaseFile) -> tuple[str, str]:
    """What the picture's own data say of when and where, and whether that contradicts the report (R27)."""
    found = [*_when(case, row), *_where(case, row)]
    fits, doubts = ([text for text, doubtful in found if doubtful is kind] for kind in (False, True))
    return _sentence(fits), _sentence(doubts)


def _when(case: Case, row: CaseFile) -> Iterator[tuple[str, bool]]:
    """When it was taken; doubtful long before the matter, or on the wrong side of the report."""
    taken_at = row.file.taken_at
    if taken_at is not None:
        old = (case.occurred_at or case.submitted_at) - taken_at > OLD_PICTURE
        before = taken_at < case.submitted_at - CLOCKS_DIFFER
        after = taken_at > case.submitted_at + CLOCKS_DIFFER
        yield _("Chụp %s") % said.moment(taken_at), before if row.role == FileRole.EVIDENCE else old or after


def _where(case: Case, row: CaseFile) -> Iterator[tuple[str, bool]]:
    """How far from the pin it was taken; doubtful when far."""
    file = row.file
    if None not in (file.taken_lat, file.taken_lon, case.lat, case.lon):
        metres = metres_between(case.lat or 0, case.lon or 0, file.taken_lat or 0, file.taken_lon or 0)
        yield _("cách ghim %s") % _length(metres), metres > FAR_PICTURE_M


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _length(metres: float) -> str:
    return _("%s m") % said.number(metres) if metres < 1000 else _("%s km") % said.number(metres / 1000, 1)
