"""Perceptual fingerprints: pictures that look alike differ in few of 64 bits, whatever size and compression.

A picture has three, as a whole and trimmed by 2.5 and 5 % on each side, so that a crop of a known picture is known
again. Chosen by measurement: docs/adr/0013. Knows Pillow, not Django.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageStat

BITS: Final = 64
NEAR: Final = 8  # bits; two pictures this close show the same
TRIMS: Final = (0.0, 0.025, 0.05)
_FLAT: Final = 4.0  # of 255, standard deviation of the brightness
_SIDE: Final = 320  # more pixels tell a fingerprint nothing


def fingerprints(image: Image.Image) -> list[int]:
    """One for each of `TRIMS`, as signed numbers of 64 bits; none of a flat picture, which would be like any other."""
    import imagehash  # with scipy behind it: only in the worker

    small = image.convert("L")
    small.thumbnail((_SIDE, _SIDE))
    if ImageStat.Stat(small).stddev[0] < _FLAT:
        return []
    return [_signed(int(str(imagehash.phash(_trimmed(small, share))), 16)) for share in TRIMS]


def apart(one: int, other: int) -> int:
    """In how many bits two fingerprints differ."""
    return ((one ^ other) & (2**BITS - 1)).bit_count()


def parts_near(bits: int) -> list[list[int]]:
    """For each of the four parts of 16 bits all values within 2 bits of it."""
    return [[((bits >> shift) & 0xFFFF) ^ change for change in _CHANGES] for shift in SHIFTS]


SHIFTS: Final = (0, 16, 32, 48)
_CHANGES: Final = [0, *(1 << i for i in range(16)), *(1 << i | 1 << j for i in range(16) for j in range(i))]


def _trimmed(image: Image.Image, share: float) -> Image.Image:
    x, y = round(image.width * share), round(image.height * share)
    return image.crop((x, y, max(x + 1, image.width - x), max(y + 1, image.height - y)))


def _signed(bits: int) -> int:
    return bits - 2**BITS if bits >= 2 ** (BITS - 1) else bits
