"""Pictures as a phone takes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

COLOURS = {"before": ("#8a8478", "#3b2f2a"), "after": ("#9aa59c", "#d9d2c3")}


def maker(folder: Path) -> Callable[[str], str]:
    """A pavement with a hole in it, or without; its camera and place are written inside."""

    def make(name: str) -> str:
        path = folder / f"{name}.jpg"
        if not path.exists():
            ground, patch = COLOURS.get(name, ("#77808a", "#30363c"))
            image = Image.new("RGB", (1200, 900), ground)
            draw = ImageDraw.Draw(image)
            for x in range(0, 1200, 100):
                draw.line([(x, 0), (x, 900)], fill="#55504a", width=4)
            draw.ellipse([400, 300, 800, 620], fill=patch)
            image.save(path, "JPEG", quality=85, exif=_inside())
        return str(path)

    return make


def _inside() -> Image.Exif:
    inside = Image.Exif()
    inside[0x010F] = "Canon"
    inside._ifds[0x8825] = {1: "N", 2: (21.0, 1.0, 28.2), 3: "E", 4: (105.0, 50.0, 47.4)}
    return inside
