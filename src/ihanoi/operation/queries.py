"""What ran when, and what it found."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ihanoi.kernel import clock
from ihanoi.people import queries as people

from .models import Run

VERIFICATION: Final = "verify-history"


def last_run(name: str) -> datetime | None:
    """When it last ran; None if never."""
    return Run.objects.filter(name=name).values_list("at", flat=True).first()


def verification() -> Run | None:
    """When the history was last verified, and how many broken links it `found` (100: or more); None if never."""
    return Run.objects.filter(name=VERIFICATION).first()


def reviews_left() -> list[people.ReviewState]:
    """How far agencies are with this quarter's review of seats: those that have seats left to look at."""
    everywhere = [agency.id for agency in people.agencies()]
    return [state for state in people.reviews(everywhere, people.quarter_of(clock.today())) if state.left]
