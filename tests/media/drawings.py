"""Drawn things for the eyes of the worker: a face, a car with a plate, a screen, and what people do to a picture."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

SKIN, HAIR, LIPS = (214, 170, 140), (30, 22, 18), (168, 80, 78)


def face(image: Image.Image, x: float, y: float, r: float) -> None:
    """A face of radius `r`, plain but with everything that a face has."""
    pen = ImageDraw.Draw(image)
    pen.ellipse([x - r * 1.02, y - r * 1.5, x + r * 1.02, y + r * 0.6], fill=HAIR)
    pen.rectangle([x - r * 0.4, y + r * 0.8, x + r * 0.4, y + r * 1.7], fill=(196, 150, 122))
    pen.ellipse([x - r * 0.9, y - r * 1.1, x + r * 0.9, y + r * 1.25], fill=SKIN)
    for side in (-1, 1):
        ex, ey = x + side * r * 0.38, y - r * 0.1
        pen.ellipse([ex - r * 0.2, ey - r * 0.1, ex + r * 0.2, ey + r * 0.1], fill=(245, 240, 235))
        pen.ellipse([ex - r * 0.09, ey - r * 0.1, ex + r * 0.09, ey + r * 0.1], fill=(40, 25, 20))
        pen.line(
            [ex - r * 0.25, ey - r * 0.22, ex + r * 0.22, ey - r * 0.26],
            fill=HAIR,
            width=max(2, int(r * 0.08)),
        )
        pen.ellipse(
            [x + side * r * 0.1 - 4, y + r * 0.33, x + side * r * 0.1 + 4, y + r * 0.39], fill=(120, 80, 65)
        )
    nose = [(x - r * 0.05, y), (x - r * 0.16, y + r * 0.38), (x + r * 0.16, y + r * 0.38), (x + r * 0.05, y)]
    pen.polygon(nose, fill=(196, 148, 120))
    pen.ellipse([x - r * 0.33, y + r * 0.58, x + r * 0.33, y + r * 0.8], fill=LIPS)
    pen.line([x - r * 0.33, y + r * 0.69, x + r * 0.33, y + r * 0.69], fill=(110, 45, 45), width=2)


def portrait(
    size: tuple[int, int] = (800, 600), x: float = 300, y: float = 280, r: float = 90
) -> Image.Image:
    """A face before a wall, slightly out of focus as from a lens."""
    image = Image.new("RGB", size, (150, 165, 180))
    face(image, x, y, r)
    return image.filter(ImageFilter.GaussianBlur(2))


def plate(
    image: Image.Image, x: int, y: int, width: int, text: str = "30A-123.45"
) -> tuple[int, int, int, int]:
    """A long white plate; returns its box."""
    height = round(width / 4.7)
    pen = ImageDraw.Draw(image)
    pen.rectangle([x, y, x + width, y + height], fill=(238, 238, 234), outline=(20, 20, 20), width=2)
    pen.text(
        (x + width / 2, y + height / 2),
        text,
        fill=(15, 15, 15),
        anchor="mm",
        font=ImageFont.load_default(height * 0.8),
    )
    return x, y, x + width, y + height


def car(
    size: tuple[int, int] = (1200, 900), text: str = "30A-123.45"
) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """The back of a dark car with its plate, and where that is."""
    image = Image.new("RGB", size, (120, 128, 132))
    pen = ImageDraw.Draw(image)
    pen.rectangle([0, 620, size[0], size[1]], fill=(84, 84, 86))
    pen.rounded_rectangle([300, 300, 900, 720], 60, fill=(52, 62, 88))
    pen.rounded_rectangle([380, 330, 820, 450], 30, fill=(30, 36, 44))
    for side in (330, 810):
        pen.rectangle([side, 500, side + 60, 560], fill=(170, 30, 30))
    box = plate(image, 500, 580, 200, text)
    noise = np.random.default_rng(5).normal(0, 4, (size[1], size[0], 1))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)), box


def screen(picture: Image.Image, size: tuple[int, int] = (1080, 2400)) -> Image.Image:
    """A telephone's screen that shows a picture between its bars."""
    image = Image.new("RGB", size, (250, 250, 250))
    pen = ImageDraw.Draw(image)
    pen.text((60, 30), "14:20", fill=(20, 20, 20), font=ImageFont.load_default(36))
    image.paste(picture.resize((size[0], size[1] - 320)), (0, 160))
    pen.rounded_rectangle([400, size[1] - 40, 680, size[1] - 28], 6, fill=(40, 40, 40))
    return image


def cropped(image: Image.Image, share: float) -> Image.Image:
    """Without this share of each side."""
    x, y = round(image.width * share), round(image.height * share)
    return image.crop((x, y, image.width - x, image.height - y))


def brighter(image: Image.Image, factor: float) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(factor)


def recompressed(image: Image.Image, quality: int) -> Image.Image:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(BytesIO(out.getvalue())).convert("RGB")
