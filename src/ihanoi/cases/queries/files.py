"""The files of a case as officers see them, with what a picture says of itself: never a verdict (R27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from ihanoi.cases import words
from ihanoi.cases.models import Case, CaseFile
from ihanoi.cases.queries.distance import metres_between
from ihanoi.cases.words import FileRole
from ihanoi.media import queries as media
from ihanoi.media.words import Kind as FileKind
from ihanoi.ui import words as said

OLD_PICTURE: Final = timedelta(days=2)  # taken longer before the report: worth a look
CLOCKS_DIFFER: Final = timedelta(hours=1)
FAR_PICTURE_M: Final = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the case. `fits` and `doubt` say what its own time and place tell: never a verdict."""

    id: int
    name: str
    is_picture: bool
    role: str
    kind: str  # of evidence, in words
    thumb: str
    view: str
    public: bool
    fits: str = ""
    doubt: str = ""


def files_of(case: Case) -> list[Picture]:
    """All files of the case: of the report, its additions and the results."""
    rows = case.files.select_related("file").order_by("role", "order", "pk")
    return [_picture(case, row) for row in rows]


def _picture(case: Case, row: CaseFile) -> Picture:
    is_picture = row.file.kind == FileKind.PICTURE
    fits, doubt = _says(case, row) if is_picture and row.role != FileRole.EVIDENCE else ("", "")
    return Picture(
        id=row.pk,
        name=row.file.name,
        is_picture=is_picture,
        role=row.role,
        kind=str(words.Evidence(row.evidence).label) if row.evidence else "",
        thumb=media.url(row.file, "thumb") if is_picture else "",
        view=media.url(row.file, "view" if is_picture else "full"),
        public=row.public,
        fits=fits,
        doubt=doubt,
    )


def _says(case: Case, row: CaseFile) -> tuple[str, str]:
    """What the picture's own data say of when and where, and whether that contradicts the report (R27)."""
    found = [*_when(case, row), *_where(case, row)]
    fits, doubts = ([text for text, doubtful in found if doubtful is kind] for kind in (False, True))
    return _sentence(fits), _sentence(doubts)


def _when(case: Case, row: CaseFile) -> Iterator[tuple[str, bool]]:
    """When it was taken; doubtful long before the matter, or after the report."""
    file = row.file
    if file.taken_at is not None:
        old = (case.occurred_at or case.submitted_at) - file.taken_at > OLD_PICTURE
        yield (
            _("Chụp %s") % said.moment(file.taken_at),
            old or file.taken_at > case.submitted_at + CLOCKS_DIFFER,
        )


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
