"""`ihanoi due`: each clock's due time with its explanation, for people who check and for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ihanoi.cases import queries as cases
from ihanoi.cases.words import Clock
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.worktime import OutOfRange
from ihanoi.operation.trouble import Trouble
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.ui import timewords


def due_times(kind: str, priority: str, start: datetime, unit: str = "") -> list[dict[str, Any]]:
    """A row a clock: clock, label, limit, start, due (ISO with zone), says, trace. A naive start is Hanoi's time.

    Raises Trouble with a sentence when the unit is unknown, no limit is set, or the calendar ends before.
    """
    at = start if start.tzinfo else start.replace(tzinfo=HANOI)
    try:
        found = cases.due_times(kind, priority, at, _agency(unit) if unit else None)
    except OutOfRange as error:
        raise Trouble(f"The calendar does not reach so far: {error}.") from error
    if not found:
        raise Trouble(f"No limit is set for {kind} on {at.astimezone(HANOI):%d/%m/%Y}. Run: ihanoi setup")
    return [
        {
            "clock": name,
            "label": str(Clock(name).label),
            "limit": timewords.limit(due.limit.amount, due.limit.unit),
            "start": due.trace["start"],
            "due": due.trace["due"],
            "says": timewords.sentence(due.trace),
            "trace": due.trace,
        }
        for name, due in found
    ]


def _agency(text: str) -> int:
    unit = places.unit(text)
    if unit is None:
        found = places.search_units(text)
        named = [u for u in found if text.casefold() in (u.name.casefold(), u.short_name.casefold())] or found
        if len(named) != 1:
            some = ", ".join(f"{u.code} {u.name}" for u in named[:5])
            raise Trouble(f'Which unit is "{text}"? {some or "None bears the name"}.')
        unit = named[0]
    agency = people.agency_of_unit(unit.id)
    if agency is None:
        raise Trouble(f"{unit.name} has no People's Committee in the tree of agencies. Run: ihanoi setup")
    return agency.id
