"""Makes the Word templates: `python -m ihanoi.accountability.paper.making`. Measures: Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ihanoi.accountability.paper import LETTER, MONTH

FONT: Final = "Times New Roman"
BODY: Final = 14
WIDTH: Final = 165  # millimetres between the margins
MARGINS: Final = {"left": 30, "right": 15, "top": 20, "bottom": 20}
CENTRE, LEFT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
Place = Paper | _Cell
# Columns of the tables: titles, and widths in millimetres.
_CASES: Final = (
    ("TT", 9), ("Mã phản ánh", 33), ("Nội dung", 46), ("Địa bàn", 22), ("Khâu", 17), ("Hạn", 22), ("Quá hạn", 16),
)  # fmt: skip
_FIGURES: Final = (("Chỉ tiêu", 85), ("Kết quả", 35), ("Tử số / mẫu số", 45))
_AGENCIES: Final = (
    ("Hạng", 14), ("Cơ quan, đơn vị", 51), ("Nhận", 15), ("Đã xử lý", 18), ("Đúng hạn", 24), ("Quá hạn", 19),
    ("Hài lòng, chấp nhận", 24),
)  # fmt: skip


def letter() -> Paper:
    """An official letter (công văn) with its list."""
    paper = _blank("Công văn đôn đốc")
    _head(paper, number="Số: {{ number }}", subject="V/v {{ subject }}")
    _say(paper, "{%p if recipients|length == 1 %}")
    _say(paper, "Kính gửi: {{ recipients[0] }}", align=CENTRE, before=18, after=12)
    _say(paper, "{%p else %}")
    _say(paper, "Kính gửi:", before=18, indent=35)
    _say(paper, "{%p for each in recipients %}")
    _say(paper, "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", indent=50)
    _say(paper, "{%p endfor %}")
    _say(paper, "{%p endif %}")
    _paragraphs(paper)
    _foot(paper)
    paper.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    _say(paper, "PHỤ LỤC", align=CENTRE, bold=True)
    _say(paper, "DANH SÁCH PHẢN ÁNH, KIẾN NGHỊ QUÁ HẠN", align=CENTRE, bold=True)
    _say(paper, "(Kèm theo Công văn số {{ number }}, {{ place_and_day }} của {{ head.issuer }})",
         align=CENTRE, italic=True)  # fmt: skip
    _say(paper, "Số liệu tính đến {{ as_of }}.", align=CENTRE, italic=True, after=6)
    _list(paper)
    return paper


def month_report() -> Paper:
    """The month of an agency or of the city, every rate with what it is made of."""
    paper = _blank("Báo cáo tháng")
    _head(paper, number="Số: {{ number }}")
    _say(paper, "BÁO CÁO", align=CENTRE, bold=True, before=18)
    _say(paper, "{{ title }}", align=CENTRE, bold=True)
    _say(paper, "(Số liệu {{ as_of }})", align=CENTRE, italic=True, after=8)
    _say(paper, "1. Kết quả chung", bold=True, before=6)
    _looped(paper, _FIGURES, "figures", ("label", "value", "made_of"), centred=(1, 2))
    _say(paper, "{%p if agencies %}")
    _say(paper, "2. Từng cơ quan, đơn vị", bold=True, before=12)
    names = ("rank", "name", "received", "handled", "on_time", "overdue", "content")
    _looped(paper, _AGENCIES, "agencies", names, centred=(0, 2, 3, 4, 5, 6))
    _say(paper, "{%p endif %}")
    _say(paper, "Cách tính", bold=True, before=12)
    _say(paper, "{%p for each in notes %}")
    _say(paper, "- {{ each }}", size=13, align=JUSTIFIED, after=3)
    _say(paper, "{%p endfor %}")
    _foot(paper, copies=("- UBND thành phố (để báo cáo);", "- Lưu: VT."))
    return paper


def _blank(title: str) -> Paper:
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


def _say(
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
    _widths(table, (left, right))
    return table.cell(0, 0), table.cell(0, 1)


def _widths(table: Table, widths: Sequence[float]) -> None:
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


def _head(paper: Paper, *, number: str, subject: str = "") -> None:
    """Names of the state and of the issuer, number, place and day, and what it is about."""
    left, right = _pair(paper, 68, 97)
    _say(left, "{%p if superior %}")
    _say(left, "{{ superior }}", size=12, align=CENTRE)
    _say(left, "{%p endif %}")
    _say(left, "{{ issuer }}", size=12, align=CENTRE, bold=True)
    _rule(left, 22)
    _say(left, number, size=13, align=CENTRE, before=6)
    if subject:
        _say(left, subject, size=12, align=CENTRE, before=4)
    _say(left, "{%p if draft %}")
    _say(left, "{{ draft }}", size=12, align=CENTRE, bold=True, before=4)
    _say(left, "{%p endif %}")
    _say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, align=CENTRE, bold=True)
    _say(right, "Độc lập - Tự do - Hạnh phúc", size=13, align=CENTRE, bold=True)
    _rule(right, 20)
    _say(right, "{{ place_and_day }}", size=13, align=CENTRE, italic=True, before=6)


def _paragraphs(paper: Paper) -> None:
    _say(paper, "", size=6)
    _say(paper, "{%p for each in paragraphs %}")
    _say(paper, "{{ each }}{% if loop.last %}./.{% endif %}", align=JUSTIFIED, after=6, first=12.7)
    _say(paper, "{%p endfor %}")


def _foot(paper: Paper, copies: Sequence[str] = ()) -> None:
    """Where copies go, and who signs."""
    _say(paper, "", size=6)
    left, right = _pair(paper, 80, 85)
    _say(left, "Nơi nhận:", size=12, bold=True, italic=True)
    if copies:
        for each in copies:
            _say(left, each, size=11)
    else:
        _say(left, "{%p for each in copies %}")
        _say(left, "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", size=11)
        _say(left, "{%p endfor %}")
    _say(right, "{{ signer_title|upper }}", align=CENTRE, bold=True)
    for _line in range(4):
        _say(right, " ", align=CENTRE)
    _say(right, "{{ signer_name }}", align=CENTRE, bold=True)
    _say(paper, "", size=6)


def _list(paper: Paper) -> None:
    """The appendix: a heading row for each agency, and its cases."""
    names = ("number", "code", "title", "place", "stage", "due", "over")
    table = _grid(paper, _CASES)
    _mark(table, "{%tr for agency in agencies %}")
    heading = table.add_row()
    merged = heading.cells[0].merge(heading.cells[-1])
    _say(merged, "{{ agency.title }}", size=12, bold=True, before=2, after=2)
    _loop(table, "agency.rows", [f"{{{{ row.{name} }}}}" for name in names], centred=(0, 5, 6))
    _mark(table, "{%tr endfor %}")


def _grid(paper: Paper, columns: Sequence[tuple[str, float]]) -> Table:
    """A ruled table whose first row stands on every page."""
    table = paper.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, (title, _width) in zip(table.rows[0].cells, columns, strict=True):
        _say(cell, title, size=12, bold=True, align=CENTRE, before=2, after=2)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    _widths(table, [width for _title, width in columns])
    return table


def _looped(
    paper: Paper,
    columns: Sequence[tuple[str, float]],
    rows: str,
    names: Sequence[str],
    centred: Sequence[int],
) -> None:
    _loop(_grid(paper, columns), rows, [f"{{{{ row.{name} }}}}" for name in names], centred)


def _loop(table: Table, name: str, cells: Sequence[str], centred: Sequence[int]) -> None:
    _mark(table, f"{{%tr for row in {name} %}}")
    row = table.add_row()
    unsplit = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(unsplit)
    for number, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        _say(cell, text, size=12, align=CENTRE if number in centred else LEFT, before=1, after=1)
    _mark(table, "{%tr endfor %}")


def _mark(table: Table, tag: str) -> None:
    """A row that only steers the template and vanishes from what it makes."""
    table.add_row().cells[0].paragraphs[0].add_run(tag)


MADE: Final[dict[Any, Callable[[], Paper]]] = {LETTER: letter, MONTH: month_report}


def main() -> None:
    """Write all templates."""
    for path, make in MADE.items():
        make().save(str(path))


if __name__ == "__main__":
    main()
