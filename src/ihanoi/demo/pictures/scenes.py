"""What is wrong in the street: each scene draws the fault, or the same place after the repair."""

from __future__ import annotations

from ihanoi.demo.pictures.canvas import WIDTH, Canvas, Colour, darker, lighter, mix
from ihanoi.demo.pictures.street import ASPHALT, GROUND, KERB, PAVING, Look, car, cone, scooter

HOLE: Colour = (34, 34, 34)
IRON: Colour = (108, 112, 110)


def manhole(c: Canvas, at: Look, repaired: bool) -> None:
    """A broken cover; repaired: a new iron grate and a cone."""
    x, y = c.rng.uniform(480, 760), c.rng.uniform(760, 830)
    c.oval(x, y, 250, 92, darker(ASPHALT, 0.22))
    if repaired:
        c.oval(x, y, 176, 62, IRON)
        c.oval(x, y, 160, 54, lighter(IRON, 0.2))
        for n in range(-4, 5):
            c.line([(x + n * 30, y - 34), (x + n * 30 - 4, y + 34)], darker(IRON, 0.35), 9)
        cone(c, x + 330, y + 60)
        return
    c.oval(x, y, 176, 66, (72, 74, 74))
    c.oval(x, y + 6, 154, 54, HOLE)
    c.shape(
        [(x - 120, y - 10), (x - 30, y - 40), (x + 34, y + 12), (x - 20, y + 44), (x - 116, y + 30)],
        (140, 142, 140),
    )
    for dx, dy in ((-330, 40), (300, -60), (330, 66)):
        c.line([(x + dx * 0.62, y + dy * 0.62), (x + dx, y + dy)], darker(ASPHALT, 0.5), 7)
    stick, leaf = (122, 88, 44), (92, 146, 74)
    c.line([(x + 92, y - 4), (x + 118, y - 150)], stick, 13)
    c.shape([(x + 90, y - 140), (x + 106, y - 196), (x + 166, y - 184), (x + 140, y - 130)], leaf)


def pothole(c: Canvas, at: Look, repaired: bool) -> None:
    """Holes in the asphalt; repaired: dark patches."""
    for n in range(c.rng.randint(2, 4)):
        x, y = c.rng.uniform(200, 1080), 680 + n * 74
        rx = c.rng.uniform(90, 190)
        if repaired:
            c.box(x - rx, y - 34, rx * 2, 68, mix(ASPHALT, (40, 42, 44), 0.6), radius=8)
            continue
        c.oval(x, y, rx, rx * 0.3, darker(ASPHALT, 0.3))
        c.oval(x + 6, y + 6, rx * 0.8, rx * 0.2, (84, 76, 64))
        if at.weather == "rain" or n == 0:
            c.oval(x + 6, y + 10, rx * 0.6, rx * 0.13, (150, 160, 164))
        for _ in range(7):
            c.oval(x + c.rng.uniform(-rx, rx) * 1.3, y + c.rng.uniform(-40, 50), 9, 6, (150, 146, 138))
    if repaired:
        cone(c, 1100, 900)


def pavement(c: Canvas, at: Look, repaired: bool) -> None:
    """Loose and missing tiles; repaired: laid anew."""
    x = c.rng.uniform(260, 620)
    if repaired:
        c.shape(
            [(x, GROUND + 8), (x + 470, GROUND + 8), (x + 440, KERB), (x - 60, KERB)], lighter(PAVING, 0.28)
        )
        for n in range(8):
            c.line([(x + n * 66, GROUND + 8), (x + n * 66 - 48, KERB)], darker(PAVING, 0.1), 3)
        return
    c.shape(
        [(x, GROUND + 26), (x + 420, GROUND + 16), (x + 470, KERB - 12), (x - 40, KERB - 8)], (120, 98, 72)
    )
    for _ in range(13):
        tx, ty, turn = (
            x + c.rng.uniform(0, 400),
            c.rng.uniform(GROUND + 30, KERB - 20),
            c.rng.uniform(-26, 26),
        )
        c.shape(
            [(tx, ty), (tx + 66, ty + turn), (tx + 52, ty + 24 + turn), (tx - 12, ty + 24)],
            mix(PAVING, (120, 110, 100), c.rng.random()),
        )


