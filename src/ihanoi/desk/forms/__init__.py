"""The shape of what officers type, one form a move. What the regulation demands is judged by the actions alone."""

from typing import Final

from ihanoi.cases.words import Verb
from ihanoi.desk.forms.bulk import BulkAssign, BulkReceive, BulkRemind
from ihanoi.desk.forms.entry import StaffEntry
from ihanoi.desk.forms.moves import FORMS as PLAIN
from ihanoi.desk.forms.moves import MoveForm
from ihanoi.desk.forms.notes import NoteForm
from ihanoi.desk.forms.results import SubmitResultForm

FORMS: Final[dict[Verb, type[MoveForm]]] = {**PLAIN, Verb.SUBMIT_RESULT: SubmitResultForm}

__all__ = [
    "FORMS",
    "BulkAssign",
    "BulkReceive",
    "BulkRemind",
    "MoveForm",
    "NoteForm",
    "StaffEntry",
    "SubmitResultForm",
]
