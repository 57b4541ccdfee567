"""What the public copy of a picture hides, and making that copy. The picture itself stays as it is, sealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from ihanoi.kernel.denials import Invalid
from ihanoi.media import queries, veils
from ihanoi.media.models import Area, File
from ihanoi.media.words import Hidden, Kind, Size

AREAS_MOST = 40
_LEAST = 0.002  # a share of the side; less is a slip of the hand


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rectangle by an officer: shares of width and height from the top left, 0…1."""

    left: float
    top: float
    right: float
    bottom: float


WHOLE = Drawn(0.0, 0.0, 1.0, 1.0)


def hide(*, file_id: UUID, keep: Iterable[int], draw: Sequence[Drawn]) -> File:
    """Of the known areas only `keep` stay hidden, `draw` are added; the public copy, if there is one, is made anew.

    Who may do so was decided by the room that shows the picture. Raises Invalid.
    """
    drawn = [_fitted(each) for each in draw]
    with transaction.atomic():
        file = File.objects.select_for_update(no_key=True).get(pk=file_id, kind=Kind.PICTURE, sealed=False)
        areas = Area.objects.filter(file=file)
        chosen = set(keep)
        areas.filter(kind=Hidden.DRAWN).exclude(pk__in=chosen).delete()
        areas.update(hidden=False)
        areas.filter(pk__in=chosen).update(hidden=True)
        if areas.count() + len(drawn) > AREAS_MOST:
            raise Invalid({"areas": _("Có quá nhiều vùng che trên một ảnh. Hãy gộp bớt hoặc che cả ảnh.")})
        Area.objects.bulk_create(
            [
                Area(file=file, kind=Hidden.DRAWN, left=d.left, top=d.top, right=d.right, bottom=d.bottom)
                for d in drawn
            ]
        )
    return renew(file_id) if file.veil else file


def make_public(*, file_ids: Iterable[UUID]) -> None:
    """Make the public copy of each picture that has none yet."""
    unveiled = File.objects.filter(pk__in=list(file_ids), kind=Kind.PICTURE, sealed=False, veil=0)
    for file_id in unveiled.values_list("pk", flat=True):
        renew(file_id)


def renew(file_id: UUID) -> File:
    """Make the public copy from the picture and its hidden areas: new bytes, then the row, then the old ones away."""
    with transaction.atomic():
        file = File.objects.select_for_update(no_key=True).get(pk=file_id)
        old = [queries.path_of(file, size) for size in veils.SIZES] if file.veil else []
        file.veil += 1
        for size, form in _forms(file).items():
            path = queries.path_of(file, size)
            default_storage.delete(path)  # of a try that was rolled back
            default_storage.save(path, ContentFile(form))
        file.save(update_fields=["veil"])
        transaction.on_commit(lambda: _erase(old))
    return file


def _erase(paths: Iterable[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _forms(file: File) -> dict[Size, bytes]:
    """Where nothing is hidden the kept sizes serve as they are: they carry no metadata."""
    areas = list(Area.objects.filter(file=file, hidden=True))
    if not areas:
        return {Size.PUBLIC: _bytes(file, Size.VIEW), Size.PUBLIC_THUMB: _bytes(file, Size.THUMB)}
    with default_storage.open(queries.path_of(file)) as content, Image.open(content) as image:
        image.load()
    return veils.veiled(image, areas)


def _bytes(file: File, size: Size) -> bytes:
    with default_storage.open(queries.path_of(file, size)) as content:
        data: bytes = content.read()
    return data


def _fitted(area: Drawn) -> Drawn:
    """Inside the picture, whichever corner it was begun at. Raises Invalid for what is no rectangle."""
    (left, right), (top, bottom) = sorted((area.left, area.right)), sorted((area.top, area.bottom))
    fitted = Drawn(max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0))
    if not (
        fitted.right - fitted.left >= _LEAST and fitted.bottom - fitted.top >= _LEAST
    ):  # also refuses NaN
        raise Invalid({"areas": _("Có vùng che không nằm trong ảnh hoặc quá nhỏ. Hãy vẽ lại vùng đó.")})
    return fitted
