"""Archives at rest: sealed a megabyte at a time with a key of their own. Whoever loses the key loses the archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK: Final = 1 << 20
_NONCE: Final = 12
_TAG: Final = 16


def new_key() -> bytes:
    """32 bytes."""
    return AESGCM.generate_key(256)


def seal(key: bytes, source: IO[bytes], target: IO[bytes]) -> None:
    """Each part is bound to its number and to being the last or not: none can be left out or put elsewhere."""
    box, number = AESGCM(key), 0
    part = source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        nonce = os.urandom(_NONCE)
        target.write(nonce + box.encrypt(nonce, part, _place(number, last=not following)))
        if not following:
            return
        part, number = following, number + 1


def opened(key: bytes, source: IO[bytes]) -> Iterator[bytes]:
    """The parts of the archive, in order. Raises InvalidTag where a byte was changed or a part is missing."""
    box, number = AESGCM(key), 0
    size = _NONCE + CHUNK + _TAG
    sealed = source.read(size)
    while sealed:
        following = source.read(size)
        yield box.decrypt(sealed[:_NONCE], sealed[_NONCE:], _place(number, last=not following))
        sealed, number = following, number + 1


def _place(number: int, *, last: bool) -> bytes:
    return f"{number} {'last' if last else 'more'}".encode()
