"""Settings that this room needs."""

from __future__ import annotations

from django.conf import settings


def demo() -> bool:
    """Whether this is the demo city, whose accounts everybody may use."""
    return bool(settings.DEMO)
