"""What ran when, and what it found."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from .models import Run

VERIFICATION: Final = "verify-history"


def last_run(name: str) -> datetime | None:
    """When it last ran; None if never."""
    return Run.objects.filter(name=name).values_list("at", flat=True).first()


def verification() -> Run | None:
    """When the history was last verified, and how many broken links it `found` (100: or more); None if never."""
    return Run.objects.filter(name=VERIFICATION).first()
