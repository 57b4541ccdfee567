"""What came after the answers, in words: reviews by cause and agency, the sample, and lateness by clock."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ihanoi.cases.words import Clock, ReviewCause
from ihanoi.insight.queries.afterwards import Afterwards, Cause
from ihanoi.insight.queries.figures import Report
from ihanoi.insight.queries.lateness import Lateness
from ihanoi.insight.queries.said import as_of, made_of, rate, span
from ihanoi.insight.queries.span import Share
from ihanoi.insight.words import AFTERWARDS, RANKED_FROM
from ihanoi.people import queries as people

SHOWN = (Clock.RECEPTION, Clock.INTAKE, Clock.DISPATCH, Clock.FORWARDING, Clock.HANDLING, Clock.CHECK)


def judged(report: Report) -> dict[str, Any]:
    """Context of the pages about what came after the answers."""
    whole = report.afterwards.get(0, Afterwards(0))
    return {
        "report": report,
        "as_of": as_of(report),
        **span(report),
        "afterwards": judged_boxes(report),
        "causes": [_cause(cause) for cause in report.causes],
        "reviewed": whole.reviewed,
        "agencies": _agencies(report),
        "how": AFTERWARDS,
    }


def judged_boxes(report: Report) -> list[dict[str, Any]]:
    """Four figures, each with what it is made of."""
    a = report.afterwards.get(0, Afterwards(0))
    approved = (
        report.whole.handled + a.drawn - a.passed
    )  # what was drawn and has not passed is not handled yet
    rows = (
        (
            "judged",
            _("Đánh giá chưa hài lòng đã có kết luận"),
            a.judged,
            _("đánh giá chưa hài lòng trong tháng"),
        ),
        ("justified", _("Kết luận là có cơ sở"), a.found_justified, _("kết luận trong tháng")),
        (
            "drawn",
            _("Được rút phúc tra"),
            Share(a.drawn, approved),
            _("kết quả đã duyệt"),
        ),
        ("stood", _("Phúc tra đạt"), a.stood, _("lượt phúc tra đã xong")),
    )
    return [
        {
            "key": key,
            "label": label,
            "value": rate(share),
            "part": share.part,
            "whole": share.whole,
            "of": of_what,
        }
        for key, label, share, of_what in rows
    ]


def _cause(cause: Cause) -> dict[str, Any]:
    label = ReviewCause(cause.code).label if cause.code in ReviewCause.values else cause.code
    share = cause.share
    return {"label": str(label), "value": share.whole, "late": share.part, "of": made_of(share)}


def _agencies(report: Report) -> list[dict[str, Any]]:
    """Those of which somebody was unhappy or something was drawn, the most bad ratings first."""
    known = [a for agency, a in report.afterwards.items() if agency and (a.bad or a.reviewed or a.drawn)]
    return [
        {
            "agency_id": a.agency_id,
            "name": people.agency(a.agency_id).name,
            "bad": a.bad,
            "judged": made_of(a.judged),
            "justified": made_of(a.found_justified),
            "justified_rate": rate(a.found_justified) if a.reviewed >= RANKED_FROM else "",
            "drawn": a.drawn,
            "stood": made_of(a.stood),
        }
        for a in sorted(known, key=lambda a: (-a.bad, -a.reviewed, people.agency(a.agency_id).name))
    ]


def clocks(report: Report) -> dict[str, Any]:
    """Lateness by clock: the city in the first row, then agencies, the latest first; rates only of enough cases."""
    named = [name for name in SHOWN if name in report.lateness.get(0, Lateness(Share(0, 0), {})).clocks]
    agencies = sorted(
        (row for row in report.lateness.items() if row[0]),
        key=lambda row: (row[1].cases.whole < RANKED_FROM, -(row[1].cases.value or 0), -row[1].cases.whole),
    )
    city = [(0, report.lateness[0])] if 0 in report.lateness else []
    return {
        "clock_names": [str(name.label) for name in named],
        "clock_rows": [
            {
                "name": people.agency(agency).name if agency else _("Toàn thành phố"),
                "cases": rate(late.cases) if late.cases.whole >= RANKED_FROM else "",
                "cases_of": made_of(late.cases),
                "clocks": [made_of(late.clocks.get(name, Share(0, 0))) for name in named],
            }
            for agency, late in [*city, *agencies]
        ],
    }
