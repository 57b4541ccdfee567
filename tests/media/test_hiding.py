"""The copy for everybody: what is hidden cannot be computed back; the picture itself stays."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Invalid
from ihanoi.media import actions, queries
from ihanoi.media.actions import WHOLE, Drawn
from ihanoi.media.models import Area, File
from ihanoi.media.words import Hidden, Size

from . import samples

pytestmark = pytest.mark.django_db
CORNER = Drawn(0.0, 0.0, 0.5, 0.5)


@pytest.fixture
def picture() -> File:
    """Black and white stripes: whatever detail is left would show."""
    stripes = np.zeros((600, 800, 3), np.uint8)
    stripes[:, ::8] = 255
    data = samples.saved(Image.fromarray(stripes), "PNG")
    return actions.receive(actor=SYSTEM, stream=BytesIO(data), name="a.png")


def shown(file: File, size: Size = Size.PUBLIC) -> np.ndarray:
    file.refresh_from_db()
    with default_storage.open(queries.path_of(file, size)) as content:
        return np.asarray(Image.open(BytesIO(content.read())).convert("L"), dtype=float)


def detail(pixels: np.ndarray) -> float:
    return float(np.abs(np.diff(pixels, axis=1)).mean())


def test_what_is_hidden_is_gone_and_the_rest_stays(picture: File) -> None:
    actions.hide(file_id=picture.pk, keep=(), draw=[CORNER])
    actions.make_public(file_ids=[picture.pk])
    for size in (Size.PUBLIC, Size.PUBLIC_THUMB):
        pixels = shown(picture, size)
        height, width = pixels.shape
        hidden, open_part = (
            pixels[: height // 2 - 8, : width // 2 - 8],
            pixels[height // 2 + 8 :, width // 2 + 8 :],
        )
        assert detail(hidden) < 2
        assert detail(open_part) > 10
    assert detail(shown(picture, Size.FULL)[:200, :200]) > 10, "the picture itself stays"


def test_only_few_numbers_of_a_hidden_area_are_left(picture: File) -> None:
    """Two pictures that differ only in fine detail give the same copy: so nobody can tell which it was."""
    copies = []
    for shift in (0, 4):
        stripes = np.roll(shown(picture, Size.FULL), shift, axis=1).astype(np.uint8)
        data = samples.saved(Image.fromarray(stripes), "PNG")
        file = actions.receive(actor=SYSTEM, stream=BytesIO(data), name="a.png")
        actions.hide(file_id=file.pk, keep=(), draw=[WHOLE])
        actions.make_public(file_ids=[file.pk])
        copies.append(shown(file))
    assert np.abs(copies[0] - copies[1]).max() <= 6


def test_hiding_more_later_takes_the_old_copy_away(
    picture: File, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    actions.make_public(file_ids=[picture.pk])
    address = queries.public_url(picture)
    first = client.get(address)
    picture.refresh_from_db()
    old = queries.path_of(picture, Size.PUBLIC)
    with django_capture_on_commit_callbacks(execute=True):
        actions.hide(file_id=picture.pk, keep=(), draw=[WHOLE])
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert first.getvalue() != second.getvalue()
    assert not default_storage.exists(old)
    assert "immutable" not in second["Cache-Control"]


def test_before_publication_there_is_no_public_copy(picture: File, client: Client) -> None:
    for thumb in (False, True):
        assert client.get(queries.public_url(picture, thumb=thumb)).status_code == 404


def test_an_officer_may_show_again_and_draw_and_remove(picture: File) -> None:
    face = Area.objects.create(file=picture, kind=Hidden.FACE, left=0.1, top=0.1, right=0.2, bottom=0.2)
    actions.hide(file_id=picture.pk, keep=[], draw=[CORNER])
    face.refresh_from_db()
    assert face.hidden is False
    drawn = Area.objects.get(kind=Hidden.DRAWN)
    actions.hide(file_id=picture.pk, keep=[face.pk], draw=[])
    face.refresh_from_db()
    assert face.hidden is True
    assert not Area.objects.filter(pk=drawn.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [Drawn(0.2, 0.2, 0.2, 0.9), Drawn(float("nan"), 0, 1, 1), Drawn(1.5, 0, 2, 1), Drawn(-3, 0, -1, 1)],
)
def test_what_is_no_rectangle_is_refused(picture: File, wrong: Drawn) -> None:
    with pytest.raises(Invalid):
        actions.hide(file_id=picture.pk, keep=(), draw=[wrong])
    assert not Area.objects.exists()


def test_a_rectangle_may_be_begun_at_any_corner(picture: File) -> None:
    actions.hide(file_id=picture.pk, keep=(), draw=[Drawn(0.9, 1.2, 0.4, 0.5)])
    area = Area.objects.get()
    assert (area.left, area.top, area.right, area.bottom) == (0.4, 0.5, 0.9, 1.0)


def test_not_without_end(picture: File) -> None:
    with pytest.raises(Invalid):
        actions.hide(file_id=picture.pk, keep=(), draw=[CORNER] * 41)


def test_erasing_takes_the_copies_along(picture: File) -> None:
    actions.hide(file_id=picture.pk, keep=(), draw=[CORNER])
    actions.make_public(file_ids=[picture.pk])
    folder = picture.folder
    actions.erase(file_ids=[picture.pk])
    assert not default_storage.exists(folder)
