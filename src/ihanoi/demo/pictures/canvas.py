"""A flat drawing like the design's pictures: coordinates of a 1280 × 960 sheet, drawn larger and reduced."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw

WIDTH: Final = 1280
HEIGHT: Final = 960
SCALE: Final = 2  # drawn at twice the size: reducing it smooths the edges
SHEET: Final = 0.75  # of 1280 × 960: what is kept, 960 × 720

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float = 0.25) -> Colour:
    """Towards a warm black."""
    return mix(colour, (28, 24, 20), share)


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    """Towards paper."""
    return mix(colour, (255, 250, 240), share)


class Canvas:
    """Draws in sheet coordinates; `rng` decides the small differences between two drawings of one scene."""

    def __init__(self, rng: random.Random, ground: Colour = (200, 200, 200)) -> None:
        self.rng = rng
        self._factor = SHEET * SCALE
        size = (round(WIDTH * self._factor), round(HEIGHT * self._factor))
        self.image = Image.new("RGB", size, ground)
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    def _xy(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        return [(x * self._factor, y * self._factor) for x, y in points]

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour,
        radius: float = 0,
        alpha: int = 255,
    ) -> None:
        """A rectangle by its upper left corner."""
        corners = [c for p in self._xy([(x, y), (x + width, y + height)]) for c in p]
        if radius:
            self._pen.rounded_rectangle(corners, radius * self._factor, fill=(*fill, alpha))
        else:
            self._pen.rectangle(corners, fill=(*fill, alpha))

    def shape(self, points: Sequence[Point], fill: Colour, alpha: int = 255) -> None:
        """A polygon."""
        self._pen.polygon(self._xy(points), fill=(*fill, alpha))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour, alpha: int = 255) -> None:
        """An ellipse by its middle."""
        (x0, y0), (x1, y1) = self._xy([(x - rx, y - ry), (x + rx, y + ry)])
        self._pen.ellipse([x0, y0, x1, y1], fill=(*fill, alpha))

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Colour, width: float) -> None:
        """The outline of an ellipse."""
        (x0, y0), (x1, y1) = self._xy([(x - rx, y - ry), (x + rx, y + ry)])
        self._pen.ellipse([x0, y0, x1, y1], outline=colour, width=max(1, round(width * self._factor)))

    def line(self, points: Sequence[Point], colour: Colour, width: float = 3, alpha: int = 255) -> None:
        """A line with round joints."""
        self._pen.line(
            self._xy(points), fill=(*colour, alpha), width=max(1, round(width * self._factor)), joint="curve"
        )

    def arc(
        self, x: float, y: float, rx: float, ry: float, begin: float, end: float, colour: Colour, width: float
    ) -> None:
        """A part of an ellipse's outline, in degrees clockwise from the right."""
        (x0, y0), (x1, y1) = self._xy([(x - rx, y - ry), (x + rx, y + ry)])
        self._pen.arc([x0, y0, x1, y1], begin, end, fill=colour, width=max(1, round(width * self._factor)))

    def tint(self, colour: Colour, alpha: int) -> None:
        """A thin colour over everything: dusk, rain, haze."""
        self.box(0, 0, WIDTH, HEIGHT, colour, alpha=alpha)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: int = 26) -> None:
        """Light around a lamp."""
        for step in range(8, 0, -1):
            self.oval(x, y, radius * step / 8, radius * step / 8, colour, alpha=strength)

    def finish(self) -> Image.Image:
        """Reduced to the sheet, darker towards the corners."""
        image = self.image.reduce(SCALE)
        return ImageChops.multiply(image, _vignette(image.size))


@lru_cache(maxsize=2)
def _vignette(size: tuple[int, int]) -> Image.Image:
    grey = Image.radial_gradient("L").resize(size)
    soft = grey.point([255 - round(max(0, value - 90) * 0.42) for value in range(256)])
    return Image.merge("RGB", (soft, soft, soft))
