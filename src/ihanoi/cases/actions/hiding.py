"""An officer says what the public copy of a picture hides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ihanoi.cases import queries
from ihanoi.cases.models import CaseFile
from ihanoi.cases.words import NOT_FOUND, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.media.actions import Drawn
from ihanoi.media.words import Kind as FileKind


@transaction.atomic
def hide_areas(
    *, actor: Actor, case_id: int, case_file_id: int, keep: Iterable[int], draw: Sequence[Drawn]
) -> CaseFile:
    """`keep` are the known areas that stay hidden, `draw` new ones. What is public may only be hidden further."""
    case = queries.get(actor, case_id, lock=True)
    if case.sender_id == actor.account_id or not actor.seats:
        raise Denied(Why.NOT_YOURS)
    row = case.files.select_related("file").filter(pk=case_file_id, file__kind=FileKind.PICTURE).first()
    if row is None:
        raise NotFound(NOT_FOUND)
    chosen = set(keep)
    if row.public and any(area.hidden and area.pk not in chosen for area in files.areas(row.file_id)):
        raise Denied(_("Ảnh đã công khai thì chỉ che thêm được, không bỏ vùng đã che."))
    media.hide(file_id=row.file_id, keep=chosen, draw=draw)
    return row
