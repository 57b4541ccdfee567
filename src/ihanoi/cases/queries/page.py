"""One case as an officer sees it.

Facts, pictures with what they say of themselves, history, clocks, repeats and moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians
from typing import Final

from django.utils.translation import gettext as _

from ihanoi.cases import words
from ihanoi.cases.models import Case, CaseClock, CaseFile, Contact, Extension, Message, Reminder, Result
from ihanoi.cases.policies import roles_of
from ihanoi.cases.queries import moves as allowed
from ihanoi.cases.queries.cards import ClockFace, clock_face
from ihanoi.cases.queries.codes import case_id_of, code_of, same_code
from ihanoi.cases.queries.deadline import Deadline, deadline_of
from ihanoi.cases.queries.gate import facts_of, get, visible_to
from ihanoi.cases.queries.history import Line, last_since, lines
from ihanoi.cases.queries.moves import Moves
from ihanoi.cases.queries.story import limit_words
from ihanoi.cases.words import OPEN, Clock, FileRole, MessageKind, Role, State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.media import queries as media
from ihanoi.media.words import Kind as FileKind
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.ui import words as said

METRES_A_DEGREE: Final = 111_320
NEAR_M: Final = 300
OLD_PICTURE: Final = timedelta(days=2)  # taken longer before the report: worth a look
FAR_PICTURE_M: Final = 300


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as far as an officer may know: a confidential sender has a number, and no contact."""

    name: str
    confidential: bool = False
    by_staff: bool = False
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the case. `fits` and `doubt` say what its own time and place tell: never a verdict."""

    id: int
    name: str
    is_picture: bool
    role: str
    kind: str  # of evidence, in words
    thumb: str
    view: str
    public: bool
    fits: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """How long one agency had one clock, in working seconds; `late` when beyond the limit."""

    label: str
    agency: str
    used_s: int
    limit: str
    late: bool
    running: bool


@dataclass(frozen=True, slots=True)
class Near:
    """An open case of the same agency near by."""

    id: int
    code: str
    title: str
    state: str
    state_label: str
    metres: int
    same_field: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything on the page."""

    case: Case
    code: str
    sender: Sender
    face: ClockFace | None
    running: tuple[Deadline, ...]
    waited_s: int
    waits_for: str
    moves: Moves
    pictures: tuple[Picture, ...]
    evidence: tuple[Picture, ...]
    history: tuple[Line, ...]
    talk: tuple[Message, ...]
    notes: tuple[Message, ...]
    near: tuple[Near, ...]
    held: tuple[Held, ...]
    results: tuple[Result, ...]
    extensions: tuple[Extension, ...]
    reminders: tuple[Reminder, ...]
    cooperating: tuple[str, ...]

    @property
    def result(self) -> Result | None:
        """The last result."""
        return self.results[-1] if self.results else None

    @property
    def extension(self) -> Extension | None:
        """The request that waits for a decision."""
        return next((e for e in self.extensions if e.granted is None), None)

    @property
    def state_label(self) -> str:
        return str(State(self.case.state).label)


def inside(actor: Actor, code: str) -> Case:
    """A case by its code for an officer; a sender, even one with a seat elsewhere, has the portal. Raises NotFound."""
    case_id = case_id_of(code)
    if case_id is None:
        raise NotFound(words.NOT_FOUND)
    case = get(actor, case_id)
    if not same_code(code, case.pk, case.submitted_at):
        raise NotFound(words.NOT_FOUND)
    if case.sender_id == actor.account_id and not roles_of(actor, facts_of(actor, case)) - {Role.SENDER}:
        raise NotFound(words.NOT_FOUND)
    return case


def moves_of(actor: Actor, code: str) -> tuple[Case, Moves]:
    """A case and what may be done with it: for the forms of the moves. Raises NotFound."""
    case = inside(actor, code)
    return case, allowed.moves(actor, case, clock.now())


def answer_of(case: Case) -> str:
    """The text of the last result."""
    found = case.results.order_by("-submitted_at", "-pk").values_list("answer", flat=True).first()
    return found or ""


def last_line(actor: Actor, code: str, seen: int) -> Line | None:
    """What somebody else did last since the version on the officer's page."""
    case = inside(actor, code)
    return last_since(case, seen, actor.account_id)


