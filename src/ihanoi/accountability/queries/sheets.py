"""Rows as a workbook or as CSV that offices can open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Font

FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)  # what a spreadsheet would reckon with instead of showing it


def xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], about: Sequence[tuple[str, str]]) -> bytes:
    """A sheet with the rows and one that says what they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Dữ liệu")
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    said = book.create_sheet("Về dữ liệu này")
    for pair in about:
        said.append([_cell(said, value) for value in pair])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _bold(sheet: Any, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """A text stays a text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell: Cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark, as Excel wants it; what looks like a formula is quoted."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would reckon with is quoted."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
