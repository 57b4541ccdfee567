"""Reads of cases. Every inside read starts from `visible_to(actor)`; what the public may see comes from `public`."""

from ihanoi.cases.queries.gate import facts_of, get, line_of, visible_to
from ihanoi.cases.queries.inbox import COUNTED, Colour, InboxPage, InboxRow, Shelf, Tally, Wanted, inbox, shelves, tallies
from ihanoi.cases.queries.limits import forget_limits, limit
from ihanoi.cases.queries.moves import Moves
from ihanoi.cases.queries.page import CasePage, files_of, inside, moves_of, page, pseudonym
from ihanoi.cases.queries.regulation import describe
from ihanoi.cases.queries.seating import Seating, agencies_for, seating

__all__ = [
    "COUNTED", "CasePage", "Colour", "InboxPage", "InboxRow", "Moves", "Seating", "Shelf", "Tally", "Wanted", "agencies_for", "describe", "facts_of", "files_of", "forget_limits", "get", "inbox", "inside", "limit", "line_of", "moves_of", "page", "pseudonym", "seating", "shelves", "tallies", "visible_to",
]  # fmt: skip
