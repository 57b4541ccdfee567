"""The desk's lists: what waits for whom, sorted by what breaks first.

Each list is a union of index scans, one per seat, each ordered and cut by itself, so that a page costs the same among
a thousand cases and among a million. The numbers beside the lists come from one more query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from ihanoi.cases.models import Case
from ihanoi.cases.queries.cards import ClockFace, clock_face
from ihanoi.cases.queries.codes import case_id_of, code_of
from ihanoi.cases.queries.held import waited_s
from ihanoi.cases.queries.moves import GRANTED_IN, next_move
from ihanoi.cases.words import Rating, Role, State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.folding import fold
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind

PAGE: Final = 50
COUNTED: Final = 1000  # longer lists say "1.000+"


class Shelf(StrEnum):
    """The lists of the desk."""

    MINE = "mine"
    RECEPTION = "reception"
    DISPATCH = "dispatch"
    WORKING = "working"
    APPROVAL = "approval"
    AGENCY = "agency"
    PLACING = "placing"
    CITY = "city"
    LATE = "late"
    UNHAPPY = "unhappy"


NEWEST_FIRST: Final = frozenset({Shelf.AGENCY, Shelf.UNHAPPY})


class Colour(StrEnum):
    """Groups by the running clock; each open case is in exactly one."""

    LATE = "late"
    TODAY = "today"
    HALF = "half"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer asks to see. `after` is the last row of the page before: its sort time and id."""

    shelf: Shelf = Shelf.MINE
    agency_id: int | None = None  # one of the agencies in which a seat is held; None: all of them
    state: str = ""
    field_id: int | None = None
    priority: str = ""
    unit_id: int | None = None
    lead_id: int | None = None  # the agency that answers for the case
    text: str = ""
    colour: str = ""
    after: tuple[datetime | None, int] | None = None


@dataclass(slots=True)
class InboxRow:
    """One line of a list; the names of the fields are those of the case."""

    id: int
    title: str
    address: str
    state: str
    version: int
    priority: str
    danger: bool
    clock: str
    started_at: datetime | None
    due_at: datetime | None
    half_at: datetime | None
    soon_at: datetime | None
    very_late_at: datetime | None
    submitted_at: datetime
    closed_at: datetime | None
    waited_s: int | None
    margin_s: int | None
    followers: int
    repeats: int
    rating: str
    extension_open: bool
    publication: str
    turn_role: str
    turn_agency_id: int | None
    lead_id: int
    holder_id: int
    handler_id: int | None
    handler_name: str | None
    face: ClockFace | None = None
    waited: int = 0
    move: Verb | None = None
    group: str = ""

    @property
    def code(self) -> str:
        return code_of(self.id, self.submitted_at)

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


_COLUMNS: Final = tuple(
    name for name in InboxRow.__dataclass_fields__ if name not in {"face", "waited", "move", "group"}
)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`after` leads to the next page; None on the last."""

    rows: tuple[InboxRow, ...]
    after: tuple[datetime | None, int] | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and how many of them by the colour of the clock."""

    total: int = 0
    late: int = 0
    today: int = 0
    half: int = 0
    easy: int = 0

    @property
    def capped(self) -> bool:
        """Counting stopped: there are more."""
        return self.total > COUNTED


def shelves(actor: Actor) -> list[Shelf]:
    """The lists that make sense for the seats held."""
    roles = {seat.role for seat in actor.seats}
    found = [Shelf.MINE] if roles & {Role.ASSIGNER, Role.HANDLER, Role.APPROVER, Role.DISPATCHER} else []
    found += [Shelf.PLACING] if Role.DISPATCHER in roles else []
    found += [Shelf.RECEPTION, Shelf.DISPATCH] if Role.ASSIGNER in roles else []
    found += [Shelf.WORKING] if roles & {Role.ASSIGNER, Role.HANDLER, Role.APPROVER} else []
    found += [Shelf.APPROVAL] if Role.APPROVER in roles else []
    found += [Shelf.AGENCY] if roles & {Role.ASSIGNER, Role.HANDLER, Role.APPROVER} else []
    found += [Shelf.CITY] if roles & {Role.DISPATCHER, Role.OVERSEER} else []
    return found + ([Shelf.LATE, Shelf.UNHAPPY] if Role.OVERSEER in roles else [])


