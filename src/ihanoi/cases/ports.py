"""What the city chose in its settings."""

from __future__ import annotations

from django.conf import settings


def code_prefix() -> str:
    """The first part of every public code, "HN"."""
    return settings.CODE_PREFIX
