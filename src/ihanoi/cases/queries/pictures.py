"""Files of a case as pages show them: addresses that expire, and what each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ihanoi.cases.models import CaseFile
from ihanoi.cases.words import Evidence, FileRole
from ihanoi.kernel.actor import Actor
from ihanoi.media import queries as media
from ihanoi.media.queries import File


@dataclass(frozen=True, slots=True)
class Shown:
    """`thumb` is blank for a document; `href` opens the large picture or downloads the document."""

    id: int
    role: str
    label: str
    name: str
    is_picture: bool
    thumb: str
    href: str
    size: int
    added_at: datetime
    public: bool


def shown(files: Iterable[CaseFile], *, to: Actor | None) -> list[Shown]:
    """Each with its `file` already fetched. `to`: who asks; None: as everybody sees them, faces and plates hidden."""
    return [_shown(case_file, to) for case_file in files]


def _shown(case_file: CaseFile, to: Actor | None) -> Shown:
    file = case_file.file
    is_picture = file.kind == "picture"
    evidence = case_file.evidence
    return Shown(
        id=case_file.pk,
        role=case_file.role,
        label=str(Evidence(evidence).label) if evidence else str(FileRole(case_file.role).label),
        name=file.name,
        is_picture=is_picture,
        thumb=_thumb(file, to) if is_picture else "",
        href=media.public_url(file)
        if is_picture and to is None
        else media.url(file, "view" if is_picture else "full", to=to),
        size=file.size,
        added_at=file.created_at,
        public=case_file.public,
    )


def _thumb(file: File, to: Actor | None) -> str:
    return media.public_url(file, thumb=True) if to is None else media.url(file, "thumb", to=to)
