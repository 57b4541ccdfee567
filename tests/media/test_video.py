"""Videos: judged within limits, copied without metadata, shown by a poster; and a file of 300 MB costs no memory."""

from __future__ import annotations

import struct
import tempfile
import tracemalloc
from io import BytesIO
from mmap import mmap
from pathlib import Path
from typing import IO

import av
import numpy as np
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django import Settings

from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Invalid
from ihanoi.media import actions, queries, rules
from ihanoi.media.models import File
from ihanoi.media.words import WHY, Kind, Refusal, Size

pytestmark = pytest.mark.django_db
WHO, WHERE = "Nguyen Van Quay", "+21.0245+105.8465/"
TURNED = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 120 * 65536, 0, 1 << 30)
UPRIGHT = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)


def video(seconds: float = 1, *, rate: int = 10, sound: bool = True, kind: str = "mp4") -> bytes:
    """What a telephone makes: picture, sound, its owner's name and the place."""
    out = BytesIO()
    with av.open(out, "w", format=kind) as made:
        made.metadata.update({"title": WHO, "location": WHERE, "creation_time": "2026-11-20T02:10:00Z"})
        pictures = made.add_stream("libx264", rate=rate)
        pictures.width, pictures.height, pictures.pix_fmt = 160, 120, "yuv420p"
        sounds = made.add_stream("aac", rate=44100) if sound else None
        for number in range(int(seconds * rate)):
            pixels = np.full((120, 160, 3), (number * 5 % 255, 90, 60), np.uint8)
            made.mux(pictures.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        made.mux(pictures.encode())
        if sounds:
            frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), "fltp", "stereo")
            frame.rate, frame.pts = 44100, 0
            made.mux(sounds.encode(frame))
            made.mux(sounds.encode())
    return out.getvalue()


def faststart(data: bytes) -> bytes:
    """The index in front, as some telephones write it: what is cut off is then missing only at the end."""
    options = {"movflags": "faststart"}
    with tempfile.NamedTemporaryFile(suffix=".mp4") as out:
        with av.open(BytesIO(data)) as found, av.open(out.name, "w", format="mp4", options=options) as made:
            stream = made.add_stream_from_template(found.streams.video[0])
            for packet in found.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    made.mux(packet)
        return out.read()


def receive(data: bytes | IO[bytes], name: str = "quay.mov") -> File:
    stream = BytesIO(data) if isinstance(data, bytes) else data
    return actions.receive(actor=SYSTEM, stream=stream, name=name)


def refused(data: bytes | IO[bytes]) -> Refusal:
    with pytest.raises(Invalid) as denied:
        receive(data)
    assert not File.objects.exists()
    assert not [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]
    return next(why for why, sentence in WHY.items() if sentence == denied.value.errors["file"])


def stored(file: File, size: Size = Size.FULL) -> bytes:
    with default_storage.open(queries.path_of(file, size)) as content:
        return bytes(content.read())


@pytest.mark.parametrize("kind", ["mp4", "mov"])
def test_a_video_is_copied_without_what_its_camera_tells(kind: str) -> None:
    data = video(2, kind=kind)
    assert WHO.encode() in data
    file = receive(data)
    assert (file.kind, file.mime, file.name, file.seconds) == (Kind.VIDEO, "video/mp4", "quay.mp4", 2)
    kept = stored(file)
    assert file.size == len(kept)
    for trace in (WHO.encode(), b"21.0245", b"2026-11-20"):
        assert trace not in kept
    with av.open(BytesIO(kept)) as found:
        assert [stream.type for stream in found.streams] == ["video", "audio"]
    assert (file.taken_lat, file.taken_lon) == (pytest.approx(21.0245), pytest.approx(105.8465))
    assert file.taken_at is not None
    assert f"{file.taken_at:%Y-%m-%d %H:%M}" == "2026-11-20 02:10"


def test_the_poster_stands_upright_like_the_video() -> None:
    data = video()
    assert data.count(UPRIGHT) >= 1
    place = data.index(UPRIGHT, data.index(b"tkhd"))
    file = receive(data[:place] + TURNED + data[place + len(TURNED) :])
    with Image.open(BytesIO(stored(file, Size.THUMB))) as poster:
        assert poster.size == (120, 160)
    with av.open(BytesIO(stored(file))) as found:
        assert next(found.decode(video=0)).rotation == -90


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (video()[: len(video()) // 2], Refusal.BROKEN_VIDEO),
        (faststart(video())[:-600], Refusal.BROKEN_VIDEO),
        (video()[:200], Refusal.BROKEN_VIDEO),
        (b"\0\0\0\x18ftypisom" + b"#EXTM3U\nhttp://127.0.0.1/a.ts\n" * 40, Refusal.BROKEN_VIDEO),
        (video(rules.VIDEO_SECONDS + 4, rate=1, sound=False), Refusal.VIDEO_LENGTH),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 400, Refusal.TYPE),
    ],
    ids=["cut off", "cut off behind its index", "header only", "a playlist inside", "too long", "matroska"],
)
def test_refused_with_a_sentence(data: bytes, why: Refusal) -> None:
    assert refused(data) == why


class Endless:
    """300 MB that begin like a video; counts what was read."""

    def __init__(self) -> None:
        self.given, self.left = 0, 300 * rules.MEGABYTE

    def read(self, size: int = -1, /) -> bytes:
        part = b"\0\0\0\x18ftypisom" if self.given == 0 else b""
        size = min(size, self.left)
        self.given, self.left = self.given + size, self.left - size
        return part.ljust(size, b"\0")[:size]


def test_a_video_of_300_mb_is_refused_without_being_held_in_memory() -> None:
    stream = Endless()
    tracemalloc.start()
    try:
        assert refused(stream) == Refusal.VIDEO_SIZE
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stream.given <= rules.VIDEO_BYTES + 2 * rules.MEGABYTE
    assert most < 16 * rules.MEGABYTE


def infected(data: mmap) -> str | None:
    return "EICAR" if data.find(b"EICAR") >= 0 else None


def test_a_scanner_sees_the_video_as_it_was_sent(settings: Settings) -> None:
    settings.SCANNER = f"{__name__}.infected"
    assert refused(video() + b"\0\0\0\x0dfreeEICAR") == Refusal.INFECTED


def test_a_player_may_ask_for_any_part(client: Client) -> None:
    file = receive(video())
    whole, address = stored(file), queries.url(file, Size.FULL)
    first = client.get(address)
    assert first.getvalue() == whole
    assert (first["Content-Type"], first["Accept-Ranges"]) == ("video/mp4", "bytes")
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(whole)}"
    rest = client.get(address, headers={"Range": "bytes=100-"})
    assert rest.content == whole[100:]
    assert client.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert client.get(address, headers={"Range": "bytes=5-2,8-9"}).status_code == 200
    poster = client.get(queries.url(file, Size.THUMB))
    assert poster["Content-Type"] == "image/jpeg"
    assert poster.getvalue().startswith(b"\xff\xd8\xff")
