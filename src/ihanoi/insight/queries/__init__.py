"""Reads of figures, and the words and series in which pages show them."""

from ihanoi.insight.queries.afterwards import Afterwards, Cause
from ihanoi.insight.queries.figures import Figures, Report, Row, month_before, month_of, months, report
from ihanoi.insight.queries.judged import judged
from ihanoi.insight.queries.lateness import JUDGED, Lateness
from ihanoi.insight.queries.series import FieldCount, Week
from ihanoi.insight.queries.shown import ranking, shown
from ihanoi.insight.queries.span import Share
from ihanoi.insight.queries.workbook import workbook

__all__ = [
    "JUDGED", "Afterwards", "Cause", "FieldCount", "Figures", "Lateness", "Report", "Row", "Share", "Week",
    "judged", "month_before", "month_of", "months", "ranking", "report", "shown", "workbook",
]  # fmt: skip
