"""The copy for everybody: hidden areas become a few blurred blocks, from which nothing can be computed back.

Knows Pillow, not Django.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from PIL import Image, ImageFilter

from ihanoi.media import pictures
from ihanoi.media.words import Size

SIZES: Final = (Size.PUBLIC, Size.PUBLIC_THUMB)
_BLOCKS: Final = 6  # along the longer side of an area, however large it is


class Rectangle(Protocol):
    """Shares of width and height from the top left, 0…1."""

    left: float
    top: float
    right: float
    bottom: float


def veiled(image: Image.Image, areas: Iterable[Rectangle]) -> dict[Size, bytes]:
    """Both public sizes as JPEG. The blur is made at the size shown and the small copy from it."""
    shown = pictures.fit(image, Size.VIEW).copy()
    for area in areas:
        _hide(shown, area)
    return {
        Size.PUBLIC: pictures.jpeg(shown),
        Size.PUBLIC_THUMB: pictures.jpeg(pictures.fit(shown, Size.THUMB)),
    }


def _hide(image: Image.Image, area: Rectangle) -> None:
    box = (
        max(0, int(area.left * image.width)),
        max(0, int(area.top * image.height)),
        min(image.width, max(int(area.left * image.width) + 1, round(area.right * image.width))),
        min(image.height, max(int(area.top * image.height) + 1, round(area.bottom * image.height))),
    )
    part = image.crop(box)
    longer = max(part.size)
    few = (max(1, round(part.width * _BLOCKS / longer)), max(1, round(part.height * _BLOCKS / longer)))
    blocks = part.resize(few, Image.Resampling.BOX).resize(part.size, Image.Resampling.NEAREST)
    image.paste(blocks.filter(ImageFilter.GaussianBlur(longer / _BLOCKS / 2)), box)
