"""The ways in which a database or a log might have written something that must not stand in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator


def forms(secret: str) -> Iterator[str]:
    """As it is, in hexadecimal, of base64 what does not depend on its place; of a number also as people group it.

    Without the noughts in front a number is also found where it is written with +84.
    """
    raw = secret.encode()
    yield from (secret, raw.hex(), raw.hex().upper(), secret.lstrip("0"))
    if secret.isdigit():
        yield from (written.lstrip("0") for written in grouped(secret))
    for before in range(3):
        whole = b64encode(b"\0" * before + raw).decode().rstrip("=")
        yield whole[4 if before else 0 : -2]


def grouped(number: str) -> Iterator[str]:
    """A number as people write it down: in threes and fours, from either end, with blanks, dots or hyphens."""
    for sizes in ((4, 3), (3, 4), (3, 3), (4, 4), (1, 3, 3, 3), (4, 2, 2, 2)):
        parts, at = [], 0
        for size in sizes:
            parts.append(number[at : at + size])
            at += size
        rest = number[at:]
        last = [rest] if len(rest) < 5 else [rest[:3], rest[3:]]
        yield from (sign.join([*parts, *last]).rstrip(sign) for sign in " .-")


def needles(secrets: Iterable[str]) -> frozenset[str]:
    """All forms of all of them."""
    return frozenset(form for secret in secrets if secret for form in forms(secret))
