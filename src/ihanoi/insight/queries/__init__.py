"""Reads of figures, and the words and series in which pages show them."""

from ihanoi.insight.queries.figures import Figures, Report, Row, month_before, month_of, months, report
from ihanoi.insight.queries.series import FieldCount, Week
from ihanoi.insight.queries.shown import ranking, shown
from ihanoi.insight.queries.span import Share
from ihanoi.insight.queries.workbook import workbook

__all__ = [
    "FieldCount", "Figures", "Report", "Row", "Share", "Week", "month_before", "month_of", "months", "ranking",
    "report", "shown", "workbook",
]  # fmt: skip