def rubbish(c: Canvas, at: Look, repaired: bool) -> None:
    """Bags at the kerb; repaired: swept."""
    x = c.rng.uniform(420, 720)
    if repaired:
        c.box(x + 240, 420, 110, 150, (40, 112, 84), radius=10)
        c.box(x + 230, 404, 130, 26, (30, 88, 66), radius=8)
        c.oval(x, KERB + 2, 300, 20, lighter(PAVING, 0.3), alpha=150)
        return
    bags: tuple[Colour, ...] = (
        (40, 42, 46),
        (54, 56, 60),
        (176, 52, 44),
        (58, 92, 140),
        (222, 220, 210),
        (64, 110, 84),
    )
    for n in range(c.rng.randint(12, 18)):
        row = n // 7
        bx, by = (
            x + c.rng.uniform(-270, 270) * (1 - row * 0.25),
            KERB - 16 - row * 62 + c.rng.uniform(-10, 16),
        )
        size, colour = c.rng.uniform(48, 82), c.rng.choice(bags)
        c.oval(bx, by, size, size * 0.78, colour)
        c.shape(
            [
                (bx - 14, by - size * 0.7),
                (bx - 24, by - size),
                (bx + 22, by - size * 1.02),
                (bx + 14, by - size * 0.68),
            ],
            darker(colour, 0.15),
        )
        c.arc(bx - size * 0.2, by, size * 0.5, size * 0.5, 200, 260, lighter(colour, 0.3), 5)
    for _ in range(22):
        c.box(
            x + c.rng.uniform(-400, 400),
            KERB + c.rng.uniform(10, 120),
            c.rng.uniform(10, 34),
            10,
            c.rng.choice(bags),
            radius=3,
        )


def flood(c: Canvas, at: Look, repaired: bool) -> None:
    """Brown water up to the wheels; repaired: a wet, free road and an open grate."""
    if repaired:
        c.box(0, KERB + 40, WIDTH, 400, darker(ASPHALT, 0.12), alpha=140)
        for n in range(5):
            c.box(180 + n * 200, KERB + 32, 120, 20, HOLE, radius=4)
            for k in range(7):
                c.box(186 + n * 200 + k * 17, KERB + 32, 7, 20, IRON)
        return
    level = c.rng.uniform(500, 545)
    c.box(0, level, WIDTH, 960 - level, (134, 122, 98))
    for _ in range(60):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(level + 10, 950)
        c.line([(x, y), (x + 26, y - 7), (x + 54, y), (x + 82, y - 5)], (196, 188, 166), 4, alpha=190)
    x, y = c.rng.uniform(420, 860), c.rng.uniform(700, 770)
    _rider(c, x, y)
    for n in range(3):
        c.arc(x, y + 12, 150 + n * 46, 30 + n * 10, 10, 170, (214, 208, 190), 5)


def _rider(c: Canvas, x: float, y: float) -> None:
    red = c.rng.choice(((176, 52, 40), (40, 88, 132), (60, 64, 70)))
    scooter(c, x, y - 20, red, 1.2)
    c.box(x - 46, y - 210, 66, 112, c.rng.choice(((40, 80, 150), (190, 150, 60), (90, 120, 90))), radius=22)
    c.line([(x + 4, y - 176), (x + 52, y - 142)], (206, 170, 140), 14)
    c.oval(x - 12, y - 234, 32, 34, (240, 238, 232))
    c.box(x - 120, y - 22, 250, 30, (134, 122, 98), alpha=200)


