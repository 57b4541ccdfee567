"""The outside world of files: a virus scanner, if the city has one."""

from __future__ import annotations

from mmap import mmap
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Scanner(Protocol):
    """Looks at the bytes as sent (a video's are mapped, not read) and returns the name of what it found, or None."""

    def __call__(self, data: bytes | mmap) -> str | None: ...


def scanner() -> Scanner | None:
    """The callable that the setting IHANOI_SCANNER names; None where there is no scanner."""
    path: str = getattr(settings, "SCANNER", "")
    return import_string(path) if path else None
