"""Official papers as Word documents, in the form of Nghị định 30/2020/NĐ-CP: facts in, bytes out.

The templates beside this file are made by `making.py` and committed; whoever wants another form edits them in Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ihanoi.ui.papers import Head, filled

HERE: Final = Path(__file__).parent
LETTER: Final = HERE / "letter.docx"
MONTH: Final = HERE / "month_report.docx"


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the list that goes with a letter."""

    number: int
    code: str
    title: str
    place: str
    stage: str
    due: str
    over: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """An agency with its rows."""

    title: str
    rows: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a letter says."""

    head: Head
    subject: str
    recipients: Sequence[str]
    paragraphs: Sequence[str]
    copies: Sequence[str]
    signer_title: str
    signer_name: str
    as_of: str
    agencies: Sequence[Addressed]


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the month report: a count, or a rate with what it is made of."""

    label: str
    value: str
    made_of: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in the month report of the city."""

    rank: str
    name: str
    received: str
    handled: str
    on_time: str
    overdue: str
    content: str


@dataclass(frozen=True, slots=True)
class MonthReport:
    """Everything that a month report says."""

    head: Head
    title: str
    as_of: str
    figures: Sequence[Figure]
    agencies: Sequence[AgencyRow]
    notes: Sequence[str]
    signer_title: str
    signer_name: str


def write_letter(letter: Letter) -> bytes:
    """DOCX of a letter with its list."""
    return filled(LETTER, letter.head, asdict(letter))


def write_month_report(report: MonthReport) -> bytes:
    """DOCX of a month of an agency, or of the city with all agencies."""
    return filled(MONTH, report.head, asdict(report))
