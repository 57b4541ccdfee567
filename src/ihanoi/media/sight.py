"""What is seen in a picture: faces, how indecent it may be, bars of a screen. Knows no Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ihanoi.media import networks
from ihanoi.media.words import Hidden

Floats = NDArray[np.float32]

_FACE_SIDE: Final = (
    1280  # pixels of the longer side that the network sees: a face of 1 % of it is still found
)
_FACE_SURE: Final = 0.2
_FACE_MARGIN: Final = 0.15  # of the face: hair and chin belong to it
_INDECENT_SIDE: Final = 320
# Classes of 320n.onnx that mean nakedness: buttocks, female breast, female genitals, anus, male genitals.
_INDECENT: Final = (2, 3, 4, 6, 14)
_OVERLAP: Final = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """An area as shares of width and height, and how sure the finder is, 0…1."""

    kind: Hidden
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 1.0


def faces(image: Image.Image) -> list[Found] | None:
    """Faces, the surest first; None where the network is not installed."""
    session = networks.load(networks.FACES)
    if session is None:
        return None
    seen, pixels = _for_faces(image)
    heat, scale, offset, _marks = session.run(None, {"input.1": pixels})
    boxes = _face_boxes(heat[0, 0], scale[0], offset[0])
    width, height = seen
    return [
        _grown(Found(Hidden.FACE, left / width, top / height, right / width, bottom / height, sure))
        for left, top, right, bottom, sure in (box.tolist() for box in _without_overlaps(boxes))
    ]


def _for_faces(image: Image.Image) -> tuple[tuple[int, int], Floats]:
    """Sides divisible by 32, as the network halves five times."""
    scale = min(1.0, _FACE_SIDE / max(image.size))
    size = (_up_to_32(image.width * scale), _up_to_32(image.height * scale))
    pixels = np.asarray(image.resize(size, Image.Resampling.BILINEAR), dtype=np.float32)
    return size, pixels.transpose(2, 0, 1)[None]


def _up_to_32(length: float) -> int:
    return max(32, int(np.ceil(length / 32)) * 32)


def _face_boxes(heat: Floats, scale: Floats, offset: Floats) -> Floats:
    """Rows of left, top, right, bottom and sureness, in the pixels that the network saw (four to a cell)."""
    rows, columns = np.nonzero(heat > _FACE_SURE)
    height, width = np.exp(scale[0, rows, columns]) * 4, np.exp(scale[1, rows, columns]) * 4
    x = (columns + offset[1, rows, columns] + 0.5) * 4 - width / 2
    y = (rows + offset[0, rows, columns] + 0.5) * 4 - height / 2
    boxes: Floats = np.stack([x, y, x + width, y + height, heat[rows, columns]], axis=1).astype(np.float32)
    return boxes


def _without_overlaps(boxes: Floats) -> list[Floats]:
    """Of boxes that cover each other only the surest stays."""
    kept: list[Floats] = []
    for box in sorted(boxes, key=lambda b: -float(b[4])):
        if all(_share(box, other) < _OVERLAP for other in kept):
            kept.append(box)
    return kept


def _share(one: Sequence[Any] | Floats, other: Sequence[Any] | Floats) -> float:
    """Common area by united area."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = sum((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return float(width * height / (areas - width * height))


def _grown(found: Found) -> Found:
    dx, dy = (found.right - found.left) * _FACE_MARGIN, (found.bottom - found.top) * _FACE_MARGIN
    return Found(
        found.kind,
        max(0.0, found.left - dx), max(0.0, found.top - dy),
        min(1.0, found.right + dx), min(1.0, found.bottom + dy),
        found.sure,
    )  # fmt: skip


def indecency(image: Image.Image) -> float | None:
    """How sure the network is of nakedness, 0…1; None where it is not installed."""
    session = networks.load(networks.INDECENCY)
    if session is None:
        return None
    side = max(image.size)
    square = Image.new("RGB", (side, side))
    square.paste(image)
    small = square.resize((_INDECENT_SIDE, _INDECENT_SIDE), Image.Resampling.BILINEAR)
    pixels = np.asarray(small, dtype=np.float32).transpose(2, 0, 1)[None] / 255
    (output,) = session.run(None, {"images": pixels})
    scores = output[0][4:]  # below the four of the box stand the classes
    return float(scores[list(_INDECENT)].max())


def bars(image: Image.Image) -> bool:
    """Whether flat bars run across the whole width at the top and the bottom, as on the screen of a telephone."""
    grey = np.asarray(image.convert("L").resize((160, 320), Image.Resampling.BOX), dtype=np.float32)
    top, bottom, inside = grey[:10], grey[-10:], grey[60:-60]
    return bool(_flat_share([top]) > 0.7 and _flat_share([bottom]) > 0.7 and _flat_share([inside]) < 0.5)


def _flat_share(strips: Iterable[Floats]) -> float:
    """Share of the points that lie close to the commonest brightness of their strip."""
    shares = []
    for strip in strips:
        counts, edges = np.histogram(strip, bins=32, range=(0, 256))
        middle = edges[int(counts.argmax())] + 4
        shares.append(float((np.abs(strip - middle) <= 8).mean()))
    return float(np.mean(shares))
