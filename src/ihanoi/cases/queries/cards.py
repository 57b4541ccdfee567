"""A case in a list: read in one projection query, its names from the trees that every process keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.words import (
    DONE,
    GROUP_OF,
    KIND_ICONS,
    KIND_SHORT,
    OPEN,
    PUBLIC_STATES,
    Kind,
    Outcome,
    State,
)
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.kernel.redaction import redact
from ihanoi.media import queries as media
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing
from ihanoi.ui import words as said

FIELDS: Final = (
    "id", "kind", "state", "title", "public_title", "address", "field_id", "unit_id", "lead_id", "holder_id", "lat",
    "lon", "round_position", "clock", "started_at", "due_at", "half_at", "soon_at", "very_late_at", "margin_s",
    "submitted_at", "resolved_at", "rating", "outcome", "publication", "followers", "repeats", "cover_id",
    "public_cover_id", "merged_into_id",
)  # fmt: skip

LEGS: Final = {
    State.SUBMITTED: 0.5, State.RECEIVED: 1.5, State.ASSIGNED: 2.25, State.RETURNED: 2.25, State.HANDLING: 2.5,
    State.REWORK: 2.5, State.AWAITING_APPROVAL: 2.75, State.CHECKING: 3, State.RESOLVED: 4, State.PUBLISHED: 4,
}  # fmt: skip
"""How far a case is on its four legs: submitted, received, handled, answered."""


MINUTE: Final = 30  # seconds; fewer would be said as "0 minutes"


@dataclass(frozen=True, slots=True)
class ClockFace:
    """A clock in words.

    `tone` is that of the component c-clock, `used` the part of the limit that has run (may exceed 1).
    """

    text: str
    tone: str
    used: float = 0.0

    @property
    def is_late(self) -> bool:
        return self.tone in ("late", "very")


def inside_sentence(name: str) -> str:
    """ "Phường Cửa Nam" → "phường Cửa Nam"."""
    return name[:1].lower() + name[1:]


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a case."""

    id: int
    code: str
    kind: str
    title: str
    state: str
    state_label: str
    group: str
    address: str
    place: str  # address, else the unit's name
    unit_name: str
    field_id: int | None
    field_name: str
    field_icon: str
    lead_name: str
    holder_name: str
    photo: str  # address of the thumbnail, or blank
    clock: ClockFace | None
    legs: float | None
    lat: float | None
    lon: float | None
    submitted_at: datetime
    resolved_at: datetime | None
    followers: int
    repeats: int
    rating: str
    outcome_label: str
    is_open: bool

    @property
    def kind_label(self) -> str:
        """The kind in full."""
        return str(Kind(self.kind).label)

    @property
    def kind_short(self) -> str:
        """The kind beside a title; blank for the most common one, which needs no name."""
        return "" if self.kind == Kind.FIELD else str(KIND_SHORT[Kind(self.kind)])

    @property
    def sent_by(self) -> str:
        """Whom the public knows as the sender."""
        if self.kind == Kind.BUSINESS:
            return _("Một doanh nghiệp")
        return _("Người dân %(unit)s") % {"unit": self.unit_said} if self.unit_name else _("Người dân")

    @property
    def unit_said(self) -> str:
        """The unit's name inside a sentence."""
        return inside_sentence(self.unit_name)


def clock_face(row: Any, now: datetime | None = None) -> ClockFace | None:
    """The running clock that ends first, else how the handling ended.

    None where nothing is timed. `row`: a case or its row.
    """
    now = now or clock.now()
    if row.due_at is None:
        return _stopped_face(row.margin_s) if row.margin_s is not None and row.state in DONE else None
    worktime = places.working_time(people.calendar_of(row.holder_id))
    used, seconds = worktime.progress(row.started_at, row.due_at, now)
    left, none = said.duration(seconds), abs(seconds) < MINUTE
    if now > row.due_at:
        tone = "very" if row.very_late_at and now >= row.very_late_at else "late"
        return ClockFace(_("Vừa quá hạn") if none else _("Quá hạn %(time)s") % {"time": left}, tone, used)
    text = _("Hết hạn ngay bây giờ") if none else _("Còn %(time)s") % {"time": left}
    return ClockFace(text, _running_tone(row, now), used)


