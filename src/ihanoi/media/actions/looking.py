"""The worker looks at a picture: what it resembles, what must be hidden, whether a person should look first."""

from __future__ import annotations

import threading
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from ihanoi.kernel import clock
from ihanoi.media import fingerprints, plates, queries, sight
from ihanoi.media.actions.hiding import renew
from ihanoi.media.models import Area, File, Fingerprint, Likeness, Look
from ihanoi.media.words import Kind

_looking = threading.Lock()  # one at a time: a look takes up to 360 MB


def look(*, file_id: UUID) -> bool:
    """Look once; False if there is nothing to look at or it was done. Safe to run twice and at the same time."""
    file = File.objects.filter(pk=file_id, kind=Kind.PICTURE, sealed=False, look=None).first()
    if file is None:
        return False
    with default_storage.open(queries.path_of(file)) as content, Image.open(content) as image:
        image.load()
    with _looking:
        seen, areas, prints = _see(file, image)
    with transaction.atomic():
        locked = File.objects.select_for_update(no_key=True).filter(pk=file_id).first()
        if locked is None or Look.objects.filter(pk=file_id).exists():
            return False  # erased meanwhile, or another worker was quicker
        seen.save(force_insert=True)
        Area.objects.bulk_create(areas)
        Fingerprint.objects.bulk_create([Fingerprint(file=file, bits=bits) for bits in prints])
    # After the commit: of two pictures looked at together, at least the later commit sees the other.
    _note_likenesses(file, prints)
    if locked.veil:
        renew(file_id)  # it was published before it was looked at
    return True


def _see(file: File, image: Image.Image) -> tuple[Look, list[Area], list[int]]:
    faces, indecent = sight.faces(image), sight.indecency(image)
    able = [name for name, found in (("faces", faces), ("indecency", indecent)) if found is not None]
    seen = Look(file=file, at=clock.now(), networks=" ".join(able), indecent=indecent, bars=sight.bars(image))
    areas = [
        Area(file=file, kind=f.kind, left=f.left, top=f.top, right=f.right, bottom=f.bottom)
        for f in (*(faces or ()), *plates.plates(image))
    ]
    return seen, areas, fingerprints.fingerprints(image)


def _note_likenesses(file: File, prints: list[int]) -> None:
    """Kept at the later of the two: it is the one that was used before. Ids tell which came first."""
    rows = []
    for other, apart in queries.nearest(prints, without=file.pk):
        later, earlier = (file.pk, other) if other < file.pk else (other, file.pk)
        rows.append(Likeness(file_id=later, earlier_id=earlier, apart=apart))
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)
