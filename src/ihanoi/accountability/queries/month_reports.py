"""The month report of an agency or of the city: the figures of `insight` as they are, rates with their two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from ihanoi.accountability import paper
from ihanoi.accountability.queries.papers import head
from ihanoi.accountability.queries.standing import answers_for, issuer_of, sees_all
from ihanoi.accountability.words import Why
from ihanoi.insight import queries as insight
from ihanoi.insight.queries import Report, Row, Share
from ihanoi.insight.words import HOW
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.queries import AgencyNode
from ihanoi.ui import words as said


@dataclass(frozen=True, slots=True)
class Line:
    """A count, or a rate as "part/whole"; blank where nothing was counted."""

    label: str
    value: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class MonthReport:
    """`agencies` stand only in the city's report."""

    agency: AgencyNode
    is_city: bool
    report: Report
    as_of: str
    lines: Sequence[Line]
    agencies: Sequence[paper.AgencyRow]


def reported_agencies(actor: Actor, month: date) -> list[tuple[int, str]]:
    """Agencies of which the actor may read the month: all of that time, the city first, or the own ones.

    Raises NotFound for none.
    """
    if sees_all(actor):
        city = people.city()
        others = [a for a in people.agencies(month) if a.parent_id == city.id]
        return [(city.id, city.name), *sorted(((a.id, a.name) for a in others), key=lambda pair: pair[1])]
    own = sorted({people.answerable(a).id for a in answers_for(actor)})
    if not own:
        raise NotFound(Why.NOT_FOUND)
    return [(a, people.agency(a).name) for a in own]


def month_report(actor: Actor, month: date, agency_id: int | None) -> MonthReport:
    """Of the first agency that the actor may read where none is named. Raises NotFound."""
    offered = [a for a, _name in reported_agencies(actor, month)]
    chosen = agency_id or offered[0]
    if chosen not in offered:
        raise NotFound(Why.NOT_FOUND)
    agency = people.agency(chosen)
    is_city = agency.parent_id is None
    report = insight.report(month, None if is_city else agency.id)
    rows = [_agency_row(row) for row in report.rows] if is_city else []
    return MonthReport(agency, is_city, report, _as_of(report), _lines(report), rows)


def month_document(actor: Actor, month: date, agency_id: int | None) -> bytes:
    """The same as DOCX, always in Vietnamese."""
    with override("vi"):
        found = month_report(actor, month, agency_id)
        issuer = people.agency(issuer_of(actor) or found.agency.id)
        title = f"Kết quả tiếp nhận, xử lý phản ánh, kiến nghị tháng {month.month} năm {month.year}"
        return paper.write_month_report(
            paper.MonthReport(
                head=head(issuer),
                title=title if found.is_city else f"{title} của {found.agency.name}",
                as_of=found.as_of,
                figures=[paper.Figure(line.label, line.value, line.made_of or "–") for line in found.lines],
                agencies=found.agencies,
                notes=[f"{name}: {words}" for name, words in HOW],
                signer_title="Thủ trưởng cơ quan",
                signer_name="",
            )
        )


def _as_of(report: Report) -> str:
    if clock.now() - report.as_of > timedelta(days=1):
        return _("tính đến hết %(day)s") % {"day": said.day(report.last, True)}
    return _("tính đến %(moment)s") % {"moment": said.moment(report.as_of, True)}


def _lines(report: Report) -> list[Line]:
    f = report.whole
    known = report.lateness.get(0)
    counts = (
        (_("Tiếp nhận trong tháng"), f.received),
        (_("Đã xử lý trong tháng"), f.handled),
        (_("Từ chối"), f.refused),
    )
    rates = (
        (_("Xử lý đúng hạn"), f.on_time),
        (_("Xử lý quá hạn"), f.late),
        (_("Đang xử lý, trong số tiếp nhận"), Share(f.in_progress, f.received)),
        (_("Đang mở, quá hạn chưa xử lý"), f.overdue_open),
        (_("Chậm tiếp nhận hoặc xử lý, theo đồng hồ"), known.cases if known else Share(0, 0)),
        (_("Phải mở lại"), f.reopened),
        (_("Có đánh giá của người gửi"), Share(f.rated, f.handled)),
        (_("Hài lòng"), Share(f.satisfied, f.rated)),
        (_("Chấp nhận"), Share(f.accepted, f.rated)),
        (_("Chưa hài lòng"), Share(f.dissatisfied, f.rated)),
    )
    times = ((_("Thời gian xử lý, trung vị"), f.median_s), (_("Thời gian xử lý, mức 90 %"), f.p90_s))
    return [
        *(Line(label, said.number(n)) for label, n in counts),
        *(Line(label, _rate(share), _of(share)) for label, share in rates),
        *(Line(label, said.duration(s or 0) if f.timed else _("chưa đủ để nói")) for label, s in times),
    ]


def _rate(share: Share) -> str:
    return "–" if share.value is None else said.percent(share.value)


def _of(share: Share) -> str:
    return f"{said.number(share.part)}/{said.number(share.whole)}" if share.whole else "–"


def _agency_row(row: Row) -> paper.AgencyRow:
    f = row.figures
    return paper.AgencyRow(
        rank=str(row.rank or "–"), name=row.name, received=said.number(f.received), handled=said.number(f.handled),
        on_time=_both(f.on_time, f.ranked), overdue=_of(f.overdue_open), content=_both(f.content, f.ranked),
    )  # fmt: skip


def _both(share: Share, enough: bool) -> str:
    """Below the minimum of cases only what it is made of: a percentage would pretend to know more."""
    return f"{_rate(share)} ({_of(share)})" if enough and share.whole else _of(share)
