"""Views of the desk: parse, one query or one action, render."""

from ihanoi.desk.views.bulk import bulk
from ihanoi.desk.views.case import case, newer, note, sheet
from ihanoi.desk.views.entry import entry
from ihanoi.desk.views.figures import figures
from ihanoi.desk.views.frame import menu, seat
from ihanoi.desk.views.hiding import hide
from ihanoi.desk.views.inbox import search, shelf
from ihanoi.desk.views.move import move, moves
from ihanoi.desk.views.quality import quality
from ihanoi.desk.views.readers import readers, train, use_reader
from ihanoi.desk.views.rules import bench, drop_draft, replay, rule, rule_set, rule_sets, switch_on, threshold
from ihanoi.desk.views.saved import drop, keep

__all__ = [
    "bench",
    "bulk",
    "case",
    "drop",
    "drop_draft",
    "entry",
    "figures",
    "hide",
    "keep",
    "menu",
    "move",
    "moves",
    "newer",
    "note",
    "quality",
    "readers",
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
    "use_reader",
]
