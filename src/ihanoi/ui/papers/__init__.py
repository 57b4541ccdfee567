"""What official papers have in common, in the form of Nghị định 30/2020/NĐ-CP: the head, and how a template is filled.

Rooms keep templates of their own, made by a `making.py` beside them from `pieces`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate


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


def filled(template: Path, head: Head, facts: Mapping[str, object]) -> bytes:
    """DOCX: the template with the head and the facts in their places; what people typed is text and no markup."""
    document, written = DocxTemplate(template), BytesIO()
    document.render({**facts, **head.lines}, autoescape=True)
    document.save(written)
    return written.getvalue()
