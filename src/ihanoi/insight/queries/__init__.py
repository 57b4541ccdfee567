"""Reads of figures, and the words and series in which pages show them."""

from ihanoi.insight.queries.afterwards import Afterwards, Cause
from ihanoi.insight.queries.figures import (
    Figures,
    Report,
    Row,
    asked,
    before,
    days_of,
    month_of,
    months,
    period,
    report,
)
from ihanoi.insight.queries.judged import judged
from ihanoi.insight.queries.lateness import JUDGED, Lateness
from ihanoi.insight.queries.series import FieldCount, Week
from ihanoi.insight.queries.shown import ranking, shown
from ihanoi.insight.queries.span import Share
from ihanoi.insight.queries.units_then import Reading
from ihanoi.insight.queries.workbook import workbook

__all__ = [
    "JUDGED", "Afterwards", "Cause", "FieldCount", "Figures", "Lateness", "Reading", "Report", "Row", "Share", "Week",
    "asked", "before", "days_of", "judged", "month_of", "months", "period", "ranking", "report", "shown", "workbook",
]  # fmt: skip
