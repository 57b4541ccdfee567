"""A report in the words and series that the pages draw. Small numbers are shown as counts, not as rates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from ihanoi.cases.words import KIND_SHORT, KIND_SLUGS, Kind
from ihanoi.insight.queries.atlas import atlas
from ihanoi.insight.queries.figures import Figures, Report, Row
from ihanoi.insight.queries.judged import clocks, judged_boxes
from ihanoi.insight.queries.outcomes import outcome_parts, promise_parts
from ihanoi.insight.queries.said import as_of, made_of, rate, span
from ihanoi.insight.queries.span import Share
from ihanoi.insight.words import BAD, FIELDS_SHOWN, HOW, RANKED_FROM
from ihanoi.routing import queries as routing
from ihanoi.ui import words as said


def shown(report: Report, before: Figures) -> dict[str, Any]:
    """Context of both pages; `before`: the month before, to compare with."""
    return {
        "report": report,
        "as_of": as_of(report),
        **span(report),
        "kinds": [(KIND_SLUGS[kind], short) for kind, short in KIND_SHORT.items()],
        "kind_slug": KIND_SLUGS[Kind(report.kind)] if report.kind else "",
        "came": _came(report.whole),
        "boxes": _boxes(report, before),
        "opened": _opened(report.whole),
        "ratings": _ratings(report.whole),
        "classes": _classes(report),
        "by_field": _by_field(report),
        "trend": _trend(report),
        **ranking(report),
        **clocks(report),
        "afterwards": judged_boxes(report),
        "outcome_parts": outcome_parts(report.outcomes),
        "promise_parts": promise_parts(report.outcomes),
        "how": HOW,
    }


def ranking(report: Report) -> dict[str, Any]:
    """The agencies beside each other: as a table and, those of a unit, as a map."""
    return {
        "league": [_league(row, report) for row in report.rows],
        "atlas": atlas(report),
        "ranked_from": RANKED_FROM,
    }


def _boxes(report: Report, before: Figures) -> list[dict[str, Any]]:
    f = report.whole
    rows = (
        ("on_time", _("Xử lý đúng hạn"), f.on_time, before.on_time, _("đã xử lý hoặc quá hạn")),
        ("overdue", _("Quá hạn đang mở"), f.overdue_open, before.overdue_open, _("việc đang mở")),
        ("content", _("Hài lòng và chấp nhận"), f.content, before.content, _("lượt đánh giá")),
        ("reopened", _("Phải mở lại"), f.reopened, before.reopened, _("việc đã có kết quả")),
    )
    month = (report.first - timedelta(days=1)).month
    return [
        {"key": key, "label": label, "value": rate(s), "part": s.part, "whole": s.whole, "of": of}
        | _change(s, then, month, more_is_better=key in ("on_time", "content"))
        for key, label, s, then, of in rows
    ]


def _change(now: Share, then: Share, month: int, *, more_is_better: bool) -> dict[str, str]:
    """Points against the month before; nothing where one of the two is made of too few."""
    if now.value is None or then.value is None or min(now.whole, then.whole) < RANKED_FROM:
        return {}
    points = round(100 * (now.value - then.value), 1)
    if not points:
        return {"trend": _("như tháng %(month)d") % {"month": month}, "way": "", "tone": "flat"}
    facts = {"points": f"{'+' if points > 0 else '−'}{said.number(abs(points), 1)}", "month": month}
    return {
        "trend": _("%(points)s điểm so với tháng %(month)d") % facts,
        "way": "up" if points > 0 else "down",
        "tone": "good" if (points > 0) == more_is_better else "bad",
    }


def _opened(f: Figures) -> list[dict[str, Any]]:
    in_time = f.open - f.overdue - f.due_today
    return [
        {"label": _("Còn hạn"), "value": in_time, "tone": "t-stone", "icon": "clock"},
        {"label": _("Đến hạn hôm nay"), "value": f.due_today, "tone": "t-gold", "icon": "hourglass"},
        {"label": _("Quá hạn"), "value": f.overdue, "tone": "t-lacquer", "icon": "alarm-clock"},
    ]


def _by_field(report: Report) -> list[dict[str, Any]]:
    """The largest groups; the others together in the last row."""
    first, rest = report.fields[:FIELDS_SHOWN], report.fields[FIELDS_SHOWN:]
    rows = [{"label": routing.field(f.field_id).label, "value": f.received, "late": f.late} for f in first]
    if rest:
        value, late = sum(f.received for f in rest), sum(f.late for f in rest)
        rows.append({"label": _("Lĩnh vực khác"), "value": value, "late": late})
    return rows


def _ratings(f: Figures) -> list[dict[str, Any]]:
    return [
        {"label": _("Hài lòng"), "value": f.satisfied, "tone": "t-jade", "icon": "smile"},
        {"label": _("Chấp nhận"), "value": f.accepted, "tone": "t-jademid", "icon": "meh"},
        {"label": _("Chưa hài lòng"), "value": f.dissatisfied, "tone": "t-stone", "icon": "frown"},
    ]


def _came(f: Figures) -> list[dict[str, Any]]:
    """What was received in the span, by what has become of it: the classes add up."""
    rows = (
        (_("Đã xử lý"), f.came_done, "t-jade", "badge-check"),
        (_("Đang xử lý"), f.in_progress, "t-sky", "clock"),
        (_("Từ chối"), f.came_refused, "t-stone", "circle-x"),
        (_("Rút hoặc gộp"), f.came_gone, "t-stone", "circle-minus"),
    )
    return [{"label": label, "value": n, "tone": tone, "icon": icon} for label, n, tone, icon in rows]


def _classes(report: Report) -> list[tuple[str, str]]:
    f, number = report.whole, said.number
    daily = number(f.received / report.days, 1)
    times = (
        (said.duration(f.median_s or 0), said.duration(f.p90_s or 0))
        if f.timed
        else (_("chưa đủ để nói"),) * 2
    )
    return [
        (_("Tiếp nhận"), number(f.received)),
        (_("Trung bình mỗi ngày, trong %(n)d ngày") % {"n": report.days}, daily),
        (_("Đã xử lý"), number(f.handled)),
        (_("Xử lý quá hạn, trên số đã xử lý"), f"{rate(f.late)} ({made_of(f.late)})" if f.handled else "–"),
        (_("Từ chối"), number(f.refused)),
        (_("Đang mở"), number(f.open)),
        (_("Đang mở, quá hạn"), number(f.overdue)),
        (_("Cơ quan có việc quá hạn"), number(report.overdue_agencies)),
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
    rows = [(week.monday, rate(week.on_time), made_of(week.on_time)) for week in report.weeks]
    label = _("Tỷ lệ đúng hạn theo tuần, tính bằng phần trăm")
    return {
        "values": values,
        "labels": [said.day(w.monday) for w in known],
        "marked": marked,
        "rows": rows,
        "label": label,
    }


def _league(row: Row, report: Report) -> dict[str, Any]:
    f = row.figures
    weeks = [week.on_time.value for week in report.weeks_of.get(f.agency_id, ())]
    return {
        "agency_id": f.agency_id,
        "rank": row.rank or "–",
        "name": row.name,
        "received": f.received,
        "handled": f.handled,
        "refused": f.refused,
        "open": f.open,
        "overdue": f.overdue,
        "on_time": rate(f.on_time) if f.ranked else "",
        "on_time_of": made_of(f.on_time),
        "content": rate(f.content) if f.rated >= RANKED_FROM else "",
        "content_of": made_of(f.content),
        "reopened": rate(f.reopened) if f.reopened.whole >= RANKED_FROM else "",
        "reopened_of": made_of(f.reopened),
        "median": said.duration(f.median_s or 0) if f.timed else "–",
        "p90": said.duration(f.p90_s or 0) if f.timed else "–",
        "weeks": [value for value in weeks if value is not None] if f.ranked else [],
        "bad": f.ranked and (f.on_time.value or 0) < BAD,
        "ranked": f.ranked,
    }