def inbox(actor: Actor, wanted: Wanted, now: datetime | None = None) -> InboxPage:
    """One page of a list, in one query."""
    now = now or clock.now()
    scans = [
        scan for where in _where(actor, wanted, now) for scan in _after(_narrowed(where, wanted, now), wanted)
    ]
    if not scans:
        return InboxPage((), None)
    cut = [
        _ordered(scan, wanted).annotate(handler_name=F("handler__full_name"))[: PAGE + 1] for scan in scans
    ]
    projected = [scan.values_list(*_COLUMNS) for scan in cut]
    union = projected[0].union(*projected[1:], all=True) if len(projected) > 1 else projected[0]
    ordered = union.order_by(*_order(wanted))[: PAGE + 1] if len(projected) > 1 else union
    rows = [_dressed(InboxRow(*values), actor, now) for values in ordered]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    after = (_sort_time(last, wanted), last.id) if last else None
    return InboxPage(tuple(rows[:PAGE]), after)


def tallies(actor: Actor, wanted: Wanted, now: datetime | None = None) -> dict[str, Tally]:
    """The number of each list of the actor by its name, and of the list asked for, filters included, under
    "": one query."""
    now = now or clock.now()
    plain = [(shelf.value, Wanted(shelf, wanted.agency_id)) for shelf in shelves(actor)]
    asked = [*plain, ("", replace(wanted, colour="", after=None))]
    parts = [_tally(name, actor, each, now) for name, each in asked]
    known = [part for part in parts if part is not None]
    if not known:
        return {}
    rows = known[0].union(*known[1:], all=True) if len(known) > 1 else known[0]
    return {row.pop("shelf"): Tally(**row) for row in rows}


# --- which cases ------------------------------------------------------------------------------------------------------


def _where(actor: Actor, wanted: Wanted, now: datetime) -> list[Q]:
    """Conditions whose matches never overlap, each answered by one index."""
    seats = [seat for seat in actor.seats if wanted.agency_id in (None, seat.agency_id)]
    held = {role: sorted({s.agency_id for s in seats if s.role == role}) for role in Role.values}
    assigning = sorted({*held[Role.ASSIGNER], *held[Role.DISPATCHER]})
    approving = held[Role.APPROVER]
    match wanted.shelf:
        case Shelf.MINE:
            return [
                *_turns(assigning, Role.ASSIGNER),
                *_turns(approving, Role.APPROVER),
                *_extensions(actor, approving),
                *_handled(actor, wanted, bool(held[Role.HANDLER])),
            ]
        case Shelf.RECEPTION:
            return [q & Q(state=State.SUBMITTED) for q in _turns(held[Role.ASSIGNER], Role.ASSIGNER)]
        case Shelf.DISPATCH:
            return [q & ~Q(state=State.SUBMITTED) for q in _turns(held[Role.ASSIGNER], Role.ASSIGNER)]
        case Shelf.PLACING:
            return _turns(held[Role.DISPATCHER], Role.ASSIGNER)
        case Shelf.WORKING:
            return _working([*held[Role.ASSIGNER], *held[Role.HANDLER], *approving])
        case Shelf.APPROVAL:
            return [*_turns(approving, Role.APPROVER), *_extensions(actor, approving)]
        case Shelf.AGENCY:
            return _agency(sorted({*held[Role.ASSIGNER], *held[Role.HANDLER], *approving}))
    if not (actor.holds(Role.OVERSEER) or actor.holds(Role.DISPATCHER)):
        return []
    if wanted.shelf == Shelf.UNHAPPY:
        return [Q(rating=Rating.DISSATISFIED)]
    return [Q(closed_at__isnull=True) & (Q(due_at__lt=now) if wanted.shelf == Shelf.LATE else Q())]


def _turns(agencies: Iterable[int], role: str) -> list[Q]:
    return [Q(turn_agency=agency, turn_role=role) for agency in agencies]


def _handled(actor: Actor, wanted: Wanted, here: bool) -> list[Q]:
    if not here:
        return []
    mine = Q(handler=actor.account_id, turn_role=Role.HANDLER)
    return [mine & Q(holder=wanted.agency_id) if wanted.agency_id else mine]


def _extensions(actor: Actor, agencies: Sequence[int]) -> list[Q]:
    """Requests for more time wait for the approver although the work goes on."""
    if not agencies:
        return []
    mine = Q(handler=actor.account_id) if actor.account_id else Q()
    return [
        Q(extension_open=True, state__in=GRANTED_IN) & (Q(lead__in=agencies) | Q(holder__in=agencies)) & ~mine
    ]


