"""The shape of what officers type, one form a move. What the regulation demands is judged by the actions alone."""

from ihanoi.desk.forms.bulk import BulkAssign, BulkReceive, BulkRemind
from ihanoi.desk.forms.entry import StaffEntry
from ihanoi.desk.forms.moves import FORMS, MoveForm
from ihanoi.desk.forms.notes import NoteForm

__all__ = ["FORMS", "BulkAssign", "BulkReceive", "BulkRemind", "MoveForm", "NoteForm", "StaffEntry"]
