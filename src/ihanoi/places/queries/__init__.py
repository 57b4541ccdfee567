"""Reading places: units through time, the unit of a point or a name, map shapes, working time. Public, so no actor."""

from ihanoi.places.rules.addresses.reading import Address, Reading
from ihanoi.places.rules.locating import Locator, PlaceGuess, Placing
from ihanoi.places.rules.suggesting import Suggestion
from ihanoi.places.rules.units import Unit

from ..policies import watches_calendars
from ..ports import operates_city as may_edit
from .calendars import (
    CalendarRow,
    Change,
    Preview,
    Week,
    YearState,
    calendar_id,
    calendar_row,
    calendar_rows,
    day_words,
    forget_calendars,
    full_hours,
    known_years,
    last_change,
    months,
    notice_file,
    planned_days,
    preview,
    read_hours,
    to_confirm,
    working_time,
    year,
    year_state,
    year_states,
)
from .units import (
    check_boundaries,
    communes,
    find_address,
    forget_units,
    heirs,
    locator,
    map_shapes,
    map_shapes_json,
    map_version,
    neighbours,
    read_address,
    search_units,
    successors,
    suggest,
    unit,
    unit_at,
    unit_by_id,
    units,
)

__all__ = [
    "Address", "CalendarRow", "Change", "Locator", "PlaceGuess", "Placing", "Preview", "Reading", "Suggestion",
    "Unit", "Week", "YearState", "calendar_id", "calendar_row", "calendar_rows", "check_boundaries", "communes",
    "day_words", "find_address", "forget", "full_hours", "heirs", "known_years", "last_change", "locator", "map_shapes",
    "map_shapes_json", "map_version", "may_edit", "months", "neighbours", "notice_file", "planned_days", "preview",
    "read_address", "read_hours", "search_units", "successors", "suggest", "to_confirm", "unit", "unit_at",
    "unit_by_id", "units", "watches_calendars", "working_time", "year", "year_state", "year_states",
]  # fmt: skip


def forget() -> None:
    """Drop what this process keeps: after a change, and between tests that roll back."""
    forget_units()
    forget_calendars()