def lamp(c: Canvas, at: Look, repaired: bool) -> None:
    """A dark street; repaired: the lamps burn. Draws the whole sheet itself."""
    c.box(0, 0, WIDTH, 960, (20, 26, 44))
    c.box(0, 0, WIDTH, 420, (16, 22, 40))
    for n in range(9):
        x = n * 150 + c.rng.uniform(-30, 20)
        top = c.rng.uniform(110, 300)
        c.box(x, top, 150, 420 - top + 60, mix((28, 36, 56), (38, 44, 60), c.rng.random()))
        for _ in range(3):
            lit = c.rng.random() < 0.28
            c.box(
                x + c.rng.uniform(14, 100),
                top + c.rng.uniform(20, 150),
                26,
                34,
                (226, 176, 88) if lit else (34, 44, 66),
            )
    c.box(0, 480, WIDTH, 480, (36, 40, 52))
    c.shape([(470, 480), (760, 480), (1280, 960), (0, 960)], (46, 49, 58))
    for n in range(5):
        y, half = 520 + n * n * 24, 4 + n * 4
        c.shape(
            [
                (632 - half, y),
                (632 + half, y),
                (632 + half * 1.6, y + 30 + n * 12),
                (632 - half * 1.6, y + 30 + n * 12),
            ],
            (150, 148, 138),
        )
    for x, base, high in ((250, 700, 560), (440, 560, 300), (1010, 660, 480)):
        top = base - high
        dark: Colour = (62, 68, 80)
        c.line([(x, base), (x, top)], dark, 14)
        c.line([(x, top), (x + 120, top - 22)], dark, 11)
        if repaired:
            c.glow(x + 128, top + 4, 210, (250, 214, 130), 24)
            c.shape(
                [(x + 90, top), (x + 170, top), (x + 330, base + 60), (x - 90, base + 60)],
                (250, 214, 130),
                alpha=34,
            )
            c.oval(x + 128, top - 8, 38, 15, (255, 244, 206))
        else:
            c.oval(x + 128, top - 10, 38, 14, (82, 88, 98))
    if not repaired:
        c.glow(1130, 470, 90, (250, 206, 120), 22)
        c.oval(1130, 470, 13, 13, (255, 240, 196))


def scooters(c: Canvas, at: Look, repaired: bool) -> None:
    """Scooters in rows on the pavement; repaired: free, with a painted line."""
    if repaired:
        c.box(0, GROUND + 74, WIDTH, 9, (242, 236, 222))
        for n in range(3):
            scooter(c, 180 + n * 170, GROUND + 40, (96, 100, 104), 0.8)
        return
    colours: tuple[Colour, ...] = (
        (176, 52, 40),
        (40, 88, 132),
        (48, 50, 54),
        (222, 218, 208),
        (140, 104, 60),
        (44, 96, 80),
    )
    for row, y in enumerate((GROUND + 34, GROUND + 104)):
        for n in range(8):
            scooter(
                c,
                70 + n * 168 + row * 60 + c.rng.uniform(-16, 16),
                y,
                c.rng.choice(colours),
                0.92 + row * 0.12,
            )


def parked_car(c: Canvas, at: Look, repaired: bool) -> None:
    """Cars half on the pavement; repaired: an empty kerb with a sign."""
    if repaired:
        c.line([(1040, 520), (1040, 200)], (150, 152, 150), 14)
        c.oval(1040, 190, 62, 62, (178, 44, 34))
        c.oval(1040, 190, 48, 48, (38, 84, 150))
        c.line([(1002, 152), (1078, 228)], (178, 44, 34), 14)
        return
    colours: tuple[Colour, ...] = (
        (226, 224, 218),
        (52, 56, 62),
        (150, 40, 36),
        (116, 126, 134),
        (42, 78, 118),
    )
    for n in range(c.rng.randint(2, 3)):
        car(c, 260 + n * 430 + c.rng.uniform(-20, 20), KERB + 66 + n * 8, c.rng.choice(colours), 0.86)


def stall(c: Canvas, at: Look, repaired: bool) -> None:
    """Tables, stools and umbrellas over the whole pavement; repaired: a free way and a painted line."""
    if repaired:
        c.box(0, GROUND + 40, WIDTH, 9, (242, 236, 222))
        for n in range(3):
            c.box(160 + n * 90, GROUND - 70, 70, 84, (178, 60, 48), radius=8)
        return
    shade = c.rng.choice(((190, 60, 46), (40, 104, 150), (226, 176, 70), (60, 130, 96)))
    for pole in (280, 860):
        c.line([(pole, KERB + 10), (pole, 200)], (120, 118, 112), 12)
        c.shape([(pole - 250, 250), (pole - 40, 156), (pole + 40, 156), (pole + 250, 250)], shade)
        c.shape([(pole - 250, 250), (pole - 120, 250), (pole - 20, 156)], lighter(shade, 0.5))
        c.shape([(pole + 120, 250), (pole + 250, 250), (pole + 20, 156)], darker(shade, 0.16))
    for n in range(5):
        x = 120.0 + n * 240 + c.rng.uniform(-20, 20)
        y = KERB - 40 + (n % 2) * 60
        c.box(x, y - 56, 130, 16, (202, 206, 204), radius=6)
        c.line([(x + 20, y - 44), (x + 12, y + 20)], (120, 122, 122), 8)
        c.line([(x + 110, y - 44), (x + 118, y + 20)], (120, 122, 122), 8)
        for dx in (-62, 142):
            plastic = c.rng.choice(((186, 48, 40), (38, 86, 150)))
            c.box(x + dx, y - 14, 52, 14, plastic, radius=5)
            c.shape(
                [(x + dx + 4, y), (x + dx + 48, y), (x + dx + 56, y + 40), (x + dx - 4, y + 40)],
                darker(plastic, 0.15),
            )


