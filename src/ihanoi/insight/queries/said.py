"""How rates and moments of figures are said."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from ihanoi.insight.queries.figures import Report
from ihanoi.insight.queries.span import Share
from ihanoi.insight.words import SMALL
from ihanoi.kernel import clock
from ihanoi.ui import words as said


def as_of(report: Report) -> str:
    """Of a month that is over its last day, else the moment."""
    if clock.now() - report.as_of > timedelta(days=1):
        return _("tính đến hết %(day)s") % {"day": said.day(report.last, True)}
    return _("tính đến %(moment)s") % {"moment": said.moment(report.as_of)}


def rate(share: Share) -> str:
    """Of very few, the count itself: a percentage would pretend to know more."""
    if 0 < share.whole < SMALL:
        return made_of(share)
    return "–" if share.value is None else said.percent(share.value)


def made_of(share: Share) -> str:
    """Numerator and denominator."""
    if not share.whole:
        return "–"
    return f"{said.number(share.part)}/{said.number(share.whole)}"
