"""Proposes where a number plate may be: a bright rectangle of a plate's proportions with a row or two of dark signs.

A proposal for a person, no reader of plates: blue and red plates, steep angles and dirt escape it, and a shop sign
may be proposed. Measured in docs/adr/0013. Knows Pillow, not Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ihanoi.media.sight import Found
from ihanoi.media.words import Hidden

_SIDE: Final = 1280
_MOST: Final = 4  # more than these are letters on a wall
_WIDTH: Final = (0.02, 0.4)  # of the picture
_PROPORTION: Final = (1.1, 5.8)  # motorcycle 1.36, square car 2, long car 4.7; seen at an angle
_FILLED: Final = (0.45, 0.92)  # of the rectangle is background
_SIGNS: Final = (5, 12)
_MARGIN: Final = 0.08


def plates(image: Image.Image) -> list[Found]:
    """Proposed areas, the surest first."""
    grey = _grey(image)
    height, width = grey.shape
    found = [
        Found(
            Hidden.PLATE,
            max(0.0, (box[1].start - _MARGIN * _length(box[1])) / width),
            max(0.0, (box[0].start - _MARGIN * _length(box[0])) / height),
            min(1.0, (box[1].stop + _MARGIN * _length(box[1])) / width),
            min(1.0, (box[0].stop + _MARGIN * _length(box[0])) / height),
            sure,
        )
        for box, sure in _rectangles(grey)
    ]
    return sorted(found, key=lambda each: -each.sure)[:_MOST]


def _grey(image: Image.Image) -> NDArray[np.float32]:
    small = image.convert("L")
    small.thumbnail((_SIDE, _SIDE))
    return np.asarray(small, dtype=np.float32)


def _rectangles(grey: NDArray[np.float32]) -> Iterator[tuple[tuple[slice, slice], float]]:
    """Bright pieces of the right shape that hold signs, and how even the signs are."""
    from scipy import ndimage  # type: ignore[import-untyped]  # ships no types; only in the worker

    bright = grey > ndimage.uniform_filter(grey, 61) + 6
    labels, _count = ndimage.label(bright)
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = _length(box[0]), _length(box[1])
        if (
            rows < 10
            or not _between(columns / grey.shape[1], _WIDTH)
            or not _between(columns / rows, _PROPORTION)
        ):
            continue
        piece = labels[box] == number
        whole = ndimage.binary_fill_holes(piece)
        if whole.mean() < 0.8 or not _between(piece.mean() / whole.mean(), _FILLED):
            continue
        if sure := _evenness(ndimage, whole & ~piece, rows, columns):
            yield box, sure


def _evenness(ndimage: Any, dark: NDArray[np.bool_], rows: int, columns: int) -> float:
    """1 for signs of one height, less for uneven ones; 0 where it is no row or two of signs."""
    labels, _count = ndimage.label(dark)
    heights = [
        _length(box[0])
        for box in ndimage.find_objects(labels)
        if 0.22 * rows <= _length(box[0]) <= 0.92 * rows and _length(box[1]) <= 0.35 * columns
    ]
    if not _between(len(heights), _SIGNS):
        return 0.0
    spread = float(np.std(heights) / np.mean(heights))
    return 1 - spread if spread < 0.3 else 0.0


def _between(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _length(part: slice) -> int:
    return int(part.stop - part.start)