def fallen_tree(c: Canvas, at: Look, repaired: bool) -> None:
    """A branch across the road; repaired: cut and cleared."""
    bark: Colour = (96, 72, 52)
    if repaired:
        c.oval(330, 500, 66, 26, darker(bark, 0.1))
        c.oval(330, 494, 60, 22, (196, 160, 112))
        c.ring(330, 494, 36, 12, (160, 124, 80), 4)
        for n in range(4):
            c.oval(900 + n * 62, KERB + 10 - (n % 2) * 44, 34, 30, (190, 152, 104))
        return
    slope = c.rng.uniform(-0.08, 0.1)
    c.line([(120, 560), (700, 700 + slope * 600), (1120, 760 + slope * 900)], bark, 58)
    for n in range(26):
        x = 560 + n * 26 + c.rng.uniform(-30, 30)
        y = 690 + slope * (x - 100) + c.rng.uniform(-120, 90)
        c.oval(
            x,
            y,
            c.rng.uniform(44, 92),
            c.rng.uniform(30, 54),
            mix((64, 116, 66), (36, 82, 52), c.rng.random()),
        )
    for n in range(5):
        c.line([(640 + n * 90, 720), (690 + n * 90, 620)], darker(bark, 0.1), 12)


def cables(c: Canvas, at: Look, repaired: bool) -> None:
    """Wires hanging into the street; repaired: bundled high."""
    for x in (210, 1060):
        c.line([(x, KERB + 20), (x, 10)], (132, 130, 122), 40)
        c.box(x - 70, 60, 140, 18, (96, 94, 90))
        c.box(x - 52, 110, 96, 130, (150, 152, 148), radius=6)
    count = 5 if repaired else 26
    for n in range(count):
        sag = 24 + n * 3 if repaired else c.rng.uniform(40, 260)
        y = 70 + n * 4
        points = [(210 + 850 * t / 12, y + sag * 4 * (t / 12) * (1 - t / 12)) for t in range(13)]
        c.line(points, (30, 30, 34), 4)
    if not repaired:
        for n in range(4):
            left = 420 + n * 130 + c.rng.uniform(-30, 30)
            c.line([(left, 200), (left - 30, 420), (left + 40, 640), (left + 10, 720)], (30, 30, 34), 6)
        c.ring(640, 330, 90, 60, (30, 30, 34), 7)
        c.ring(650, 344, 74, 52, (30, 30, 34), 6)


def signal(c: Canvas, at: Look, repaired: bool) -> None:
    """A traffic light that is dark; repaired: green with seconds."""
    c.line([(880, 900), (880, 120)], (92, 96, 98), 26)
    c.line([(880, 140), (500, 120)], (92, 96, 98), 18)
    c.box(400, 90, 130, 330, (36, 38, 40), radius=18)
    lights: tuple[tuple[Colour, Colour], ...] = (
        ((74, 30, 28), (74, 30, 28)), ((78, 62, 24), (78, 62, 24)), ((24, 66, 46), (70, 214, 140)),
    )  # fmt: skip
    for n, (off, on) in enumerate(lights):
        c.oval(465, 150 + n * 102, 40, 40, on if repaired else off)
    if repaired:
        c.glow(465, 354, 100, (70, 214, 140), 14)
    for n in range(6):
        c.box(60 + n * 210, 780, 120, 150, (226, 222, 210), alpha=210)


