"""A case and what belongs to it. No verbs here: the state is written by `actions` alone."""

from ihanoi.cases.models.answers import RatingRecord, Result, Review, SampleCheck
from ihanoi.cases.models.around import (
    CaseFile,
    Cooperation,
    Follower,
    Message,
    Original,
    Reminder,
    SavedFilter,
    Unsealing,
)
from ihanoi.cases.models.case import Case, Contact, Particulars
from ihanoi.cases.models.clocks import CaseClock, Extension, Recomputation, RecomputedClock
from ihanoi.cases.models.map import MapCell, MapPoint
from ihanoi.cases.models.numbers import ClockLimit, Reason, SampleRate, Simulation, WarningStep

__all__ = [
    "Case",
    "CaseClock",
    "CaseFile",
    "ClockLimit",
    "Contact",
    "Cooperation",
    "Extension",
    "Follower",
    "MapCell",
    "MapPoint",
    "Message",
    "Original",
    "Particulars",
    "RatingRecord",
    "Reason",
    "Recomputation",
    "RecomputedClock",
    "Reminder",
    "Result",
    "Review",
    "SampleCheck",
    "SampleRate",
    "SavedFilter",
    "Simulation",
    "Unsealing",
    "WarningStep",
]
