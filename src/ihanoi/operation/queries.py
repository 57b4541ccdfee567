"""What ran when."""

from __future__ import annotations

from datetime import datetime

from .models import Run


def last_run(name: str) -> datetime | None:
    """When it last ran; None if never."""
    return Run.objects.filter(name=name).values_list("at", flat=True).first()
