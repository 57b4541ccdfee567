"""The stage of most scenes: a house front, a tree, the pavement, the roadway, and the weather over it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from ihanoi.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mix

WALLS: Final[tuple[Colour, ...]] = (
    (214, 168, 72), (219, 183, 98), (201, 152, 66), (222, 204, 168), (176, 190, 172), (198, 128, 92), (188, 178, 158),
)  # fmt: skip
SHUTTERS: Final[tuple[Colour, ...]] = (
    (38, 112, 92),
    (30, 92, 84),
    (52, 104, 128),
    (104, 70, 48),
    (66, 118, 76),
)
ASPHALT: Final[Colour] = (118, 121, 120)
PAVING: Final[Colour] = (178, 166, 152)
KERB: Final = 560.0  # where the pavement ends and the roadway begins
GROUND: Final = 440.0  # where the wall ends


@dataclass(frozen=True, slots=True)
class Look:
    """What differs between two pictures of one kind."""

    wall: Colour
    shutter: Colour
    windows: int
    tree_x: float | None
    hour: str  # "day", "dusk", "night"
    weather: str  # "dry", "rain"
    house: str  # "shutters", "shop"


def look(rng: random.Random, *, hour: str = "", weather: str = "") -> Look:
    """A random stage; hour and weather may be demanded."""
    return Look(
        wall=rng.choice(WALLS),
        shutter=rng.choice(SHUTTERS),
        windows=rng.choice((3, 3, 4)),
        tree_x=rng.choice((None, 330.0, 400.0, 900.0, 980.0)),
        hour=hour or rng.choice(("day", "day", "day", "dusk")),
        weather=weather or rng.choice(("dry", "dry", "dry", "dry", "rain")),
        house=rng.choice(("shutters", "shutters", "shop")),
    )


def stage(canvas: Canvas, at: Look) -> None:
    """Wall, pavement and roadway."""
    _wall(canvas, at)
    _pavement(canvas)
    canvas.box(0, KERB, WIDTH, HEIGHT - KERB, ASPHALT)
    canvas.box(0, KERB, WIDTH, 26, lighter(PAVING, 0.35))
    canvas.box(0, KERB + 24, WIDTH, 14, darker(ASPHALT, 0.35))
    for _ in range(46):
        x, y = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(KERB + 50, HEIGHT)
        canvas.box(x, y, canvas.rng.uniform(4, 26), 2, lighter(ASPHALT, 0.18), alpha=120)
    if at.tree_x is not None:
        tree(canvas, at.tree_x)


def _wall(canvas: Canvas, at: Look) -> None:
    canvas.box(0, 0, WIDTH, GROUND, at.wall)
    canvas.box(0, 372, WIDTH, GROUND - 372, darker(at.wall, 0.28))
    for _ in range(7):
        x = canvas.rng.uniform(0, WIDTH)
        canvas.box(
            x, canvas.rng.uniform(0, 200), canvas.rng.uniform(3, 9), 170, darker(at.wall, 0.12), alpha=110
        )
    if at.house == "shop":
        _shop(canvas, at)
    else:
        step = WIDTH / at.windows
        for n in range(at.windows):
            window(canvas, step * n + step / 2 - 92, 60, at.shutter)


def window(canvas: Canvas, x: float, y: float, shutter: Colour) -> None:
    """Two leaves of slats in a brown frame."""
    canvas.box(x - 12, y - 12, 208, 292, (120, 88, 40))
    for leaf in (x, x + 96):
        canvas.box(leaf, y, 88, 268, shutter)
        for n in range(10):
            canvas.box(leaf + 8, y + 14 + n * 25, 72, 9, lighter(shutter, 0.22))


def _shop(canvas: Canvas, at: Look) -> None:
    canvas.box(150, 86, 980, 354, darker(at.wall, 0.55))
    for n in range(12):
        canvas.box(160 + n * 80, 96, 70, 344, mix((148, 154, 150), at.wall, 0.2))
        canvas.box(160 + n * 80, 96, 6, 344, (112, 118, 116))
    canvas.box(120, 30, 1040, 74, at.shutter)
    for n in range(7):
        canvas.box(300 + n * 96, 54, canvas.rng.uniform(40, 78), 26, lighter(at.shutter, 0.7), radius=4)


def _pavement(canvas: Canvas) -> None:
    canvas.box(0, GROUND, WIDTH, KERB - GROUND, PAVING)
    for row in range(1, 3):
        y = GROUND + row * (KERB - GROUND) / 3
        canvas.line([(0, y), (WIDTH, y)], darker(PAVING, 0.18), 3)
    for n in range(-2, 22):
        x = n * 70
        canvas.line([(x + 46, GROUND), (x, KERB)], darker(PAVING, 0.18), 3)


def tree(canvas: Canvas, x: float, *, lean: float = 0.0) -> None:
    """A street tree, its crown cut by the upper edge."""
    bark: Colour = (92, 68, 50)
    top = x + lean * 340
    for n in range(6):
        shade = mix((58, 104, 62), (38, 78, 50), canvas.rng.random())
        canvas.oval(top + canvas.rng.uniform(-230, 230), canvas.rng.uniform(-50, 26), 190 - n * 12, 84, shade)
    canvas.shape([(x - 34, 470), (top - 20, 30), (top + 26, 30), (x + 40, 470)], bark)
    canvas.line([(top, 150), (top - 120, 62), (top - 190, 20)], bark, 24)
    canvas.line([(top, 120), (top + 110, 40), (top + 170, 0)], bark, 22)
    canvas.oval(x, 470, 86, 18, darker(PAVING, 0.4))


def weather_over(canvas: Canvas, at: Look) -> None:
    """Rain, dusk or night over the finished scene."""
    if at.weather == "rain":
        canvas.tint((96, 112, 124), 74)
        for _ in range(150):
            x, y = canvas.rng.uniform(-40, WIDTH), canvas.rng.uniform(-40, HEIGHT)
            canvas.line([(x, y), (x - 12, y + canvas.rng.uniform(26, 56))], (226, 232, 236), 2, alpha=120)
    if at.hour == "dusk":
        canvas.tint((150, 82, 40), 46)
    if at.hour == "night":
        canvas.tint((10, 16, 34), 176)


def scooter(canvas: Canvas, x: float, y: float, colour: Colour, size: float = 1.0) -> None:
    """A parked scooter seen from the side."""
    ink: Colour = (34, 34, 36)
    for wheel in (x - 62 * size, x + 62 * size):
        canvas.oval(wheel, y, 27 * size, 27 * size, ink)
        canvas.oval(wheel, y, 11 * size, 11 * size, (150, 152, 150))
    canvas.shape(
        [(x - 84 * size, y - 26 * size), (x - 60 * size, y - 64 * size), (x - 6 * size, y - 60 * size),
         (x + 4 * size, y - 22 * size), (x + 44 * size, y - 24 * size), (x + 58 * size, y - 88 * size),
         (x + 74 * size, y - 84 * size), (x + 66 * size, y - 8 * size), (x - 30 * size, y - 4 * size)],
        colour,
    )  # fmt: skip
    canvas.box(x - 78 * size, y - 78 * size, 82 * size, 20 * size, ink, radius=9 * size)
    canvas.line([(x + 60 * size, y - 86 * size), (x + 48 * size, y - 112 * size)], ink, 7 * size)
    canvas.line([(x + 34 * size, y - 114 * size), (x + 62 * size, y - 110 * size)], ink, 7 * size)


def cone(canvas: Canvas, x: float, y: float) -> None:
    """A traffic cone: somebody has been here to work."""
    orange: Colour = (222, 98, 44)
    canvas.box(x - 42, y - 8, 84, 14, darker(orange, 0.2), radius=4)
    canvas.shape([(x - 30, y - 6), (x - 7, y - 100), (x + 7, y - 100), (x + 30, y - 6)], orange)
    canvas.shape([(x - 22, y - 36), (x - 15, y - 64), (x + 15, y - 64), (x + 22, y - 36)], (244, 238, 228))


def car(canvas: Canvas, x: float, y: float, colour: Colour, size: float = 1.0) -> None:
    """A small car seen from the side; `y` is the ground."""
    s = size
    canvas.oval(x, y, 240 * s, 16 * s, (40, 42, 44), alpha=120)
    canvas.box(x - 230 * s, y - 104 * s, 460 * s, 74 * s, colour, radius=26 * s)
    canvas.shape(
        [
            (x - 140 * s, y - 100 * s),
            (x - 92 * s, y - 172 * s),
            (x + 76 * s, y - 172 * s),
            (x + 146 * s, y - 100 * s),
        ],
        colour,
    )
    canvas.shape(
        [
            (x - 118 * s, y - 104 * s),
            (x - 82 * s, y - 158 * s),
            (x - 10 * s, y - 158 * s),
            (x - 10 * s, y - 104 * s),
        ],
        (52, 66, 74),
    )
    canvas.shape(
        [
            (x + 4 * s, y - 104 * s),
            (x + 4 * s, y - 158 * s),
            (x + 70 * s, y - 158 * s),
            (x + 120 * s, y - 104 * s),
        ],
        (52, 66, 74),
    )
    for wheel in (x - 140 * s, x + 140 * s):
        canvas.oval(wheel, y - 26 * s, 42 * s, 42 * s, (30, 30, 32))
        canvas.oval(wheel, y - 26 * s, 19 * s, 19 * s, (168, 170, 168))
    canvas.oval(x + 216 * s, y - 78 * s, 14 * s, 10 * s, (250, 232, 170))
