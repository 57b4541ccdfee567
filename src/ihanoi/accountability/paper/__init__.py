"""Official papers as Word documents, in the form of Nghị định 30/2020/NĐ-CP: facts in, bytes out.

The templates beside this file are made by `making.py` and committed; whoever wants another form edits them in Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from docxtpl import DocxTemplate

HERE: Final = Path(__file__).parent
LETTER: Final = HERE / "letter.docx"
MONTH: Final = HERE / "month_report.docx"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on top of every official paper. `number` and `signed_on` are open as long as it is a draft."""

    superior: str  # blank for the city itself
    issuer: str
    number: str
    signed_on: date | None
    is_draft: bool

    @property
    def lines(self) -> dict[str, str]:
        """As printed."""
        day = self.signed_on
        when = f"ngày {day:%d} tháng {_month(day)} năm {day.year}" if day else "ngày      tháng      năm"
        return {
            "superior": self.superior.upper(),
            "issuer": self.issuer.upper(),
            "number": self.number or "        /",
            "place_and_day": f"Hà Nội, {when}",
            "draft": "DỰ THẢO" if self.is_draft else "",
        }


def _month(day: date) -> str:
    """Only January and February get a nought (Nghị định 30/2020, phụ lục I)."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


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
    return _filled(LETTER, letter)


def write_month_report(report: MonthReport) -> bytes:
    """DOCX of a month of an agency, or of the city with all agencies."""
    return _filled(MONTH, report)


def _filled(template: Path, facts: Letter | MonthReport) -> bytes:
    document, written = DocxTemplate(template), BytesIO()
    document.render({**asdict(facts), **facts.head.lines}, autoescape=True)
    document.save(written)
    return written.getvalue()
