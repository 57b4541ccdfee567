"""Receiving: what is taken, what is refused with which sentence, and that nothing of the sender's traces is served."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM
from ihanoi.kernel.denials import Invalid
from ihanoi.media import actions, queries, rules
from ihanoi.media.models import File
from ihanoi.media.words import WHY, Kind, Refusal, Size
from ihanoi.operation import actions as operation

from . import samples

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),  # it is refused a line later
]
KEPT = (Size.FULL, Size.VIEW, Size.THUMB)


def receive(data: bytes, name: str = "anh.jpg") -> File:
    return actions.receive(actor=SYSTEM, stream=BytesIO(data), name=name)


def stored(file: File, size: str = Size.FULL) -> bytes:
    with default_storage.open(queries.path_of(file, size)) as content:
        return content.read()


def refused(data: bytes, name: str = "anh.jpg") -> Refusal:
    """The reason, after making sure that nothing was kept."""
    with pytest.raises(Invalid) as denied:
        receive(data, name)
    assert not File.objects.exists()
    assert kept_files() == []
    return next(why for why, sentence in WHY.items() if sentence == denied.value.errors["file"])


def kept_files() -> list[Path]:
    return [p for p in Path(default_storage.path("")).rglob("*") if p.is_file()]


def test_numbers_in_a_name_are_sealed_where_it_is_stored_also_those_of_before() -> None:
    name = "Don cua 0912345678.jpg"
    file, other = receive(samples.jpeg(), name), receive(samples.jpeg())
    assert {f.name for f in File.objects.all()} == {name, other.name}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM media_file WHERE id = %s", [file.pk])
        assert "0912345678" not in cursor.fetchone()[0]
        cursor.execute("UPDATE media_file SET name = %s", [name])
        assert operation.seal_words(actor=SYSTEM) == 2
        assert operation.seal_words(actor=SYSTEM) == 0
        cursor.execute("SELECT string_agg(name, '') FROM media_file")
        assert "0912345678" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    "data",
    [
        samples.jpeg(),
        samples.saved(samples.photo(), "PNG"),
        samples.saved(samples.photo(), "WEBP"),
        samples.heic(),
        samples.saved(samples.photo().convert("CMYK"), "JPEG"),
        samples.saved(samples.photo().convert("L"), "JPEG"),
        samples.saved(samples.photo().convert("RGBA"), "PNG"),
        samples.saved(samples.photo().convert("P"), "PNG"),
        samples.saved(samples.photo().convert("1"), "PNG"),
        samples.saved(Image.new("I;16", (64, 64), 40_000), "PNG"),
        samples.saved(samples.photo(), "MPO", save_all=True, append_images=[samples.photo((320, 240))]),
    ],
    ids=[
        "jpeg",
        "png",
        "webp",
        "heic",
        "cmyk",
        "grey",
        "rgba",
        "palette",
        "bilevel",
        "16 bits",
        "two pictures in one",
    ],
)
def test_a_picture_becomes_three_jpegs(data: bytes) -> None:
    file = receive(data, "hiện trường.bin")
    assert (file.kind, file.mime, file.name, file.used) == (
        Kind.PICTURE,
        "image/jpeg",
        "hiện trường.jpg",
        False,
    )
    for size in KEPT:
        with Image.open(BytesIO(stored(file, size))) as image:
            image.load()
            assert (image.format, image.mode) == ("JPEG", "RGB")
            if size is Size.FULL:
                assert image.size == (file.width, file.height)
    assert file.size == len(stored(file))


def test_sizes_are_bounded() -> None:
    file = receive(samples.jpeg((4000, 3000)))
    sides = {size: max(Image.open(BytesIO(stored(file, size))).size) for size in KEPT}
    assert 1600 <= sides[Size.FULL] <= 2560
    assert (sides[Size.VIEW], sides[Size.THUMB]) == (1600, 320)


def test_a_very_flat_picture_keeps_a_pixel() -> None:
    file = receive(samples.saved(Image.new("RGB", (6000, 2)), "PNG"))
    assert Image.open(BytesIO(stored(file, Size.THUMB))).size == (320, 1)


def test_traces_are_sealed_in_the_row_and_gone_from_the_file() -> None:
    taken = datetime(2026, 11, 20, 9, 10)  # noqa: DTZ001 - a camera knows no zone
    profile = b"\0" * 200
    data = samples.jpeg(
        exif=samples.exif(taken, place=True), icc_profile=profile, comment=b"09123", xmp=b"<x:xmpmeta/>"
    )
    file = receive(data)
    assert file.taken_at == datetime(2026, 11, 20, 2, 10, tzinfo=UTC)
    assert (file.taken_lat, file.taken_lon) == (pytest.approx(21.0245), pytest.approx(105.8465))
    for size in KEPT:
        kept = stored(file, size)
        with Image.open(BytesIO(kept)) as image:
            assert not image.getexif()
            assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
        assert b"Canon" not in kept


def test_the_offset_of_the_camera_counts() -> None:
    data = samples.jpeg(exif=samples.exif(datetime(2026, 11, 20, 9, 10), "+09:00"))  # noqa: DTZ001 - its zone is told apart
    assert receive(data).taken_at == datetime(2026, 11, 20, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "place",
    [{1: "N", 2: (0, 0, 0), 3: "E", 4: (0, 0, 0)}, {2: (1.0, 2.0), 4: (1.0, 2.0)}, {2: (99.0, 0.0, 0.0)}],
)
def test_a_senseless_place_is_no_place(place: dict[int, Any]) -> None:
    strange = samples.exif()
    strange._ifds[0x8825] = place
    strange._ifds[0x8769] = {0x9003: "0000:00:00 00:00:00"}
    file = receive(samples.saved(samples.photo(), "JPEG", exif=strange))
    assert (file.taken_at, file.taken_lat, file.taken_lon) == (None, None, None)


def test_a_turned_picture_stands_upright() -> None:
    file = receive(samples.jpeg((640, 480), exif=samples.exif(orientation=6)))
    assert (file.width, file.height) == (480, 640)


def test_what_was_transparent_becomes_white() -> None:
    file = receive(samples.saved(Image.new("RGBA", (40, 40), (255, 0, 0, 0)), "PNG"))
    assert Image.open(BytesIO(stored(file))).getpixel((20, 20)) == (255, 255, 255)


def test_documents_stay_as_they_are() -> None:
    for data, name, mime in (
        (samples.pdf(), "Đơn kiến nghị.PDF", rules.PDF.mime),
        (samples.docx(), "don.doc", rules.DOCX.mime),
    ):
        file = receive(data, name)
        assert (file.kind, file.mime, stored(file)) == (Kind.DOCUMENT, mime, data)
    assert file.name == "don.docx"


ANIMATED_PNG = samples.saved(samples.photo(), "PNG", save_all=True, append_images=[samples.photo(seed=1)])
ANIMATED_WEBP = samples.saved(samples.photo(), "WEBP", save_all=True, append_images=[samples.photo(seed=1)])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Refusal.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.TYPE),
        (b"MZ\x90\0" + b"\0" * 100, Refusal.TYPE),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 100, Refusal.BROKEN_VIDEO),
        (samples.gif(), Refusal.ANIMATED),
        (ANIMATED_PNG, Refusal.ANIMATED),
        (ANIMATED_WEBP, Refusal.ANIMATED),
        (samples.png_bomb(), Refusal.PIXELS),
        (samples.png_bomb(7_100, 7_100), Refusal.PIXELS),
        (samples.jpeg()[:-2000], Refusal.BROKEN_PICTURE),
        (samples.jpeg()[:40], Refusal.BROKEN_PICTURE),
        (samples.heic()[:-1000], Refusal.BROKEN_PICTURE),
        (samples.png_bomb(4000, 4000), Refusal.BROKEN_PICTURE),
        (samples.pdf()[:30], Refusal.BROKEN_DOCUMENT),
        (samples.docx()[:60], Refusal.BROKEN_DOCUMENT),
        (samples.docx(whole=False), Refusal.TYPE),
        (samples.docx(macro=True), Refusal.MACRO),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_with_a_sentence(data: bytes, why: Refusal) -> None:
    assert refused(data) == why


class Endless:
    """A stream that counts what was read and never ends."""

    def __init__(self, head: bytes) -> None:
        self.head, self.given = head, 0

    def read(self, size: int = -1, /) -> bytes:
        part = (self.head if self.given == 0 else b"").ljust(size, b"\0")
        self.given += size
        return part


@pytest.mark.parametrize(
    ("head", "limit", "why"),
    [
        (b"\xff\xd8\xff\xe0", rules.PICTURE_BYTES, Refusal.PICTURE_SIZE),
        (b"%PDF-1.7", rules.DOCUMENT_BYTES, Refusal.DOCUMENT_SIZE),
    ],
)
def test_never_reads_more_than_the_limit_and_a_byte(head: bytes, limit: int, why: Refusal) -> None:
    stream = Endless(head)
    with pytest.raises(Invalid) as denied:
        actions.receive(actor=SYSTEM, stream=stream, name="x")
    assert denied.value.errors["file"] == WHY[why]
    assert stream.given == limit + 1


def test_a_full_disk_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    save, calls = default_storage.save, []

    def full_at_the_second(name: str, content: Any) -> str:
        calls.append(name)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", full_at_the_second)
    assert refused(samples.jpeg()) == Refusal.DISK_FULL


def test_a_row_that_fails_takes_its_bytes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(File, "save", fail)
    with pytest.raises(RuntimeError):
        receive(samples.jpeg())
    assert kept_files() == []


def infected(data: bytes) -> str | None:
    return "EICAR" if b"EICAR" in data else None


def test_a_scanner_is_asked(settings: Any) -> None:
    settings.SCANNER = f"{__name__}.infected"
    assert refused(samples.pdf() + b"EICAR %%EOF") == Refusal.INFECTED
    receive(samples.pdf())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\anh\\ổ gà.HEIC", "ổ gà.jpg"),
        ("a\r\nSet-Cookie: x.png", "a Set-Cookie x.jpg"),
        ("anh\u202egpj.exe", "anh gpj.jpg"),
        ("", "tep.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("x" * 500 + ".png", "x" * 120 + ".jpg"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert rules.safe_name(given, ".jpg") == kept


def test_ids_sort_by_time_and_folders_cannot_be_guessed() -> None:
    with clock.at(datetime(2026, 11, 20, 1, tzinfo=UTC)):
        early = receive(samples.jpeg())
    with clock.at(datetime(2026, 11, 20, 2, tzinfo=UTC)):
        late = receive(samples.jpeg())
    assert early.id < late.id
    assert early.id.version == 7
    assert early.folder.startswith("2026/11/20/")
    assert early.folder != late.folder
    assert early.id.hex not in early.folder


def test_nobody_sends_nothing() -> None:
    with pytest.raises(Invalid) as denied:
        actions.receive(actor=PUBLIC, stream=BytesIO(samples.jpeg()), name="x")
    assert denied.value.errors["file"] == WHY[Refusal.NOBODY]
    assert not File.objects.exists()
