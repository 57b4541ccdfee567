"""Reads of figures, and the words and series in which pages show them."""

from ihanoi.insight.queries.figures import Figures, Report, Row, Share, Week, month_of, months, report
from ihanoi.insight.queries.shown import shown

__all__ = ["Figures", "Report", "Row", "Share", "Week", "month_of", "months", "report", "shown"]
