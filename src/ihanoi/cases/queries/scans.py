"""Which cases stand in which list of the desk, as conditions in SQL that one index answers each.

Written out, because a list is asked for more often than anything else: composing the same statement anew with the
ORM takes longer than the database needs to answer it. Only texts of this file become SQL; what is given is a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any, Final

from django.db import connection

from ihanoi.cases.queries.codes import case_id_of
from ihanoi.cases.queries.gate import CITYWIDE
from ihanoi.cases.queries.moves import GRANTED_IN
from ihanoi.cases.words import Rating, Role, State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.folding import fold
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind
from ihanoi.people.words import Role as Seat


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
    REVIEW = "review"
    CHECK = "check"


NEWEST_FIRST: Final = frozenset({Shelf.AGENCY, Shelf.UNHAPPY})
ANSWERED_FIRST: Final = frozenset({Shelf.REVIEW})
"""What was answered longest ago stands first: these wait without a clock. All others put first what breaks first."""


class Colour(StrEnum):
    """Groups by the running clock; each open case is in exactly one."""

    LATE = "late"
    TODAY = "today"
    HALF = "half"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer asks to see. `mark`: where the page before ended; blank or broken: the beginning."""

    shelf: Shelf = Shelf.MINE
    agency_id: int | None = None  # one of the agencies in which a seat is held; None: all of them
    kind: str = ""
    state: str = ""
    field_id: int | None = None
    priority: str = ""
    unit_id: int | None = None
    lead_id: int | None = None  # the agency that answers for the case
    text: str = ""
    colour: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A condition on `cases_case c`, with the values of its placeholders."""

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: Scan) -> Scan:
        return Scan(f"{self.sql} AND {other.sql}", self.values + other.values)


def shelves(actor: Actor) -> list[Shelf]:
    """The lists that make sense for the seats held."""
    roles = {seat.role for seat in actor.seats}
    found = [Shelf.MINE] if roles & {Role.ASSIGNER, Role.HANDLER, Role.APPROVER, Role.DISPATCHER} else []
    found += [Shelf.PLACING] if Role.DISPATCHER in roles else []
    found += [Shelf.RECEPTION, Shelf.DISPATCH] if roles & {Role.ASSIGNER, Role.APPROVER} else []
    found += [Shelf.WORKING] if roles & {Role.ASSIGNER, Role.HANDLER, Role.APPROVER} else []
    found += [Shelf.APPROVAL] if Role.APPROVER in roles else []
    found += [Shelf.AGENCY] if roles & {Role.ASSIGNER, Role.HANDLER, Role.APPROVER} else []
    found += [Shelf.CITY] if roles & {*CITYWIDE} else []
    found += [Shelf.LATE] if roles & {Seat.OVERSEER, Seat.INSPECTOR} else []
    found += [Shelf.UNHAPPY] if Role.OVERSEER in roles else []
    found += [Shelf.REVIEW] if roles & {Role.APPROVER, Role.OVERSEER} else []
    return found + ([Shelf.CHECK] if Role.OVERSEER in roles else [])


def scans(actor: Actor, shelf: Shelf, agency_id: int | None, now: datetime) -> list[Scan]:
    """Conditions whose matches never overlap; none where the list is not for the actor."""
    seats = [seat for seat in actor.seats if agency_id in (None, seat.agency_id)]
    held = {role: sorted({s.agency_id for s in seats if s.role == role}) for role in Role.values}
    assigning, handling, approving = held[Role.ASSIGNER], held[Role.HANDLER], held[Role.APPROVER]
    match shelf:
        case Shelf.MINE:
            return [
                *_turns(sorted({*assigning, *held[Role.DISPATCHER]}), Role.ASSIGNER),
                *_turns(approving, Role.APPROVER),
                *_heads_placed(sorted({*held[Role.DISPATCHER]} - {*approving})),
                *_extensions(actor, approving),
                *_handled(actor, agency_id, bool(handling)),
            ]
        case Shelf.RECEPTION:
            return [turn & _SUBMITTED for turn in _heads(assigning, approving)]
        case Shelf.DISPATCH:
            return [
                *(turn & _RECEIVED for turn in _turns(assigning, Role.ASSIGNER)),
                *(turn & _GIVEN_OUT for turn in _turns(approving, Role.APPROVER)),
            ]
        case Shelf.PLACING:
            return _placed(held[Role.DISPATCHER])
        case Shelf.WORKING:
            return _working({*assigning, *handling, *approving})
        case Shelf.APPROVAL:
            judged = [turn & _JUDGED for turn in _turns(approving, Role.APPROVER)]
            return [*judged, *_extensions(actor, approving)]
        case Shelf.AGENCY:
            return _agency(sorted({*assigning, *handling, *approving}))
        case Shelf.REVIEW:
            return _to_review(approving, everywhere=actor.holds(Role.OVERSEER))
        case Shelf.CHECK:
            return [_DRAWN] if actor.holds(Role.OVERSEER) else []
    if not actor.agencies(*CITYWIDE):
        return []
    if shelf == Shelf.UNHAPPY:
        return [Scan(f"c.rating = '{Rating.DISSATISFIED}'")]  # in the words of the index
    return [_OPEN & Scan("c.due_at < %s", (now,)) if shelf == Shelf.LATE else _OPEN]


_OPEN: Final = Scan("c.closed_at IS NULL")
_SUBMITTED: Final = Scan("c.state = %s", (State.SUBMITTED,))
_RECEIVED: Final = Scan("c.state <> %s", (State.SUBMITTED,))
# In the words of their indexes.
_UNJUDGED: Final = Scan(f"c.rating = '{Rating.DISSATISFIED}' AND c.review = ''")
_DRAWN: Final = Scan(f"c.state = '{State.CHECKING}'")
_GIVEN_OUT: Final = Scan("c.state = ANY(%s)", ([State.RECEIVED, State.RETURNED],))
_JUDGED: Final = Scan("c.state = ANY(%s)", ([State.AWAITING_APPROVAL, State.RESOLVED],))


def _heads(assigning: Iterable[int], approving: Iterable[int]) -> list[Scan]:
    """Whoever receives: the assigner, and for matters of waste the head of the agency (R72)."""
    return [*_turns(assigning, Role.ASSIGNER), *_turns(approving, Role.APPROVER)]


def _placed(agencies: Sequence[int]) -> list[Scan]:
    """What waits at the city for the dispatcher's word."""
    return [*_turns(agencies, Role.ASSIGNER), *_heads_placed(agencies)]