def picked(actor: Actor, ids: Iterable[int]) -> list[Case]:
    """Cases of the list that the officer has ticked, in the order of the list; hidden ones are left out."""
    wanted = list(dict.fromkeys(ids))
    found = {case.pk: case for case in visible_to(actor).filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def page(actor: Actor, code: str) -> CasePage:
    """The whole page. Raises NotFound."""
    case, now = inside(actor, code), clock.now()
    clocks = list(case.clocks.order_by("started_at", "id"))
    files = _files(case)
    talk = list(case.messages.select_related("author").order_by("at", "id"))
    calendar = places.working_time(people.calendar_of(case.lead_id))
    waited = (
        case.waited_s
        if case.waited_s is not None
        else calendar.between(case.submitted_at, case.closed_at or now)
    )
    return CasePage(
        case=case,
        code=case.code,
        sender=sender_of(case),
        face=clock_face(case, now),
        running=tuple(
            deadline_of(c, case.priority, now) for c in sorted(clocks, key=_due) if c.stopped_at is None
        ),
        waited_s=waited,
        waits_for=allowed.waits_for(case),
        moves=allowed.moves(actor, case, now),
        pictures=tuple(p for p in files if p.role != FileRole.EVIDENCE),
        evidence=tuple(p for p in files if p.role == FileRole.EVIDENCE),
        history=tuple(lines(case)),
        talk=tuple(m for m in talk if m.kind != MessageKind.NOTE),
        notes=tuple(m for m in talk if m.kind == MessageKind.NOTE),
        near=tuple(near(case)),
        held=tuple(_held(c, now) for c in clocks),
        results=tuple(case.results.select_related("handler", "decided_by").order_by("submitted_at", "pk")),
        extensions=tuple(case.extensions.select_related("asked_by").order_by("pk")),
        reminders=tuple(case.reminders.select_related("by").order_by("pk")),
        cooperating=tuple(
            people.agency(a).name for a in case.cooperations.values_list("agency_id", flat=True)
        ),
    )


def pseudonym(case_id: int) -> str:
    """What officers call a confidential sender."""
    return _("Người gửi %s") % f"{case_id:06d}"[-4:]


def sender_of(case: Case) -> Sender:
    """The sender, hidden where the sender asked for it (R21)."""
    contact = Contact.objects.filter(case=case).first() if case.sender_id is None else None
    if case.confidential:
        return Sender(pseudonym(case.pk), confidential=True, by_staff=contact is not None)
    if contact is not None:
        return Sender(contact.name, False, True, contact.phone, contact.email, contact.address)
    if case.sender is None:
        return Sender(pseudonym(case.pk))
    return Sender(case.sender.full_name, False, False, case.sender.phone, case.sender.email)


def files_of(case: Case) -> list[Picture]:
    """All files of the case, for the choice of what becomes public."""
    return _files(case)


def _files(case: Case) -> list[Picture]:
    rows = case.files.select_related("file").order_by("role", "order", "pk")
    return [_picture(case, row) for row in rows]


def _picture(case: Case, row: CaseFile) -> Picture:
    is_picture = row.file.kind == FileKind.PICTURE
    fits, doubt = _says(case, row) if is_picture and row.role != FileRole.EVIDENCE else ("", "")
    return Picture(
        id=row.pk,
        name=row.file.name,
        is_picture=is_picture,
        role=row.role,
        kind=str(words.Evidence(row.evidence).label) if row.evidence else "",
        thumb=media.url(row.file, "thumb") if is_picture else "",
        view=media.url(row.file, "view" if is_picture else "full"),
        public=row.public,
        fits=fits,
        doubt=doubt,
    )


def _says(case: Case, row: CaseFile) -> tuple[str, str]:
    """What the picture's own data say of when and where, and whether that contradicts the report (R27)."""
    file = row.file
    if file.taken_at is None and file.taken_lat is None:
        return "", ""
    told: list[str] = []
    doubts: list[str] = []
    if file.taken_at is not None:
        said_time = _("Chụp %s") % said.moment(file.taken_at)
        old = (case.occurred_at or case.submitted_at) - file.taken_at > OLD_PICTURE
        (doubts if old or file.taken_at > case.submitted_at + timedelta(hours=1) else told).append(said_time)
    if (
        file.taken_lat is not None
        and file.taken_lon is not None
        and case.lat is not None
        and case.lon is not None
    ):
        metres = _metres(case.lat, case.lon, file.taken_lat, file.taken_lon)
        far = _("cách ghim %s") % _length(metres)
        (doubts if metres > FAR_PICTURE_M else told).append(far)
    return _sentence(told), _sentence(doubts)


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _length(metres: float) -> str:
    return _("%s m") % said.number(metres) if metres < 1000 else _("%s km") % said.number(metres / 1000, 1)


def _metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    north = (other_lat - lat) * METRES_A_DEGREE
    east = (other_lon - lon) * METRES_A_DEGREE * cos(radians(lat))
    return float((north**2 + east**2) ** 0.5)


def _due(row: CaseClock) -> datetime:
    return row.due_at


def _held(row: CaseClock, now: datetime) -> Held:
    running = row.stopped_at is None
    used = row.used_s
    if used is None:
        used = places.working_time(row.calendar_id).between(row.started_at, now)
    late = row.late or (running and now > row.due_at)
    return Held(
        str(Clock(row.name).label), people.agency(row.agency_id).name, used, limit_words(row), late, running
    )


def near(case: Case) -> list[Near]:
    """Open cases of the same agency within walking distance, nearest first."""
    if case.lat is None or case.lon is None:
        return []
    half = NEAR_M / METRES_A_DEGREE
    wide = half / max(cos(radians(case.lat)), 0.01)
    box = Case.objects.filter(
        listed=True,
        lat__range=(case.lat - half, case.lat + half),
        lon__range=(case.lon - wide, case.lon + wide),
    )
    alike = box.filter(state__in=OPEN, lead=case.lead_id).exclude(pk=case.pk).order_by("-pk")
    rows = alike.values_list("pk", "submitted_at", "title", "state", "lat", "lon", "field_id")[:40]
    found = [
        Near(
            pk, code_of(pk, at), title, state, str(State(state).label), round(metres), field == case.field_id
        )
        for pk, at, title, state, lat, lon, field in rows
        if (metres := _metres(case.lat, case.lon, lat or 0.0, lon or 0.0)) <= NEAR_M
    ]
    return sorted(found, key=lambda n: (not n.same_field, n.metres))[:8]
