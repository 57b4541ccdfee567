"""Makes the Word templates: `python -m ihanoi.accountability.paper.making`. Measures: Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.table import Table

from ihanoi.accountability.paper import LETTER, MONTH
from ihanoi.ui.papers.pieces import (
    CENTRE,
    JUSTIFIED,
    LEFT,
    addressed,
    blank,
    foot,
    head,
    paragraphs,
    say,
    widths,
)

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
    paper = blank("Công văn đôn đốc")
    head(paper, number="Số: {{ number }}", subject="V/v {{ subject }}")
    addressed(paper)
    paragraphs(paper)
    foot(paper)
    paper.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    say(paper, "PHỤ LỤC", align=CENTRE, bold=True)
    say(paper, "DANH SÁCH PHẢN ÁNH, KIẾN NGHỊ QUÁ HẠN", align=CENTRE, bold=True)
    say(paper, "(Kèm theo Công văn số {{ number }}, {{ place_and_day }} của {{ head.issuer }})",
         align=CENTRE, italic=True)  # fmt: skip
    say(paper, "Số liệu tính đến {{ as_of }}.", align=CENTRE, italic=True, after=6)
    _list(paper)
    return paper


def month_report() -> Paper:
    """The month of an agency or of the city, every rate with what it is made of."""
    paper = blank("Báo cáo tháng")
    head(paper, number="Số: {{ number }}")
    say(paper, "BÁO CÁO", align=CENTRE, bold=True, before=18)
    say(paper, "{{ title }}", align=CENTRE, bold=True)
    say(paper, "(Số liệu {{ as_of }})", align=CENTRE, italic=True, after=8)
    say(paper, "1. Kết quả chung", bold=True, before=6)
    _looped(paper, _FIGURES, "figures", ("label", "value", "made_of"), centred=(1, 2))
    say(paper, "{%p if agencies %}")
    say(paper, "2. Từng cơ quan, đơn vị", bold=True, before=12)
    names = ("rank", "name", "received", "handled", "on_time", "overdue", "content")
    _looped(paper, _AGENCIES, "agencies", names, centred=(0, 2, 3, 4, 5, 6))
    say(paper, "{%p endif %}")
    say(paper, "Cách tính", bold=True, before=12)
    say(paper, "{%p for each in notes %}")
    say(paper, "- {{ each }}", size=13, align=JUSTIFIED, after=3)
    say(paper, "{%p endfor %}")
    foot(paper, copies=("- UBND thành phố (để báo cáo);", "- Lưu: VT."))
    return paper


def _list(paper: Paper) -> None:
    """The appendix: a heading row for each agency, and its cases."""
    names = ("number", "code", "title", "place", "stage", "due", "over")
    table = _grid(paper, _CASES)
    _mark(table, "{%tr for agency in agencies %}")
    heading = table.add_row()
    merged = heading.cells[0].merge(heading.cells[-1])
    say(merged, "{{ agency.title }}", size=12, bold=True, before=2, after=2)
    _loop(table, "agency.rows", [f"{{{{ row.{name} }}}}" for name in names], centred=(0, 5, 6))
    _mark(table, "{%tr endfor %}")


def _grid(paper: Paper, columns: Sequence[tuple[str, float]]) -> Table:
    """A ruled table whose first row stands on every page."""
    table = paper.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, (title, _width) in zip(table.rows[0].cells, columns, strict=True):
        say(cell, title, size=12, bold=True, align=CENTRE, before=2, after=2)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    widths(table, [width for _title, width in columns])
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
        say(cell, text, size=12, align=CENTRE if number in centred else LEFT, before=1, after=1)
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
