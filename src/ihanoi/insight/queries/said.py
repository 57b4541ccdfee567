"""How rates and moments of figures are said."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from ihanoi.cases.words import KIND_SLUGS, Kind
from ihanoi.insight.queries.figures import Report
from ihanoi.insight.queries.span import Share
from ihanoi.insight.words import FEW, SMALL
from ihanoi.kernel import clock
from ihanoi.ui import words as said


def as_of(report: Report) -> str:
    """Of a month that is over its last day, else the moment."""
    if clock.now() - report.as_of > timedelta(days=1):
        return _("tính đến hết %(day)s") % {"day": said.day(report.last, True)}
    return _("tính đến %(moment)s") % {"moment": said.moment(report.as_of)}


def span(report: Report) -> dict[str, str]:
    """The span in words, and as the part of an address that asks for it again."""
    read_by = f"&don-vi={report.reading.value}" if report.readings else ""
    read_by += f"&loai={KIND_SLUGS[Kind(report.kind)]}" if report.kind else ""
    if report.is_month:
        month = f"{report.first.month}/{report.first.year}"
        return {
            "span": _("Tháng %(month)s") % {"month": month},
            "span_query": f"thang={report.first:%Y-%m}{read_by}",
        }
    days = {"first": said.day(report.first, True), "last": said.day(report.last, True)}
    query = f"tu={report.first}&den={report.last}{read_by}"
    return {"span": _("Từ %(first)s đến %(last)s") % days, "span_query": query}


def rate(share: Share) -> str:
    """Of very few, the count itself: a percentage would pretend to know more."""
    if 0 < share.whole < SMALL:
        return made_of(share)
    if share.value is None:
        return "–"
    return said.percent(share.value, 2 if 0 < share.value < FEW else 1)


def made_of(share: Share) -> str:
    """Numerator and denominator."""
    if not share.whole:
        return "–"
    return f"{said.number(share.part)}/{said.number(share.whole)}"
