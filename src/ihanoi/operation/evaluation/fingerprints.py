"""Is a picture known again after what people do to it, and another one not? Pictures are generated here.

`ALIKE` scenes share sky, houses and street and differ in what lies in it: hard on purpose, as a street pictured twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import combinations
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from ihanoi.media import queries as media
from ihanoi.operation.evaluation.figures import Figure, Figures, median_ms, share

SEED: Final = 20261121
SCENES: Final = 120
ALIKE: Final = 20  # streets that are pictured twice with other things in them
SIZE: Final = (960, 720)
KNOWN, CLEAN = 0.98, 0.995  # goals: known again; told apart from other pictures
Change = Callable[[Image.Image], Image.Image]


def _cut(left: float, top: float, right: float, bottom: float) -> Change:
    def change(image: Image.Image) -> Image.Image:
        width, height = image.size
        box = (
            round(width * left),
            round(height * top),
            round(width * (1 - right)),
            round(height * (1 - bottom)),
        )
        return image.crop(box)

    return change


def _recompressed(quality: int) -> Change:
    def change(image: Image.Image) -> Image.Image:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality)
        return Image.open(BytesIO(out.getvalue())).convert("RGB")

    return change


CHANGES: Final[dict[str, tuple[Change, float | None]]] = {
    "half the size": (lambda image: image.resize((SIZE[0] // 2, SIZE[1] // 2)), KNOWN),
    "a fifth of the size": (lambda image: image.resize((SIZE[0] // 5, SIZE[1] // 5)), KNOWN),
    "cropped by 5 % (2.5 % on each side)": (_cut(0.025, 0.025, 0.025, 0.025), KNOWN),
    "cropped by 5 % on each side": (_cut(0.05, 0.05, 0.05, 0.05), KNOWN),
    "cropped by 5 % on the left": (_cut(0.05, 0, 0, 0), None),
    "cropped by 5 % below": (_cut(0, 0, 0, 0.05), None),
    "JPEG of quality 40": (_recompressed(40), KNOWN),
    "JPEG of quality 20": (_recompressed(20), KNOWN),
    "30 % brighter": (lambda image: ImageEnhance.Brightness(image).enhance(1.3), KNOWN),
    "30 % darker": (lambda image: ImageEnhance.Brightness(image).enhance(0.7), KNOWN),
    "30 % more contrast": (lambda image: ImageEnhance.Contrast(image).enhance(1.3), KNOWN),
    "cropped by 3 %, halved, quality 40": (
        lambda image: _recompressed(40)(_cut(0.03, 0.03, 0.03, 0.03)(image).resize((480, 360))),
        KNOWN,
    ),
}


def evaluate(scenes: int = SCENES) -> Figures:
    """Shares known again for each change, and of pairs of different pictures told apart."""
    pictures = [_scene(SEED + number) for number in range(scenes)]
    seconds: list[float] = []
    kept = [_timed(picture, seconds) for picture in pictures]
    misses: list[dict[str, Any]] = []
    figures = [*_known(pictures, kept, misses), *_apart(kept, misses)]
    figures.append(median_ms("fingerprints of one picture", seconds))
    return Figures("fingerprints of generated pictures", tuple(figures), tuple(misses))


def _known(
    pictures: list[Image.Image], kept: list[list[int]], misses: list[dict[str, Any]]
) -> Iterator[Figure]:
    for name, (change, goal) in CHANGES.items():
        found = []
        for number, picture in enumerate(pictures):
            bits = media.bits_apart(media.prints_of(change(picture)), kept[number])
            found.append(bits <= media.NEAR)
            if goal and not found[-1]:
                misses.append({"change": name, "scene": number, "bits apart": bits})
        yield share(f"known again: {name}", found, goal)


def _apart(kept: list[list[int]], misses: list[dict[str, Any]]) -> Iterator[Figure]:
    told = []
    for (one, ours), (other, theirs) in combinations(enumerate(kept), 2):
        bits = media.bits_apart(ours, theirs)
        told.append(bits > media.NEAR)
        if not told[-1]:
            misses.append({"change": "none: two pictures", "scene": f"{one} and {other}", "bits apart": bits})
    yield share("other pictures told apart", told, CLEAN)
    again = [_scene(SEED + number, things=1) for number in range(ALIKE)]
    pairs = zip(kept[:ALIKE], again, strict=True)
    yield share(
        "the same street with other things in it told apart",
        [media.bits_apart(ours, media.prints_of(picture)) > media.NEAR for ours, picture in pairs],
    )


def _timed(picture: Image.Image, seconds: list[float]) -> list[int]:
    start = time.perf_counter()
    prints = media.prints_of(picture)
    seconds.append(time.perf_counter() - start)
    return prints


def _scene(seed: int, things: int = 0) -> Image.Image:
    """A street as far as a fingerprint cares: sky, houses, road, and things that `things` varies."""
    street, placed = np.random.default_rng(seed), np.random.default_rng((seed, things))
    image = Image.new("RGB", SIZE, _colour(street, 140, 240))
    pen = ImageDraw.Draw(image)
    horizon = int(street.uniform(0.35, 0.65) * SIZE[1])
    for _house in range(int(street.integers(3, 9))):
        left, width = street.uniform(-0.1, 0.95) * SIZE[0], street.uniform(0.06, 0.3) * SIZE[0]
        pen.rectangle(
            [left, horizon * street.uniform(0.1, 0.8), left + width, horizon], fill=_colour(street, 60, 220)
        )
    pen.polygon(
        [
            (0, SIZE[1]),
            (SIZE[0] * street.uniform(0, 0.4), horizon),
            (SIZE[0] * street.uniform(0.6, 1), horizon),
            SIZE,
        ],
        fill=_colour(street, 60, 130),
    )
    for _thing in range(int(placed.integers(3, 10))):
        x, y = placed.uniform(0, 1) * SIZE[0], placed.uniform(0.3, 1) * SIZE[1]
        rx, ry = placed.uniform(20, 170), placed.uniform(20, 110)
        draw = pen.ellipse if placed.random() < 0.5 else pen.rectangle
        draw([x - rx, y - ry, x + rx, y + ry], fill=_colour(placed, 10, 250))
    grain = street.normal(0, 6, (SIZE[1], SIZE[0], 1))
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(2)), dtype=np.float32) + grain
    return Image.fromarray(np.clip(soft, 0, 255).astype(np.uint8))


def _colour(rng: np.random.Generator, low: int, high: int) -> tuple[int, int, int]:
    red, green, blue = (int(part) for part in rng.integers(low, high, 3))
    return red, green, blue
