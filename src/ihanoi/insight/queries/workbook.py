"""A month as a workbook: the same numbers as the page, as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ihanoi.cases.words import Kind
from ihanoi.insight.queries.figures import Figures, Report
from ihanoi.insight.words import HOW

HOUR = 3600


def workbook(report: Report) -> bytes:
    """XLSX with a sheet each of agencies, weeks and how each number is reckoned. Times are working hours."""
    book = Workbook()
    book.remove(book.worksheets[0])
    city = [_("Toàn thành phố"), *_numbers(report.whole), None]
    agencies = [[row.name, *_numbers(row.figures), row.rank] for row in report.rows]
    _sheet(book, _("Cơ quan"), [_("Đơn vị"), *map(str, _columns()), _("Hạng")], [city, *agencies])
    weeks = [[week.monday, week.on_time.part, week.on_time.whole] for week in report.weeks]
    _sheet(book, _("Tuần"), [_("Tuần từ"), _("Đúng hạn"), _("Đã xử lý")], weeks)
    how = [[str(name), str(words)] for name, words in HOW]
    span = _("%(first)s đến %(last)s") % {
        "first": f"{report.first:%d/%m/%Y}",
        "last": f"{report.last:%d/%m/%Y}",
    }
    kind = str(Kind(report.kind).label) if report.kind else _("Mọi loại")
    told = [[_("Khoảng thời gian"), span], [_("Loại phản ánh"), kind], *how]
    _sheet(book, _("Cách tính"), [_("Số"), _("Cách tính")], told)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _columns() -> list[str]:
    return [
        _("Tiếp nhận trong tháng"), _("Đã xử lý"), _("Đúng hạn"), _("Từ chối"), _("Đang mở"), _("Đang mở, quá hạn"),
        _("Hài lòng"), _("Chấp nhận"), _("Chưa hài lòng"), _("Phải mở lại"), _("Trung vị (giờ làm việc)"),
        _("Mức 90 % (giờ làm việc)"),
    ]  # fmt: skip


def _numbers(f: Figures) -> list[float | None]:
    median, ninety = (
        round(s / HOUR, 1) if s is not None and f.timed else None for s in (f.median_s, f.p90_s)
    )
    return [
        f.received, f.handled, f.in_time, f.refused, f.open, f.overdue, f.satisfied, f.accepted, f.dissatisfied,
        f.reopened.part, median, ninety,
    ]  # fmt: skip


def _sheet(book: Workbook, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
        cell.data_type = "s"  # a text stays a text, whatever it begins with
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for number, cells in enumerate(sheet.columns, 1):
        longest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[get_column_letter(number)].width = min(60, max(10, longest + 2))
