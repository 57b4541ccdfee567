"""What the city chose in its settings."""

from __future__ import annotations

from typing import cast

from django.conf import settings


def code_prefix() -> str:
    """The first part of every public code, "HN"."""
    return cast(str, settings.CODE_PREFIX)