def _stopped_face(margin_s: int) -> ClockFace:
    """How the handling ended, in working time before or after its limit."""
    span = said.duration(margin_s)
    if margin_s < 0:
        return ClockFace(
            _("Xong, vừa trễ") if margin_s > -MINUTE else _("Xong, trễ %(time)s") % {"time": span}, "okl"
        )
    return ClockFace(
        _("Xong đúng hạn") if margin_s < MINUTE else _("Xong sớm %(time)s") % {"time": span}, "ok"
    )


def _running_tone(row: Any, now: datetime) -> str:
    if (row.soon_at and now >= row.soon_at) or clock.day_of(row.due_at) == clock.day_of(now):
        return "soon"
    return "notice" if row.half_at and now >= row.half_at else "plain"


def public_position(row: Any) -> tuple[float, float] | None:
    """Where the public may see it: rounded to about a hundred metres if the sender asked for it."""
    if row.lat is None or row.lon is None:
        return None
    return (round(row.lat, 3), round(row.lon, 3)) if row.round_position else (row.lat, row.lon)


def public_address(row: Any) -> str:
    """What the public reads of the address: nothing where the position is rounded, no personal data elsewhere."""
    return "" if row.round_position else redact(row.address).text


def cards(rows: Iterable[Any], *, own: Actor | None = None) -> list[Card]:
    """Cards of cases, or of rows of `FIELDS`. `own`: the sender who asks and sees title, picture and position."""
    now = clock.now()
    return [_card(row, now, own) for row in rows]


def _card(row: Any, now: datetime, own: Actor | None) -> Card:
    position = (row.lat, row.lon) if own else public_position(row)
    unit = places.unit_by_id(row.unit_id) if row.unit_id else None
    field_name, field_icon = field_face(row.field_id)
    unit_name = unit.name if unit else ""
    address = row.address if own else public_address(row)
    return Card(
        id=row.id,
        code=code_of(row.id, row.submitted_at),
        kind=row.kind,
        title=row.title if own else row.public_title,
        state=row.state,
        state_label=str(PUBLIC_STATES[State(row.state)]),
        group=GROUP_OF[State(row.state)],
        address=address,
        place=address or unit_name,
        unit_name=unit_name,
        field_id=row.field_id,
        field_name=field_name,
        field_icon=field_icon if row.kind == Kind.FIELD else KIND_ICONS[Kind(row.kind)],
        lead_name=people.agency(row.lead_id).name,
        holder_name=people.agency(row.holder_id).name,
        photo=_own_thumb(row.cover_id, own) if own else _public_thumb(row.public_cover_id),
        clock=clock_face(row, now),
        legs=LEGS.get(State(row.state)),
        lat=position[0] if position else None,
        lon=position[1] if position else None,
        submitted_at=row.submitted_at,
        resolved_at=row.resolved_at,
        followers=row.followers,
        repeats=row.repeats,
        rating=row.rating,
        outcome_label=str(Outcome(row.outcome).label) if row.outcome else "",
        is_open=row.state in OPEN,
    )


def field_face(field_id: int | None) -> tuple[str, str]:
    """Name and icon of a field; blank for none and for one that is no longer in use."""
    if field_id is None:
        return "", "tag"
    try:
        node = routing.field(field_id)
    except Denied:
        return "", "tag"
    return node.label, node.icon


def _own_thumb(file_id: UUID | None, to: Actor) -> str:
    return media.url(file_id, "thumb", to=to) if file_id else ""


def _public_thumb(file_id: UUID | None) -> str:
    return media.public_url(file_id, thumb=True) if file_id else ""