def _working(agencies: Iterable[int]) -> list[Q]:
    below = sorted({each for agency in agencies for each in people.under(agency)})
    return [Q(turn_agency__in=below, turn_role=Role.HANDLER)] if below else []


def _agency(agencies: Sequence[int]) -> list[Q]:
    """A division sees what lies with it; every other agency all that it answers for. Both read the index by lead."""
    whole = [a for a in agencies if people.agency(a).kind != AgencyKind.DIVISION]
    divisions = [a for a in agencies if not set(people.agency(a).line) & set(whole)]
    return [*(Q(lead=a) for a in whole), *(Q(lead=people.answerable(a).id, holder=a) for a in divisions)]


def _narrowed(where: Q, wanted: Wanted, now: datetime) -> QuerySet[Case]:
    cases = Case.objects.filter(where)
    given = {
        "state": wanted.state, "field": wanted.field_id, "priority": wanted.priority, "unit": wanted.unit_id,
        "lead": wanted.lead_id,
    }  # fmt: skip
    cases = cases.filter(**{name: value for name, value in given.items() if value})
    if wanted.text.strip():
        cases = cases.filter(_about(wanted.text))
    return cases.filter(colours(now)[Colour(wanted.colour)]) if wanted.colour in set(Colour) else cases


def _about(text: str) -> Q:
    """A code or its number; else every word, with or without accents, in title, text or address."""
    number = case_id_of(text)
    words = reduce(lambda q, word: q & Q(folded__contains=word), fold(text).split(), Q())
    return Q(pk=number) | words if number else words


def colours(now: datetime) -> dict[Colour, Q]:
    """The four groups as conditions, on the due and the half-way time that stand on the case."""
    tonight = datetime.combine(clock.day_of(now), time.max, HANOI)
    runs, rests = Q(closed_at__isnull=True), Q(closed_at__isnull=False) | Q(due_at__isnull=True)
    return {
        Colour.LATE: runs & Q(due_at__lt=now),
        Colour.TODAY: runs & Q(due_at__gte=now, due_at__lte=tonight),
        Colour.HALF: runs & Q(due_at__gt=tonight, half_at__lte=now),
        Colour.EASY: rests | Q(due_at__gt=tonight, half_at__gt=now),
    }


# --- in which order ---------------------------------------------------------------------------------------------------


def _order(wanted: Wanted) -> tuple[str, str]:
    return ("-submitted_at", "-id") if wanted.shelf in NEWEST_FIRST else ("due_at", "id")


def _ordered(scan: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    return scan.order_by(*_order(wanted))


def _sort_time(row: InboxRow, wanted: Wanted) -> datetime | None:
    return row.submitted_at if wanted.shelf in NEWEST_FIRST else row.due_at


def _after(scan: QuerySet[Case], wanted: Wanted) -> list[QuerySet[Case]]:
    """The rows behind the cursor. Cases without a due time come last, and are a scan of their own."""
    if wanted.after is None:
        return [scan]
    at, last = wanted.after
    if at is None:
        return [scan.filter(due_at__isnull=True, id__gt=last)]
    if wanted.shelf in NEWEST_FIRST:
        return [scan.filter(submitted_at__lte=at).exclude(submitted_at=at, id__gte=last)]
    return [scan.filter(due_at__gte=at).exclude(due_at=at, id__lte=last), scan.filter(due_at__isnull=True)]


# --- how it looks -----------------------------------------------------------------------------------------------------


def _dressed(row: InboxRow, actor: Actor, now: datetime) -> InboxRow:
    row.face = clock_face(row, now)
    row.waited = waited_s(row, now)
    row.move = next_move(actor, row)
    row.group = _group(row, now)
    return row


def _group(row: InboxRow, now: datetime) -> str:
    if row.closed_at is not None or row.due_at is None:
        return "later"
    if row.due_at < now:
        return "late"
    return "today" if clock.day_of(row.due_at) == clock.day_of(now) else "later"


def _tally(name: str, actor: Actor, wanted: Wanted, now: datetime) -> QuerySet[Any, Any] | None:
    where = _where(actor, wanted, now)
    if not where:
        return None
    cases = _narrowed(reduce(or_, where), wanted, now).order_by()
    if wanted.shelf in NEWEST_FIRST:
        cases = Case.objects.filter(pk__in=cases.values("pk")[: COUNTED + 1]).order_by()
    sums = {colour.value: Count("pk", filter=where) for colour, where in colours(now).items()}
    named = cases.annotate(shelf=Value(name, CharField())).values("shelf")
    return named.annotate(total=Count("pk"), **sums)
