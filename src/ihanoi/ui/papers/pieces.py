"""Pieces of which templates of papers are made. Measures: Nghị định 30/2020/NĐ-CP, phụ lục I."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT: Final = "Times New Roman"
BODY: Final = 14
MARGINS: Final = {"left": 30, "right": 15, "top": 20, "bottom": 20}  # millimetres
CENTRE, LEFT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
Place = Paper | _Cell


def blank(title: str) -> Paper:
    """A4 with the margins, one font, the number of the page on top from the second page on."""
    paper = Document()
    paper.core_properties.author = "iHanoi"
    paper.core_properties.title = title
    paper.core_properties.comments = ""
    paper.core_properties.created = paper.core_properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - Word's own form
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, millimetres in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(millimetres))
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    return paper


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def say(
    place: Place,
    text: str,
    *,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    first: float = 0,
) -> Paragraph:
    """One paragraph; spaces in points, indents in millimetres. The empty one of a new cell is used."""
    unused = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].text
    paragraph = place.paragraphs[0] if unused else place.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if indent:
        shape.left_indent = Mm(indent)
    if first:
        shape.first_line_indent = Mm(first)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _rule(cell: _Cell, margin: float) -> None:
    """A thin line under the text above, so far in from both sides (millimetres)."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(margin)
    shape.line_spacing = Pt(3)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().append(border)


def _pair(paper: Paper, left: float, right: float) -> tuple[_Cell, _Cell]:
    """Two columns without borders."""
    table = paper.add_table(rows=1, cols=2)
    widths(table, (left, right))
    return table.cell(0, 0), table.cell(0, 1)


def widths(table: Table, widths: Sequence[float]) -> None:
    """Fixed, with narrow margins in the cells."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        each = OxmlElement(f"w:{side}")
        each.set(qn("w:w"), "57")
        each.set(qn("w:type"), "dxa")
        margins.append(each)
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def head(paper: Paper, *, number: str, subject: str = "") -> None:
    """Names of the state and of the issuer, number, place and day, and what it is about."""
    left, right = _pair(paper, 68, 97)
    say(left, "{%p if superior %}")
    say(left, "{{ superior }}", size=12, align=CENTRE)
    say(left, "{%p endif %}")
    say(left, "{{ issuer }}", size=12, align=CENTRE, bold=True)
    _rule(left, 22)
    say(left, number, size=13, align=CENTRE, before=6)
    if subject:
        say(left, subject, size=12, align=CENTRE, before=4)
    say(left, "{%p if draft %}")
    say(left, "{{ draft }}", size=12, align=CENTRE, bold=True, before=4)
    say(left, "{%p endif %}")
    say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, align=CENTRE, bold=True)
    say(right, "Độc lập - Tự do - Hạnh phúc", size=13, align=CENTRE, bold=True)
    _rule(right, 20)
    say(right, "{{ place_and_day }}", size=13, align=CENTRE, italic=True, before=6)


def addressed(paper: Paper) -> None:
    """`recipients`: one in a line, more as a list."""
    say(paper, "{%p if recipients|length == 1 %}")
    say(paper, "Kính gửi: {{ recipients[0] }}", align=CENTRE, before=18, after=12)
    say(paper, "{%p else %}")
    say(paper, "Kính gửi:", before=18, indent=35)
    say(paper, "{%p for each in recipients %}")
    say(paper, "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", indent=50)
    say(paper, "{%p endfor %}")
    say(paper, "{%p endif %}")


def paragraphs(paper: Paper) -> None:
    """`paragraphs`, the last with the mark that ends a paper."""
    say(paper, "", size=6)
    say(paper, "{%p for each in paragraphs %}")
    say(paper, "{{ each }}{% if loop.last %}./.{% endif %}", align=JUSTIFIED, after=6, first=12.7)
    say(paper, "{%p endfor %}")


def foot(paper: Paper, copies: Sequence[str] = ()) -> None:
    """Where copies go, and who signs."""
    say(paper, "", size=6)
    left, right = _pair(paper, 80, 85)
    say(left, "Nơi nhận:", size=12, bold=True, italic=True)
    if copies:
        for each in copies:
            say(left, each, size=11)
    else:
        say(left, "{%p for each in copies %}")
        say(left, "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", size=11)
        say(left, "{%p endfor %}")
    say(right, "{{ signer_title|upper }}", align=CENTRE, bold=True)
    for _line in range(4):
        say(right, " ", align=CENTRE)
    say(right, "{{ signer_name }}", align=CENTRE, bold=True)
    say(paper, "", size=6)
