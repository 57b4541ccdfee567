"""Which agencies work by a calendar of their own, from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ihanoi.kernel import clock

from ..models import AgencyCalendar


@dataclass(frozen=True, slots=True)
class CalendarUse:
    """`calendar_id` None: the agency went back to the calendar of the one above."""

    agency_id: int
    agency_name: str
    calendar_id: int | None
    calendar_name: str
    valid_from: date
    is_current: bool
    is_planned: bool


def calendar_uses() -> list[CalendarUse]:
    """All of them by agency, the newest first; the one that holds today is current."""
    today = clock.today()
    rows = AgencyCalendar.objects.select_related("agency", "calendar").order_by("agency__name", "-valid_from")
    found: list[CalendarUse] = []
    settled: set[int] = set()  # agencies whose present is found
    for row in rows:
        is_planned = row.valid_from > today
        is_current = not is_planned and row.agency_id not in settled
        settled |= {row.agency_id} if is_current else set()
        name = row.calendar.name if row.calendar else ""
        found.append(
            CalendarUse(
                row.agency_id, row.agency.name, row.calendar_id, name, row.valid_from, is_current, is_planned
            )
        )
    return found