def _heads_placed(agencies: Iterable[int]) -> list[Scan]:
    """Matters of waste that nobody addressed: a head's to receive, but first the dispatcher's to place."""
    return [turn & _SUBMITTED for turn in _turns(agencies, Role.APPROVER)]


def _turns(agencies: Iterable[int], role: str) -> list[Scan]:
    return [Scan("c.turn_agency_id = %s AND c.turn_role = %s", (agency, role)) for agency in agencies]


def _handled(actor: Actor, agency_id: int | None, here: bool) -> list[Scan]:
    if not here:
        return []
    mine = Scan(f"c.turn_role = '{Role.HANDLER}' AND c.handler_id = %s", (actor.account_id,))
    return [mine & Scan("c.holder_id = %s", (agency_id,)) if agency_id else mine]


def _extensions(actor: Actor, agencies: Sequence[int]) -> list[Scan]:
    """Requests for more time wait for the approver although the work goes on."""
    if not agencies:
        return []
    asked = Scan("c.extension_open AND c.state = ANY(%s)", (sorted(GRANTED_IN),))
    ours = Scan("(c.lead_id = ANY(%s) OR c.holder_id = ANY(%s))", (list(agencies), list(agencies)))
    return [asked & ours & Scan("c.handler_id IS DISTINCT FROM %s", (actor.account_id,))]


def _working(agencies: Iterable[int]) -> list[Scan]:
    below = sorted({each for agency in agencies for each in people.under(agency)})
    at_work = "c.turn_agency_id = ANY(%s) AND c.turn_role = %s"
    return [Scan(at_work, (below, Role.HANDLER))] if below else []


def _agency(agencies: Sequence[int]) -> list[Scan]:
    """A division sees what lies with it; every other agency all that it answers for. Both read the index by lead."""
    whole = [a for a in agencies if people.agency(a).kind != AgencyKind.DIVISION]
    divisions = [a for a in agencies if not set(people.agency(a).line) & set(whole)]
    led = "c.lead_id = %s"
    return [
        *(Scan(led, (a,)) for a in whole),
        *(Scan(led, (people.answerable(a).id,)) & Scan("c.holder_id = %s", (a,)) for a in divisions),
    ]


def _to_review(agencies: Sequence[int], *, everywhere: bool) -> list[Scan]:
    """Bad ratings that nobody has judged: of the whole city, or of what the approver's agencies answer for."""
    if everywhere:
        return [_UNJUDGED]
    below = sorted({each for agency in agencies for each in people.under(agency)})
    return [_UNJUDGED & Scan("c.lead_id = ANY(%s)", (below,))] if below else []


def narrowed(wanted: Wanted, now: datetime) -> Scan | None:
    """The filters, the colour included; None where nothing is filtered."""
    given = {
        "c.kind = %s": wanted.kind, "c.state = %s": wanted.state, "c.field_id = %s": wanted.field_id,
        "c.priority = %s": wanted.priority, "c.unit_id = %s": wanted.unit_id, "c.lead_id = %s": wanted.lead_id,
    }  # fmt: skip
    found = [Scan(sql, (value,)) for sql, value in given.items() if value]
    found += [_about(wanted.text)] if wanted.text.strip() else []
    found += [colours(now)[Colour(wanted.colour)]] if wanted.colour in set(Colour) else []
    return reduce(and_, found) if found else None


def _about(text: str) -> Scan:
    """A code or its number; else every word, with or without accents, in title, text or address."""
    words = [f"%{connection.ops.prep_for_like_query(word)}%" for word in fold(text).split()]
    spoken = Scan(" AND ".join(["c.folded LIKE %s"] * len(words)) or "TRUE", tuple(words))
    number = case_id_of(text)
    return Scan(f"(c.id = %s OR {spoken.sql})", (number, *spoken.values)) if number else spoken


def colours(now: datetime) -> dict[Colour, Scan]:
    """The four groups, by the due and the half-way time that stand on the case."""
    tonight = datetime.combine(clock.day_of(now), time.max, HANOI)
    return {
        Colour.LATE: Scan("c.closed_at IS NULL AND c.due_at < %s", (now,)),
        Colour.TODAY: Scan("c.closed_at IS NULL AND c.due_at >= %s AND c.due_at <= %s", (now, tonight)),
        Colour.HALF: Scan("c.closed_at IS NULL AND c.due_at > %s AND c.half_at <= %s", (tonight, now)),
        Colour.EASY: Scan(
            "(c.closed_at IS NOT NULL OR c.due_at IS NULL OR c.due_at > %s AND c.half_at > %s)",
            (tonight, now),
        ),
    }
