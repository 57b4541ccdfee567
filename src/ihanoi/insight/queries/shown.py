"""A report in the words and series that the pages draw. Small numbers are shown as counts, not as rates."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ihanoi.insight.queries.figures import Figures, Report, Row, Share
from ihanoi.insight.words import HOW, RANKED_FROM, SMALL
from ihanoi.ui import words as said

BAD = 0.8  # below it a rate stands out


def shown(report: Report) -> dict[str, Any]:
    """Context of both pages."""
    return {
        "report": report,
        "boxes": _boxes(report.whole),
        "ratings": _ratings(report.whole),
        "classes": _classes(report.whole),
        "trend": _trend(report),
        "league": [_league(row) for row in report.rows],
        "how": HOW,
        "ranked_from": RANKED_FROM,
    }


def _rate(share: Share) -> str:
    """Of very few, the count itself: a percentage would pretend to know more."""
    if 0 < share.whole < SMALL:
        return _of(share)
    return "–" if share.value is None else said.percent(share.value)


def _of(share: Share) -> str:
    if not share.whole:
        return "–"
    return f"{said.number(share.part)}/{said.number(share.whole)}"


def _boxes(f: Figures) -> list[dict[str, Any]]:
    rows = (
        ("on_time", _("Xử lý đúng hạn"), f.on_time, _("đã xử lý hoặc quá hạn")),
        ("overdue", _("Quá hạn đang mở"), f.overdue_open, _("việc đang mở")),
        ("content", _("Hài lòng và chấp nhận"), f.content, _("lượt đánh giá")),
        ("reopened", _("Phải mở lại"), f.reopened, _("việc đã có kết quả")),
    )
    return [
        {"key": key, "label": label, "value": _rate(s), "part": s.part, "whole": s.whole, "of": of}
        for key, label, s, of in rows
    ]


def _ratings(f: Figures) -> list[dict[str, Any]]:
    return [
        {"label": _("Hài lòng"), "value": f.satisfied, "tone": "t-jade", "icon": "smile"},
        {"label": _("Chấp nhận"), "value": f.accepted, "tone": "t-jademid", "icon": "meh"},
        {"label": _("Chưa hài lòng"), "value": f.dissatisfied, "tone": "t-stone", "icon": "frown"},
    ]


def _classes(f: Figures) -> list[tuple[str, str]]:
    number = said.number
    times = (
        (said.duration(f.median_s or 0), said.duration(f.p90_s or 0))
        if f.timed
        else (_("chưa đủ để nói"),) * 2
    )
    return [
        (_("Tiếp nhận trong tháng"), number(f.received)),
        (_("Đã xử lý"), number(f.handled)),
        (_("Từ chối"), number(f.refused)),
        (_("Đang mở"), number(f.open)),
        (_("Đang mở, quá hạn"), number(f.overdue)),
        (_("Thời gian xử lý, trung vị"), times[0]),
        (_("Thời gian xử lý, mức 90 %"), times[1]),
    ]


def _trend(report: Report) -> dict[str, Any]:
    """Weeks without an answer are left out of the line, and said in the table."""
    known = [week for week in report.weeks if week.on_time.value is not None]
    values = [round(100 * (week.on_time.value or 0), 1) for week in known]
    marked = (
        [(0, said.number(values[0], 1)), (len(values) - 1, said.number(values[-1], 1))]
        if len(values) > 1
        else []
    )
    rows = [(week.monday, _rate(week.on_time), _of(week.on_time)) for week in report.weeks]
    label = _("Tỷ lệ đúng hạn theo tuần, tính bằng phần trăm")
    return {
        "values": values,
        "labels": [said.day(w.monday) for w in known],
        "marked": marked,
        "rows": rows,
        "label": label,
    }


def _league(row: Row) -> dict[str, Any]:
    f = row.figures
    return {
        "agency_id": f.agency_id,
        "rank": row.rank or "–",
        "name": row.name,
        "kind": row.kind,
        "received": f.received,
        "handled": f.handled,
        "refused": f.refused,
        "open": f.open,
        "overdue": f.overdue,
        "on_time": _rate(f.on_time) if f.ranked else "",
        "on_time_of": _of(f.on_time),
        "content": _rate(f.content) if f.rated >= RANKED_FROM else "",
        "content_of": _of(f.content),
        "reopened": _rate(f.reopened) if f.reopened.whole >= RANKED_FROM else "",
        "reopened_of": _of(f.reopened),
        "median": said.duration(f.median_s or 0) if f.timed else "–",
        "p90": said.duration(f.p90_s or 0) if f.timed else "–",
        "bad": f.ranked and (f.on_time.value or 0) < BAD,
        "ranked": f.ranked,
    }
