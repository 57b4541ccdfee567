"""The keys of this installation."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from ihanoi.vault.rules import KeyRing, read_ring


def key_ring() -> KeyRing:
    """The keys by which personal numbers are sealed. Raises ValueError where the settings hold none that work."""
    return _ring(settings.KEYS, settings.INDEX_KEY)


@lru_cache(maxsize=4)
def _ring(keys: str, index: str) -> KeyRing:
    return read_ring(keys, index)
