"""After a change of keys: papers are sealed anew, each form replaced whole, so that a stop in between loses nothing."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from ihanoi.media import queries
from ihanoi.media.models import File
from ihanoi.vault.ports import key_ring


def reseal() -> int:
    """Seal with the key in use what an older key has sealed. Returns how many forms.

    May run while people work, and again. Raises Unsealable where one does not open; it stays as it is.
    """
    ids = list(File.objects.filter(sealed=True).order_by("pk").values_list("pk", flat=True))
    return sum(_reseal_file(file_id) for file_id in ids)


def _reseal_file(file_id: UUID) -> int:
    with transaction.atomic():  # the lock keeps whoever erases away
        file = File.objects.select_for_update(no_key=True).filter(pk=file_id).first()
        return sum(_reseal_form(file, path) for path in queries.forms_of(file)) if file else 0


def _reseal_form(file: File, path: str) -> bool:
    fresh = f"{path}.new"
    default_storage.delete(fresh)  # of a run that was cut off
    with default_storage.open(path) as stored:
        sealed = stored.read()
    ring, place = key_ring(), queries.place_of(file, path)
    if ring.is_current(sealed):
        return False
    default_storage.save(fresh, ContentFile(ring.seal_bytes(ring.open_bytes(sealed, place), place)))
    Path(default_storage.path(fresh)).replace(default_storage.path(path))
    return True
