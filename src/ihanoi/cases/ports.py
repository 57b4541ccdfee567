"""What the city chose in its settings."""

from __future__ import annotations

from django.conf import settings


def code_prefix() -> str:
    """The first part of every public code, "HN"."""
    return settings.CODE_PREFIX


def platform_agency() -> str:
    """The code of the agency that runs the platform, which opinions on it go to (R30)."""
    return settings.PLATFORM_AGENCY