def building_site(c: Canvas, at: Look, repaired: bool) -> None:
    """Sand and bricks on the road, no net; repaired: fenced and swept."""
    for n in range(4):
        c.line([(160 + n * 320, 0), (160 + n * 320, KERB - 40)], (160, 130, 80), 13)
        c.line([(0, 90 + n * 110), (WIDTH, 84 + n * 110)], (150, 120, 72), 10)
    if repaired:
        c.box(0, 60, WIDTH, 330, (58, 128, 92), alpha=215)
        for n in range(11):
            c.box(n * 118, 380, 114, 180, (70, 112, 150))
            c.box(n * 118, 380, 6, 180, (50, 84, 118))
        return
    sand: Colour = (206, 178, 124)
    c.shape([(120, KERB + 130), (330, KERB - 90), (420, KERB - 110), (690, KERB + 150)], sand)
    c.shape([(330, KERB - 90), (420, KERB - 110), (560, KERB + 30), (440, KERB + 90)], darker(sand, 0.12))
    for row in range(4):
        for n in range(6 - row):
            c.box(
                800 + n * 64 + row * 26,
                KERB + 70 - row * 32,
                60,
                28,
                mix((176, 84, 56), (150, 66, 46), c.rng.random()),
            )
    c.tint((210, 190, 150), 40)


def loudspeaker(c: Canvas, at: Look, repaired: bool) -> None:
    """A café with loudspeakers outside at night; repaired: closed doors, no speakers."""
    c.box(300, 140, 680, 300, (250, 206, 120) if not repaired else (120, 96, 70))
    if repaired:
        for n in range(8):
            c.box(300 + n * 85, 140, 78, 300, (96, 100, 98))
        return
    for n in range(3):
        head = 380 + n * 200
        c.box(head, 300, 70, 140, (70, 50, 44), radius=10)
        c.oval(head + 35, 276, 30, 32, (90, 64, 52))
    for x in (190.0, 1020.0):
        c.box(x, 300, 110, 250, (30, 30, 34), radius=8)
        for y in (360, 470):
            c.oval(x + 55, y, 40, 40, (70, 72, 76))
            c.oval(x + 55, y, 16, 16, (34, 34, 38))
        for n in range(3):
            c.arc(x + 55, 400, 120 + n * 50, 120 + n * 50, 300, 350, (250, 226, 160), 7)


def water_leak(c: Canvas, at: Look, repaired: bool) -> None:
    """Water springs from the pavement; repaired: a dry patch of new concrete."""
    x = c.rng.uniform(500, 760)
    if repaired:
        c.box(x - 120, KERB - 60, 240, 62, (196, 190, 178), radius=4)
        cone(c, x + 240, KERB + 60)
        return
    water: Colour = (150, 184, 202)
    c.shape([(x - 60, KERB - 20), (x + 70, KERB - 20), (x + 420, 960), (x - 360, 960)], water, alpha=170)
    c.oval(x, KERB - 18, 110, 26, (96, 86, 74))
    for _ in range(16):
        dx, high = c.rng.uniform(-90, 90), c.rng.uniform(60, 210)
        c.arc(x + dx / 2, KERB - 20, abs(dx) / 2 + 8, high, 180, 360, lighter(water, 0.4), 7)


def posters(c: Canvas, at: Look, repaired: bool) -> None:
    """Advertisements pasted over wall and pole; repaired: scraped and painted."""
    c.line([(980, KERB + 20), (980, 0)], (140, 138, 130), 60)
    if repaired:
        c.box(140, 120, 640, 300, lighter(at.wall, 0.16))
        return
    papers: tuple[Colour, ...] = ((244, 240, 226), (250, 224, 120), (230, 150, 150), (170, 206, 230))
    for _ in range(24):
        x, y, turn = c.rng.uniform(120, 720), c.rng.uniform(90, 360), c.rng.uniform(-14, 14)
        paper = c.rng.choice(papers)
        c.shape([(x, y), (x + 92, y + turn), (x + 88, y + 66 + turn), (x - 4, y + 66)], paper)
        for k in range(3):
            c.line([(x + 10, y + 16 + k * 16), (x + 74, y + 16 + k * 16 + turn * 0.8)], (150, 60, 50), 4)
    for n in range(4):
        c.box(954, 120 + n * 84, 54, 66, c.rng.choice(papers))


