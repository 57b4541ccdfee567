"""Views of the desk: parse, one query or one action, render."""

from ihanoi.desk.views.bulk import bulk
from ihanoi.desk.views.calculator import calculator
from ihanoi.desk.views.calendars import assign_calendar, calendar, calendars, drop_hours, rename_calendar
from ihanoi.desk.views.case import case, newer, note, sheet
from ihanoi.desk.views.entry import entry
from ihanoi.desk.views.figures import figures
from ihanoi.desk.views.frame import menu, seat
from ihanoi.desk.views.hiding import hide
from ihanoi.desk.views.inbox import search, shelf
from ihanoi.desk.views.move import check_answer, move, moves
from ihanoi.desk.views.promises import promises
from ihanoi.desk.views.quality import quality
from ihanoi.desk.views.readers import readers, train, use_reader
from ihanoi.desk.views.rules import bench, drop_draft, replay, rule, rule_set, rule_sets, switch_on, threshold
from ihanoi.desk.views.saved import drop, keep
from ihanoi.desk.views.years import calendar_day, calendar_year, confirm_year, notice, notice_file, undo_days

__all__ = [
    "assign_calendar",
    "bench",
    "bulk",
    "calculator",
    "calendar",
    "calendar_day",
    "calendar_year",
    "calendars",
    "case",
    "check_answer",
    "confirm_year",
    "drop",
    "drop_draft",
    "drop_hours",
    "entry",
    "figures",
    "hide",
    "keep",
    "menu",
    "move",
    "moves",
    "newer",
    "note",
    "notice",
    "notice_file",
    "promises",
    "quality",
    "readers",
    "rename_calendar",
    "replay",
    "rule",
    "rule_set",
    "rule_sets",
    "search",
    "seat",
    "sheet",
    "shelf",
    "switch_on",
    "threshold",
    "train",
    "undo_days",
    "use_reader",
]
