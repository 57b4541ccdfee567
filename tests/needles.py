"""The ways in which a database or a log might have written something that must not stand in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator


def forms(secret: str) -> Iterator[str]:
    """As it is, in hexadecimal, of base64 what does not depend on its place; of a number also as people group it."""
    raw = secret.encode()
    yield from (secret, raw.hex(), raw.hex().upper(), secret.lstrip("0"))
    if secret.isdigit():
        yield f"{secret[:4]} {secret[4:7]} {secret[7:]}"
    for before in range(3):
        whole = b64encode(b"\0" * before + raw).decode().rstrip("=")
        yield whole[4 if before else 0 : -2]


def needles(secrets: Iterable[str]) -> frozenset[str]:
    """All forms of all of them."""
    return frozenset(form for secret in secrets if secret for form in forms(secret))