def dirty_water(c: Canvas, at: Look, repaired: bool) -> None:
    """A lake with scum and dead fish; repaired: clear. Draws the whole sheet itself."""
    c.box(0, 0, WIDTH, 300, (186, 204, 206))
    for n in range(9):
        c.oval(
            n * 160 + c.rng.uniform(-20, 20),
            270,
            130,
            c.rng.uniform(50, 110),
            mix((84, 128, 84), (56, 100, 72), c.rng.random()),
        )
    c.box(0, 300, WIDTH, 660, (92, 138, 142) if repaired else (92, 96, 66))
    for _ in range(60):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(320, 800)
        c.line(
            [(x, y), (x + 60, y - 4), (x + 120, y)],
            lighter((92, 138, 142), 0.2) if repaired else (118, 120, 80),
            4,
        )
    if not repaired:
        for _ in range(20):
            x, y = c.rng.uniform(80, 1200), c.rng.uniform(420, 780)
            c.oval(x, y, 34, 11, (206, 206, 196))
            c.shape([(x + 28, y), (x + 54, y - 13), (x + 54, y + 13)], (190, 190, 180))
        for _ in range(26):
            c.oval(
                c.rng.uniform(0, WIDTH),
                c.rng.uniform(380, 820),
                c.rng.uniform(30, 110),
                12,
                (130, 138, 92),
                alpha=170,
            )
    c.box(0, 830, WIDTH, 130, PAVING)
    c.box(0, 816, WIDTH, 22, lighter(PAVING, 0.3))
    for n in range(11):
        c.line([(30 + n * 124, 850), (30 + n * 124, 690)], (70, 84, 78), 13)
    c.line([(0, 700), (WIDTH, 700)], (70, 84, 78), 15)


def smoke(c: Canvas, at: Look, repaired: bool) -> None:
    """Something burns at the kerb; repaired: ashes cleared."""
    x = c.rng.uniform(420, 820)
    if repaired:
        c.oval(x, KERB + 90, 170, 36, darker(ASPHALT, 0.2))
        return
    c.oval(x, KERB + 96, 190, 40, (52, 46, 42))
    for n in range(24):
        grow = n / 24
        c.oval(
            x + c.rng.uniform(-60, 60) + grow * 180,
            KERB + 60 - grow * 560,
            50 + grow * 130,
            40 + grow * 90,
            (150, 148, 144),
            alpha=70,
        )
    for n in range(7):
        fx = x - 110 + n * 36
        c.shape(
            [(fx - 26, KERB + 96), (fx, KERB + c.rng.uniform(-40, 30)), (fx + 26, KERB + 96)], (232, 126, 40)
        )
        c.shape([(fx - 12, KERB + 96), (fx, KERB + 44), (fx + 12, KERB + 96)], (250, 206, 90))


def playground(c: Canvas, at: Look, repaired: bool) -> None:
    """A bench with a broken board; repaired: whole and painted."""
    wood: Colour = (158, 108, 62) if not repaired else (46, 122, 92)
    x = c.rng.uniform(300, 520)
    for leg in (x + 40, x + 440):
        c.line([(leg, KERB + 90), (leg, KERB - 150)], (70, 74, 78), 20)
    for n in range(3):
        y = KERB - 150 + n * 46
        if n == 1 and not repaired:
            c.shape([(x, y), (x + 190, y + 4), (x + 150, y + 34), (x, y + 32)], wood)
            c.shape([(x + 300, y + 30), (x + 480, y), (x + 480, y + 32), (x + 320, y + 66)], wood)
        else:
            c.box(x, y, 480, 32, wood, radius=5)
    c.box(x - 10, KERB - 10, 500, 30, darker(wood, 0.12), radius=5)


def dogs(c: Canvas, at: Look, repaired: bool) -> None:
    """Loose dogs in the street; repaired: an empty street with a notice board."""
    if repaired:
        c.box(820, 220, 240, 160, (246, 240, 224), radius=6)
        c.box(820, 220, 240, 38, (40, 104, 84))
        for n in range(3):
            c.line([(846, 286 + n * 28), (1030, 286 + n * 28)], (110, 112, 108), 6)
        return
    for n in range(c.rng.randint(2, 3)):
        x, y = 300 + n * 290 + c.rng.uniform(-30, 30), 760 + (n % 2) * 70
        fur = c.rng.choice(((176, 128, 76), (64, 56, 50), (222, 210, 190)))
        c.oval(x, y, 96, 46, fur)
        c.oval(x + 104, y - 50, 42, 36, fur)
        c.shape([(x + 84, y - 76), (x + 92, y - 116), (x + 112, y - 80)], darker(fur, 0.2))
        c.oval(x + 140, y - 42, 20, 14, darker(fur, 0.2))
        for dx in (-66, -36, 40, 66):
            c.line([(x + dx, y + 20), (x + dx + 6, y + 96)], fur, 17)
        c.line([(x - 90, y - 14), (x - 140, y - 62)], fur, 14)
