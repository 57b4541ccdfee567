"""Identifiers that sort by time of birth and cannot be guessed: UUID version 7 (RFC 9562)."""

from __future__ import annotations

import secrets
from uuid import UUID

from ihanoi.kernel import clock


def uuid7() -> UUID:
    """48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000) & (1 << 48) - 1
    random = secrets.randbits(74)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | random >> 62 << 64 | 0b10 << 62 | random & (1 << 62) - 1)
