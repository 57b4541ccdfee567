"""Files are erased: bytes before their row, so that a stop in between leaves a row that the next run erases again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.media import queries
from ihanoi.media.actions.storing import erase_folder, uuids
from ihanoi.media.models import File, Fingerprint
from ihanoi.media.words import Kind, Size

KEEP_UNUSED = timedelta(days=2)
SHOWN_AS = {Size.FULL: Size.PUBLIC, Size.VIEW: Size.PUBLIC, Size.THUMB: Size.PUBLIC_THUMB}


def erase(*, file_ids: Iterable[UUID | str]) -> int:
    """Erase files for good, bytes first: a stop in between leaves a row that the next run erases again."""
    with transaction.atomic():
        return _erase(File.objects.select_for_update().filter(pk__in=uuids(file_ids)).order_by("pk"))


def erase_papers(*, account_id: int) -> int:
    """Erase all papers that somebody has sent, those too that newer ones have replaced."""
    return erase(file_ids=[file.pk for file in queries.papers_of(account_id)])


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
        erase_folder(folder)
    return len(orphans)


def strip(*, file_ids: Iterable[UUID | str]) -> int:
    """Of pictures that are public keep the copy for everybody alone; of other files what they say of their sender goes.

    The veiled copy takes the place of every form, so that pages find a picture where they look for one.
    """
    with transaction.atomic():
        files = list(File.objects.select_for_update().filter(pk__in=uuids(file_ids)).order_by("pk"))
        for file in files:
            if file.kind == Kind.PICTURE and file.veil:
                _veil_all(file)
            file.owner_id = None
            file.name = f"{file.kind}{Path(file.name).suffix}"
            file.taken_at = file.taken_lat = file.taken_lon = None
            file.traces = {}
            file.save()
        Fingerprint.objects.filter(file__in=files).delete()
    return len(files)


def _veil_all(file: File) -> None:
    for size, public in SHOWN_AS.items():
        with default_storage.open(queries.path_of(file, public)) as content:
            form = content.read()
        path = queries.path_of(file, size)
        default_storage.delete(path)
        default_storage.save(path, ContentFile(form))


def _erase(chosen: Iterable[File]) -> int:
    rows = list(chosen)
    for file in rows:
        erase_folder(file.folder)
    File.objects.filter(pk__in=[file.pk for file in rows]).delete()
    return len(rows)
