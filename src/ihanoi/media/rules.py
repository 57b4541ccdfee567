"""What a file is, told by its first bytes alone, and how large it may be. Its name and declared type do not count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024
PICTURE_BYTES: Final = 10 * MEGABYTE
DOCUMENT_BYTES: Final = 20 * MEGABYTE
VIDEO_BYTES: Final = 100 * MEGABYTE
VIDEO_SECONDS: Final = 180
PIXELS: Final = 50_000_000
HEAD_BYTES: Final = 64  # enough for every signature below

_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_VIDEO_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"3gp4", b"3gp5", b"qt  "}
)
_UNSAFE_IN_NAME: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:\"/\\|?*]")


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is taken. `decoder` is Pillow's name of it; empty for documents and videos."""

    mime: str
    suffix: str
    decoder: str = ""
    bytes_limit: int = DOCUMENT_BYTES

    @property
    def is_picture(self) -> bool:
        return bool(self.decoder)

    @property
    def is_video(self) -> bool:
        return self.mime.startswith("video/")


JPEG: Final = Format("image/jpeg", ".jpg", "JPEG", PICTURE_BYTES)
PNG: Final = Format("image/png", ".png", "PNG", PICTURE_BYTES)
WEBP: Final = Format("image/webp", ".webp", "WEBP", PICTURE_BYTES)
HEIF: Final = Format("image/heic", ".heic", "HEIF", PICTURE_BYTES)
VIDEO: Final = Format("video/mp4", ".mp4", bytes_limit=VIDEO_BYTES)
PDF: Final = Format("application/pdf", ".pdf")
DOCX: Final = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")


def sniff(head: bytes) -> Format | None:
    """The format that the first `HEAD_BYTES` show; None if it is not one that is taken."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return HEIF
    if head[4:8] == b"ftyp" and head[8:12] in _VIDEO_BRANDS:
        return VIDEO
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return DOCX  # or any other archive: `documents.py` looks inside
    return None


def is_gif(head: bytes) -> bool:
    """GIF is refused with a sentence of its own, because people send it as a moving picture."""
    return head.startswith((b"GIF87a", b"GIF89a"))


def safe_name(name: str, suffix: str, length: int = 120) -> str:
    """The name as the sender knows it, fit for a header and a file system, with the suffix of what it really is."""
    base = re.split(r"[/\\]", name)[-1]
    stem = base.rpartition(".")[0] or base
    stem = " ".join(_UNSAFE_IN_NAME.sub(" ", stem).split()).strip(". ")
    return (stem[:length].rstrip(". ") or "tep") + suffix
