"""Pictures: decoded within limits, turned upright, re-encoded without any metadata. Knows Pillow, not Django."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any, Final

import pillow_heif
from PIL import ExifTags, Image, ImageOps

from ihanoi.kernel.clock import HANOI
from ihanoi.media.rules import PIXELS, Format
from ihanoi.media.traces import Traces, read_traces
from ihanoi.media.words import Refusal, Size

LONG_SIDES: Final = {Size.FULL: 2560, Size.VIEW: 1600, Size.THUMB: 320}
QUALITY: Final = 82
_DRAFT_SIDE: Final = (
    1920  # a JPEG is decoded at half its size when that still leaves more than the view needs
)
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
)

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = PIXELS  # Pillow warns above it and raises above twice; `_open` refuses earlier
_decoding = threading.BoundedSemaphore(2)  # a 50 MP picture takes 150 MB while it is open


class Unfit(Exception):
    """The picture is not taken, for this reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """When and where the camera says that it took the picture. Sealed: never shown to the public."""

    at: datetime | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The three re-encoded sizes as JPEG; width and height are those of the largest."""

    sizes: Mapping[Size, bytes]
    width: int
    height: int
    taken: Taken
    traces: Traces = field(default_factory=Traces)


def read(data: bytes, kind: Format) -> Picture:
    """Decode, turn, shrink and re-encode. Raises Unfit; a decoder never sees more than `PIXELS`."""
    with _decoding:
        try:
            image = _open(data, kind)
            taken, traces = _taken(image.getexif()), read_traces(image, data)
            upright = _flat(ImageOps.exif_transpose(_shrunk_draft(image)))
        except Image.DecompressionBombError as bomb:
            raise Unfit(Refusal.PIXELS) from bomb
        except _BROKEN as broken:
            raise Unfit(Refusal.BROKEN_PICTURE) from broken
        return encode(upright, taken, traces)


def _open(data: bytes, kind: Format) -> Image.Image:
    """Reads the header only. The decoder is the one of the sniffed format: Pillow may not try the others."""
    image = Image.open(BytesIO(data), formats=[kind.decoder])
    if image.width * image.height > PIXELS:
        raise Unfit(Refusal.PIXELS)
    # A phone's JPEG may carry a second picture (depth, gain map) and a HEIC a burst: the first is meant.
    if kind.decoder in ("PNG", "WEBP") and getattr(image, "n_frames", 1) > 1:
        raise Unfit(Refusal.ANIMATED)
    return image


def _shrunk_draft(image: Image.Image) -> Image.Image:
    """Decode; a large JPEG straight to half or a quarter of its size, which costs a third of the time."""
    long_side = max(image.size)
    if long_side > LONG_SIDES[Size.FULL]:
        scale = _DRAFT_SIDE / long_side
        image.draft("RGB", (max(1, int(image.width * scale)), max(1, int(image.height * scale))))
    image.load()
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Three channels of eight bits; what was transparent becomes white."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def encode(image: Image.Image, taken: Taken, traces: Traces | None = None) -> Picture:
    """From large to small, each size made from the one before. A new image carries no metadata along."""
    sizes: dict[Size, bytes] = {}
    first = image
    for size, side in LONG_SIDES.items():
        image = _fit(image, side)
        if size is Size.FULL:
            first = image
        sizes[size] = jpeg(image)
    return Picture(sizes, first.width, first.height, taken, traces or Traces())


def jpeg(image: Image.Image) -> bytes:
    """The bytes of a picture without any metadata."""
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, exif=b"", icc_profile=None, xmp=b"", comment=b"")
    return out.getvalue()


def fit(image: Image.Image, size: Size) -> Image.Image:
    """Not larger than the size allows."""
    return _fit(image, LONG_SIDES[size])


def _fit(image: Image.Image, side: int) -> Image.Image:
    scale = side / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _taken(exif: Image.Exif) -> Taken:
    """A camera's own words; whatever cannot be read is left out, for metadata must never cost somebody the report."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    lat = _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90)
    lon = _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        lat = lon = None
    return Taken(_moment(details), lat, lon)


def _moment(details: Mapping[int, Any]) -> datetime | None:
    """DateTimeOriginal in the offset that the camera gives, else in local time."""
    try:
        taken = str(details[ExifTags.Base.DateTimeOriginal])[:19]
        zone = _offset(str(details.get(ExifTags.Base.OffsetTimeOriginal, ""))) or HANOI
        return datetime.strptime(taken, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return None


def _offset(text: str) -> timezone | None:
    """ "+07:00" as a zone; None if it says something else."""
    try:
        sign, hours, minutes = text[0], int(text[1:3]), int(text[4:6])
        return timezone((timedelta(hours=hours, minutes=minutes)) * (-1 if sign == "-" else 1))
    except (IndexError, ValueError):
        return None


def _degrees(place: Mapping[int, Any], key: int, reference: int, negative: str, limit: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in place[key])
        value = degrees + minutes / 60 + seconds / 3600
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not 0 <= value <= limit:  # also refuses NaN
        return None
    return -value if str(place.get(reference, "")).strip("\x00 ").upper() == negative else value
