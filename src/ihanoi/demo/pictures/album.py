"""Draws a scene to a JPEG, and puts the traces of a camera (time and place) into one."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image

from ihanoi.demo.pictures import scenes
from ihanoi.demo.pictures.canvas import Canvas
from ihanoi.demo.pictures.street import Look, look, stage, weather_over

Scene = Callable[[Canvas, Look, bool], None]

SCENES: Final[dict[str, Scene]] = {
    "manhole": scenes.manhole, "pothole": scenes.pothole, "pavement": scenes.pavement, "rubbish": scenes.rubbish,
    "flood": scenes.flood, "lamp": scenes.lamp, "scooters": scenes.scooters, "car": scenes.parked_car,
    "stall": scenes.stall, "tree": scenes.fallen_tree, "cables": scenes.cables, "signal": scenes.signal,
    "site": scenes.building_site, "noise": scenes.loudspeaker, "leak": scenes.water_leak, "posters": scenes.posters,
    "lake": scenes.dirty_water, "smoke": scenes.smoke, "bench": scenes.playground, "dogs": scenes.dogs,
}  # fmt: skip
WHOLE_SHEET: Final = frozenset({"lamp", "lake"})
DEMANDS: Final = {
    "flood": {"weather": "rain"},
    "noise": {"hour": "night"},
    "lake": {"hour": "day"},
    "lamp": {"hour": "day"},
}
QUALITY: Final = 84


def draw(scene: str, variant: int, *, repaired: bool) -> bytes:
    """The same scene and variant give the same place: before and after differ only in the fault."""
    rng = random.Random(f"{scene} {variant}")  # nosec B311  # repeatable on purpose
    at = look(rng, **DEMANDS.get(scene, {}))
    if repaired and at.weather == "rain":
        at = look(
            random.Random(f"{scene} {variant}"),  # nosec B311  # repeatable on purpose
            weather="dry",
            hour=DEMANDS.get(scene, {}).get("hour", "day"),
        )
    canvas = Canvas(rng)
    if scene not in WHOLE_SHEET:
        stage(canvas, at)
    SCENES[scene](canvas, at, repaired)
    if scene not in WHOLE_SHEET:
        weather_over(canvas, at)
    return _encode(canvas.finish())


def _encode(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def jpeg_with_traces(data: bytes, at: datetime, lat: float | None, lon: float | None) -> bytes:
    """Put EXIF time and place into a JPEG without decoding it: one segment after the first two bytes."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Demo", "Drawn picture"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{at:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = f"{at:%z}"[:3] + ":" + f"{at:%z}"[3:]
    if lat is not None and lon is not None:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", _sexagesimal(lat)
        place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", _sexagesimal(lon)
    block = exif.tobytes()
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]


def _sexagesimal(degrees: float) -> tuple[Fraction, Fraction, Fraction]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    seconds = ((degrees - whole) * 60 - minutes) * 60
    return Fraction(whole), Fraction(minutes), Fraction(round(seconds * 100), 100)
