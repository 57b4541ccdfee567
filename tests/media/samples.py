"""Files as phones, offices and wrongdoers send them, made here so that none has to be kept."""

from __future__ import annotations

import struct
import zipfile
import zlib
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image


def photo(size: tuple[int, int] = (640, 480), seed: int = 7) -> Image.Image:
    """Smooth colours with a little noise, so that it weighs what a photograph weighs."""
    rough = np.random.default_rng(seed).integers(0, 255, (48, 64, 3), dtype=np.uint8)
    smooth = Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC)
    noise = np.random.default_rng(seed).normal(0, 4, (size[1], size[0], 1))
    return Image.fromarray(np.clip(np.asarray(smooth) + noise, 0, 255).astype(np.uint8))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(
    taken: datetime | None = None, offset: str = "", place: bool = False, orientation: int = 1
) -> Image.Exif:
    """What a camera writes; the place is 21°01'28.2"N 105°50'47.4"E."""
    found = Image.Exif()
    found[0x010F] = "Canon"
    found[0x0112] = orientation
    if taken:
        details = {0x9003: taken.strftime("%Y:%m:%d %H:%M:%S")}
        found._ifds[0x8769] = details | ({0x9011: offset} if offset else {})
    if place:
        found._ifds[0x8825] = {1: "N", 2: (21.0, 1.0, 28.2), 3: "E", 4: (105.0, 50.0, 47.4)}
    return found


def jpeg(size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    return saved(photo(size), "JPEG", quality=85, **options)


def heic() -> bytes:
    out = BytesIO()
    pillow_heif.from_pillow(photo()).save(out)
    return out.getvalue()


def gif() -> bytes:
    frames = [photo(seed=i).convert("P") for i in (1, 2)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def png_bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """A few kilobytes that would become 1.2 GB: the header says so, the body is never reached."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * (1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def docx(*, macro: bool = False, whole: bool = True) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        if whole:
            archive.writestr("word/document.xml", "<w:document/>")
        if macro:
            archive.writestr("word/vbaProject.bin", b"\xd0\xcf")
    return out.getvalue()
