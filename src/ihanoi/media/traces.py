"""What a picture's own data say of how it was made: facts for officers, kept beside the file, never a verdict (R27).

Read from the bytes as sent, which are not kept; `doubts.py` turns the facts into sentences. Knows Pillow, not Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from PIL import ExifTags, Image

_EDITORS: Final = re.compile(
    r"photoshop|lightroom|gimp|snapseed|picsart|canva|pixlr|meitu|facetune|vsco|affinity|paint\.net|paintshop"
    r"|pixelmator|polarr|remini|inshot|b612|faceapp|midjourney|stable diffusion|dall.?e|firefly|capcut",
    re.IGNORECASE,
)
_GENERATED: Final = (
    b"trainedAlgorithmicMedia"  # IPTC's word for "made by a machine", in XMP or a C2PA manifest
)
_C2PA: Final = (b"c2pa.", b"urn:c2pa", b"urn:uuid:c2pa")


@dataclass(frozen=True, slots=True)
class Traces:
    """`width` and `height` are those of the file as sent. `software` is only a known editor's name."""

    width: int = 0
    height: int = 0
    camera: bool = False  # names a make or model
    software: str = ""
    changed_later: bool = False  # its own times contradict each other
    manifest: bool = False  # carries a C2PA manifest: where it came from and what was done to it
    generated: bool = False
    png: bool = False

    def as_json(self) -> dict[str, Any]:
        """Only what is so, for the row."""
        return {name: value for name, value in asdict(self).items() if value}


def read_traces(image: Image.Image, data: bytes) -> Traces:
    """Of an opened picture and its bytes; whatever cannot be read is left out."""
    try:
        return _read(image, data)
    except (KeyError, TypeError, ValueError, OSError, SyntaxError):
        return Traces(image.width, image.height)


def _read(image: Image.Image, data: bytes) -> Traces:
    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    return Traces(
        width=image.width,
        height=image.height,
        camera=bool(exif.get(ExifTags.Base.Make) or exif.get(ExifTags.Base.Model)),
        software=next((m[0] for text in _said(image, exif) if (m := _EDITORS.search(text))), ""),
        changed_later=_changed(exif, details),
        manifest=b"jumb" in data and any(mark in data for mark in _C2PA),
        generated=_GENERATED in data,
        png=image.format == "PNG",
    )


def _said(image: Image.Image, exif: Image.Exif) -> Iterator[str]:
    """Where programs leave their name: EXIF Software, XMP CreatorTool and history, PNG texts, Photoshop's own block."""
    yield str(exif.get(ExifTags.Base.Software, ""))
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    told = xmp.decode("utf-8", "replace") if isinstance(xmp, bytes) else str(xmp)
    yield from re.findall(r"(?:CreatorTool|softwareAgent)\W{1,4}([^\"<]{1,80})", told)
    for key in ("Software", "software", "parameters", "Description"):
        yield str(image.info.get(key, ""))[:200]
    if "photoshop" in image.info:
        yield "Photoshop"


def _changed(exif: Image.Exif, details: dict[int, Any]) -> bool:
    """Written again on a later day than it was taken: a phone that only turns a picture keeps the day."""
    taken, changed = details.get(ExifTags.Base.DateTimeOriginal), exif.get(ExifTags.Base.DateTime)
    return bool(taken and changed and str(changed)[:10] > str(taken)[:10])
