"""The notice of an incident to the authority as a Word document, in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

FONT: Final = "Times New Roman"
BODY: Final = 14
MARGINS: Final = {"left": 30, "right": 15, "top": 20, "bottom": 20}  # millimetres
CENTRE, LEFT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice says. `sections`: title and lines of each."""

    superior: str
    issuer: str
    number: str  # blank as long as it is a draft
    day: date
    recipients: Sequence[str]
    opening: str
    sections: Sequence[tuple[str, Sequence[str]]]
    signer_title: str


def write_notice(notice: Notice) -> bytes:
    """DOCX."""
    paper = _blank()
    _head(paper, notice)
    _say(paper, "THÔNG BÁO", CENTRE, bold=True, before=18)
    _say(paper, "Về vi phạm quy định bảo vệ dữ liệu cá nhân", CENTRE, bold=True, after=12)
    _say(paper, f"Kính gửi: {'; '.join(notice.recipients)}.", CENTRE, after=12)
    _say(paper, notice.opening, JUSTIFIED, after=6)
    for number, (title, lines) in enumerate(notice.sections, 1):
        _say(paper, f"{number}. {title}", LEFT, bold=True, before=6)
        for line in lines:
            _say(paper, line, JUSTIFIED, after=3)
    _say(paper, notice.signer_title.upper(), CENTRE, bold=True, before=24, indent=85)
    _say(paper, "(Ký, ghi rõ họ tên, đóng dấu)", CENTRE, italic=True, indent=85)
    written = BytesIO()
    paper.save(written)
    return written.getvalue()


def _blank() -> Paper:
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    return paper


def _head(paper: Paper, notice: Notice) -> None:
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    day = notice.day
    lines = (
        (left, (notice.superior.upper(), notice.issuer.upper(), f"Số: {notice.number or '        /'}")),
        (right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                 f"Hà Nội, ngày {day:%d} tháng {day.month} năm {day.year}")),
    )  # fmt: skip
    for cell, texts in lines:
        for place, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.alignment = CENTRE
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(13 if place < 2 else 12), place < 2
    if not notice.number:
        _say(paper, "DỰ THẢO", LEFT, bold=True)


def _say(
    paper: Paper, text: str, align: WD_ALIGN_PARAGRAPH, *, bold: bool = False, italic: bool = False,
    before: int = 0, after: int = 0, indent: int = 0,
) -> None:  # fmt: skip
    """`before`, `after` in points, `indent` in millimetres."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.left_indent = Mm(indent)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
