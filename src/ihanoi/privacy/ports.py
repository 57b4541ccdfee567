"""Settings that this room needs."""

from __future__ import annotations

from django.conf import settings


def platform_agency() -> str:
    """The code of the agency that keeps the platform."""
    return settings.PLATFORM_AGENCY
