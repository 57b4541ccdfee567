"""Changing places: units and their boundaries, calendars and their days."""

from .calendars import (
    change_hours,
    create_calendar,
    drop_hours,
    install_calendars,
    plan_ahead,
    rename_calendar,
)
from .days import clear_day, confirm_year, import_year, set_day, undo_last
from .units import Report, import_boundaries, install_units

__all__ = [
    "Report",
    "change_hours",
    "clear_day",
    "confirm_year",
    "create_calendar",
    "drop_hours",
    "import_boundaries",
    "import_year",
    "install_calendars",
    "install_units",
    "plan_ahead",
    "rename_calendar",
    "set_day",
    "undo_last",
]
