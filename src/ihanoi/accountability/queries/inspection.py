"""The inspector's view: cases as a register without senders, and samples that can be drawn again (R94, R134)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from ihanoi.accountability.models import Export, Sample, SampledCase
from ihanoi.accountability.queries.standing import need_to_see_all
from ihanoi.accountability.words import Verdict, Why
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.cases.words import Rating, State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """Which cases: sent between two days (both included); perhaps of one agency, in one state, late, or rated so."""

    since: date
    until: date
    agency_id: int | None = None
    state: str = ""
    rating: str = ""
    late: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the journal keeps it."""
        return {
            "since": self.since.isoformat(), "until": self.until.isoformat(), "agency": self.agency_id,
            "state": self.state, "rating": self.rating, "late": self.late,
        }  # fmt: skip


def fitting(wanted: Checked) -> QuerySet[Case]:
    """Cases that fit, without an order."""
    until = _midnight(wanted.until + timedelta(days=1))
    rows = cases.visible_to(SYSTEM).filter(submitted_at__gte=_midnight(wanted.since), submitted_at__lt=until)
    if wanted.agency_id is not None:
        rows = rows.filter(lead=wanted.agency_id)
    if wanted.state in State.values:
        rows = rows.filter(state=wanted.state)
    if wanted.rating in Rating.values:
        rows = rows.filter(rating=wanted.rating)
    return rows.filter(Q(late=True) | Q(closed_at=None, due_at__lt=clock.now())) if wanted.late else rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register, and how many cases fit in all."""

    page: Page[Case]
    total: int


def register(actor: Actor, wanted: Checked, mark: str = "") -> Register:
    """Newest first. Raises NotFound for whoever does not see all."""
    need_to_see_all(actor)
    rows = fitting(wanted)
    shown = after(rows.select_related("lead"), "submitted_at", mark)
    return Register(page(shown, "submitted_at", PAGE), rows.count())


COLUMNS = (
    "Mã", "Nội dung", "Cơ quan chủ trì", "Trạng thái", "Gửi lúc", "Tiếp nhận lúc", "Có kết quả lúc", "Hạn đang chạy",
    "Trễ", "Đánh giá", "Số lần mở lại",
)  # fmt: skip


def lines(wanted: Checked, most: int) -> Iterator[tuple[Any, ...]]:
    """What an export says of each case, under COLUMNS; at most so many, oldest first."""
    now = clock.now()
    rows = fitting(wanted).select_related("lead").order_by("submitted_at", "pk")[:most]
    for case in rows.iterator(chunk_size=2000):
        late = case.late or (case.due_at is not None and case.closed_at is None and case.due_at < now)
        yield (
            case.code, case.public_title, case.lead.name, str(State(case.state).label), _local(case.submitted_at),
            _local(case.received_at), _local(case.resolved_at), _local(case.due_at), "có" if late else "không",
            str(Rating(case.rating).label) if case.rating else "", case.reopened,
        )  # fmt: skip


def _local(moment: datetime | None) -> str:
    return f"{moment.astimezone(HANOI):%d/%m/%Y %H:%M}" if moment else ""


# --- samples ----------------------------------------------------------------------------------------------------------


def population(agency_id: int | None, since: date, until: date) -> dict[str, int]:
    """Code → id of all cases sent in the span, to one agency or to all: what a sample is drawn from."""
    rows = fitting(Checked(since, until, agency_id)).only("pk", "submitted_at")
    return {case.code: case.pk for case in rows}


def samples(actor: Actor, mark: str = "") -> Page[Sample]:
    """Newest first, each with how many of its cases were checked, and how many were not compliant."""
    need_to_see_all(actor)
    rows = Sample.objects.select_related("agency", "drawn_by").annotate(
        checked=Count("sampled", filter=~Q(sampled__verdict="")),
        wrong=Count("sampled", filter=Q(sampled__verdict=Verdict.NOT_COMPLIANT)),
    )
    return page(after(rows, "drawn_at", mark), "drawn_at", PAGE)


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A sample with its cases in the order of the drawing."""

    sample: Sample
    rows: list[SampledCase]

    @property
    def checked(self) -> int:
        return sum(bool(row.verdict) for row in self.rows)

    @property
    def compliant(self) -> int:
        return sum(row.verdict == Verdict.COMPLIANT for row in self.rows)


def sample_page(actor: Actor, sample_id: int) -> SamplePage:
    """Raises NotFound."""
    need_to_see_all(actor)
    sample = Sample.objects.select_related("agency", "drawn_by").filter(pk=sample_id).first()
    if sample is None:
        raise NotFound(Why.NOT_FOUND)
    rows = sample.sampled.select_related("case__lead", "checked_by").order_by("order")
    return SamplePage(sample, list(rows))


def exports(actor: Actor, most: int = 20) -> list[Export]:
    """The last ones, whoever made them."""
    need_to_see_all(actor)
    return list(Export.objects.select_related("by").order_by("-at", "-id")[:most])
