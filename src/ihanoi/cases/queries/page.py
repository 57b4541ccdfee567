"""One case as an officer sees it.

Facts, pictures with what they say of themselves, history, clocks, repeats and moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Prefetch, prefetch_related_objects

from ihanoi.cases import words
from ihanoi.cases.models import Case, CaseClock, Extension, Message, Particulars, Reminder, Result
from ihanoi.cases.policies import roles_of
from ihanoi.cases.queries import moves as allowed
from ihanoi.cases.queries.cards import ClockFace, clock_face
from ihanoi.cases.queries.codes import case_id_of, same_code
from ihanoi.cases.queries.deadline import Deadline, deadline_of
from ihanoi.cases.queries.editions import document_of
from ihanoi.cases.queries.files import InsideFile, files_of
from ihanoi.cases.queries.gate import facts_of, get, visible_to
from ihanoi.cases.queries.held import Held, Share, held_by, shares, waited_s
from ihanoi.cases.queries.history import HistoryLine, last_since, lines
from ihanoi.cases.queries.moves import Moves
from ihanoi.cases.queries.repeats import Merged, Repeat, merged_into, near
from ihanoi.cases.queries.rounds import Round, rounds
from ihanoi.cases.queries.seating import agencies_for
from ihanoi.cases.queries.sender import Sender, sender_of
from ihanoi.cases.queries.succession import heirs_of
from ihanoi.cases.words import FileRole, Kind, MessageKind, Role, State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.routing.words import AgencyGuess

HEIRS_SHOWN: Final = 5
SHOWN: Final = (
    "sender",
    "handler",
    "lead",
    "holder",
    "unit",
    "field",
    "particulars__agency",
)  # whose names stand on the page


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
    pictures: tuple[InsideFile, ...]
    evidence: tuple[InsideFile, ...]
    history: tuple[HistoryLine, ...]
    talk: tuple[Message, ...]
    notes: tuple[Message, ...]
    near: tuple[Repeat, ...]
    merged: tuple[Merged, ...]
    held: tuple[Held, ...]
    shares: tuple[Share, ...]  # of the agencies in the time that the sender has waited
    results: tuple[Result, ...]
    rounds: tuple[Round, ...]
    extensions: tuple[Extension, ...]
    reminders: tuple[Reminder, ...]
    cooperating: tuple[str, ...]
    candidates: tuple[AgencyGuess, ...]  # for the dispatcher: where the router would send it, with reasons

    @property
    def kind_label(self) -> str:
        return str(Kind(self.case.kind).label)

    @property
    def edition(self) -> str:
        """The regulation under which it was sent, and is handled to its end."""
        return document_of(self.case.edition)

    @property
    def particulars(self) -> Particulars | None:
        """What a report of another kind than `field` says besides."""
        return getattr(self.case, "particulars", None)

    @property
    def organisation(self) -> people.Firm | None:
        """The organisation that sends; hidden like its representative where the sender asked for it (R21)."""
        sends = self.particulars.organisation_id if self.particulars and self.sender.is_known else None
        return people.firm_of(self.case.sender_id, sends) if sends else None

    @property
    def result(self) -> Result | None:
        """The last result."""
        return self.results[-1] if self.results else None

    @property
    def extension(self) -> Extension | None:
        """The request that waits for a decision."""
        return next((e for e in self.extensions if e.granted is None), None)

    @property
    def may_merge(self) -> bool:
        """Whether the actor may merge this case into another."""
        return Verb.MERGE in self.moves.all

    @property
    def state_label(self) -> str:
        return str(State(self.case.state).label)


def inside(actor: Actor, code: str, *related: str) -> Case:
    """A case by its code for an officer; a sender, even one with a seat elsewhere, has the portal. Raises NotFound."""
    case_id = case_id_of(code)
    if case_id is None:
        raise NotFound(words.NOT_FOUND)
    case = get(actor, case_id, related=related)
    if not same_code(code, case.pk, case.submitted_at):
        raise NotFound(words.NOT_FOUND)
    if case.sender_id == actor.account_id and not roles_of(actor, facts_of(actor, case)) - {Role.SENDER}:
        raise NotFound(words.NOT_FOUND)
    return case


def moves_of(actor: Actor, code: str) -> tuple[Case, Moves]:
    """A case and what may be done with it: for the forms of the moves. Raises NotFound."""
    case = inside(actor, code)
    return case, allowed.moves(actor, case, clock.now())


def last_answer(case: Case) -> str:
    """The text of the last result."""
    found = case.results.order_by("-submitted_at", "-pk").values_list("answer", flat=True).first()
    return found or ""


def last_line(actor: Actor, code: str, seen: int) -> HistoryLine | None:
    """What somebody else did last since the version on the officer's page."""
    case = inside(actor, code)
    return last_since(case, seen, actor.account_id)


def picked(actor: Actor, ids: Iterable[int]) -> list[Case]:
    """Cases of the list that the officer has ticked, in the order of the list; hidden ones are left out."""
    wanted = list(dict.fromkeys(ids))
    found = {case.pk: case for case in visible_to(actor).filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def case_page(actor: Actor, code: str) -> CasePage:
    """The whole page. Raises NotFound."""
    case, now = inside(actor, code, *SHOWN), clock.now()
    prefetch_related_objects([case], Prefetch("clocks", CaseClock.objects.order_by("started_at", "id")))
    clocks = case.clocks.all()
    files = files_of(actor, case)
    results = tuple(case.results.select_related("handler", "decided_by").order_by("submitted_at", "pk"))
    proofs = tuple(p for p in files if p.role == FileRole.EVIDENCE)
    talk = list(case.messages.select_related("author").order_by("at", "id"))
    moves = allowed.moves(actor, case, now)
    return CasePage(
        case=case,
        code=case.code,
        sender=sender_of(actor, case),
        face=clock_face(case, now),
        running=tuple(
            deadline_of(c, case.priority, now) for c in sorted(clocks, key=_due) if c.stopped_at is None
        ),
        waited_s=waited_s(case, now),
        waits_for=allowed.waits_for(case),
        moves=moves,
        pictures=tuple(p for p in files if p.role != FileRole.EVIDENCE),
        evidence=proofs,
        history=tuple(lines(case)),
        talk=tuple(m for m in talk if m.kind != MessageKind.NOTE),
        notes=tuple(m for m in talk if m.kind == MessageKind.NOTE),
        near=tuple(near(actor, case)),
        merged=tuple(merged_into(actor, case)),
        held=tuple(held_by(c, now) for c in clocks),
        shares=tuple(shares(clocks, now)),
        results=results,
        rounds=rounds(case, results, proofs),
        extensions=tuple(case.extensions.select_related("asked_by").order_by("pk")),
        reminders=tuple(case.reminders.select_related("by").order_by("pk")),
        cooperating=tuple(
            people.agency(a).name for a in case.cooperations.values_list("agency_id", flat=True)
        ),
        candidates=_candidates(case, moves),
    )


def _candidates(case: Case, moves: Moves) -> tuple[AgencyGuess, ...]:
    """Only where a report lies at the city and waits to be placed: one press then sends it on."""
    if Verb.TRANSFER not in moves.all or Role.DISPATCHER not in moves.roles:
        return ()
    if case.received_at is not None:
        return heirs_of(case)[:HEIRS_SHOWN]  # begun by an agency that is closed now
    return agencies_for(case)[:3]


def _due(row: CaseClock) -> datetime:
    return row.due_at
