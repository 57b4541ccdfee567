"""Which moves an officer may make on a case now, from the table; and why one that is expected is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from django.utils import timezone

from ihanoi.cases import policies
from ihanoi.cases.models import Case
from ihanoi.cases.queries.gate import facts_of
from ihanoi.cases.regulation import EDITIONS, starts_of, table
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import Classification, Role, State, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.workflow import Row
from ihanoi.people import queries as people

SENDERS: Final = frozenset(
    {Verb.SUBMIT, Verb.ADD_INFORMATION, Verb.RATE, Verb.WITHDRAW}
)  # made in the portal
UNEXPECTED: Final = SENDERS | {Verb.UNSEAL}  # nobody misses them where they are not possible

NEXT: Final[Mapping[tuple[str, str], Verb]] = {
    (State.SUBMITTED, Role.ASSIGNER): Verb.RECEIVE,
    (State.SUBMITTED, Role.APPROVER): Verb.RECEIVE,
    (State.RECEIVED, Role.ASSIGNER): Verb.ASSIGN,
    (State.RECEIVED, Role.APPROVER): Verb.ASSIGN,
    (State.RETURNED, Role.ASSIGNER): Verb.ASSIGN,
    (State.RETURNED, Role.APPROVER): Verb.ASSIGN,
    (State.ASSIGNED, Role.ASSIGNER): Verb.ASSIGN,
    (State.ASSIGNED, Role.HANDLER): Verb.ACCEPT,
    (State.HANDLING, Role.HANDLER): Verb.SUBMIT_RESULT,
    (State.REWORK, Role.HANDLER): Verb.SUBMIT_RESULT,
    (State.AWAITING_APPROVAL, Role.APPROVER): Verb.APPROVE,
    (State.CHECKING, Role.OVERSEER): Verb.PASS_CHECK,
    (State.RESOLVED, Role.APPROVER): Verb.PUBLISH,
}
"""The move that brings a case on, for the one whose turn it is: the primary button."""


GRANTED_IN: Final = starts_of(Verb.GRANT_EXTENSION)
"""Where a request for more time can be decided: elsewhere it waits, or went with the work."""


ONE_ACT: Final = frozenset(
    kind for e in EDITIONS for kind, moves in e.tables.items() if Verb.ANNOUNCE in moves.by_verb
)
"""Kinds whose answer is approved and announced in one act (R76, R79)."""


class Turned(Protocol):
    """What is read of a case to tell whose turn it is."""

    kind: str
    state: str
    classification: str
    turn_role: str
    turn_agency_id: int | None
    lead_id: int
    handler_id: int | None
    extension_open: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """`primary` is the one move that the case waits for, when it waits for this actor. `missing`: sentences."""

    roles: frozenset[str]
    is_turn: bool
    primary: Verb | None
    others: tuple[Verb, ...]
    missing: tuple[str, ...]

    @property
    def all(self) -> tuple[Verb, ...]:
        return (self.primary, *self.others) if self.primary else self.others

    @property
    def role_label(self) -> str:
        """The role in which the actor would act."""
        order = (Role.HANDLER, Role.APPROVER, Role.ASSIGNER, Role.DISPATCHER, Role.OVERSEER)
        return next((str(role.label) for role in order if role in self.roles), "")


def next_move(actor: Actor, row: Turned) -> Verb | None:
    """The move that the case waits for, if it waits for this actor: told from the row alone, for lists."""
    if not row.turn_role or not _is_turn(actor, row):
        approves = not actor.agencies(Role.APPROVER).isdisjoint({row.lead_id, row.turn_agency_id})
        return Verb.GRANT_EXTENSION if row.extension_open and approves and row.state in GRANTED_IN else None
    if row.state == State.SUBMITTED and not actor.holds(row.turn_role, row.turn_agency_id):
        return Verb.TRANSFER  # the dispatcher places
    if row.state == State.RECEIVED and row.classification == Classification.OTHER:
        return Verb.TRANSFER  # what was found to be another agency's is sent on (R69)
    wanted = NEXT.get((row.state, row.turn_role))
    return Verb.ANNOUNCE if wanted == Verb.APPROVE and row.kind in ONE_ACT else wanted


def moves(actor: Actor, case: Case, now: datetime) -> Moves:
    """All that the table allows the actor now."""
    facts = facts_of(actor, case, now)
    roles = policies.roles_of(actor, facts)
    found = [
        (Verb(row.verb), why) for row, why in table(case.kind, case.edition).open(case.state, roles, facts)
    ]
    allowed = [verb for verb, why in found if why is None and verb not in SENDERS]
    primary = _primary(actor, case, allowed)
    missing = [str(why) for verb, why in found if why is not None and verb not in UNEXPECTED]
    missing += _passed_by(case, roles)
    return Moves(
        roles=roles - {Role.SENDER},
        is_turn=_is_turn(actor, case) or primary is not None,
        primary=primary,
        others=tuple(verb for verb in allowed if verb != primary),
        missing=tuple(dict.fromkeys(missing)),
    )


def _primary(actor: Actor, case: Case, allowed: list[Verb]) -> Verb | None:
    wanted = next_move(actor, case)
    if wanted in allowed:
        return wanted
    return Verb.GRANT_EXTENSION if Verb.GRANT_EXTENSION in allowed else None


def _is_turn(actor: Actor, row: Turned) -> bool:
    if row.turn_role == Role.HANDLER:
        return row.handler_id is not None and row.handler_id == actor.account_id
    if row.turn_role == Role.OVERSEER:
        return actor.holds(Role.OVERSEER)
    if row.turn_agency_id is None:
        return False
    if actor.holds(row.turn_role, row.turn_agency_id):
        return True
    placing = row.turn_role == Role.ASSIGNER or row.state == State.SUBMITTED
    return placing and actor.holds(Role.DISPATCHER, row.turn_agency_id)


def _passed_by(case: Case, roles: frozenset[str]) -> list[str]:
    """Refusing is what officers look for in vain once a report has been received."""
    refusing = {role for row in _refusals(case) for role in row.by}
    waiting = case.state in (State.RECEIVED, State.ASSIGNED)
    if not waiting or not refusing & roles or case.received_at is None:
        return []
    when = f"{timezone.localtime(case.received_at):%H:%M %d/%m}"
    return [str(Why.PASSED % {"verb": Verb.REFUSE_RECEPTION.label, "when": when})]


def _refusals(case: Case) -> tuple[Row[Facts], ...]:
    return tuple(table(case.kind, case.edition).by_verb.get(Verb.REFUSE_RECEPTION, ()))


def waits_for(case: Case) -> str:
    """Who has the move, in words: "Cán bộ phân công xử lý, UBND phường Cửa Nam"."""
    owner = case.turn_role or table(case.kind, case.edition).owners.get(case.state)
    role = Role(owner) if owner else None
    if role is None or (case.closed_at is not None and role != Role.APPROVER):
        return ""
    where = people.agency(case.turn_agency_id).name if case.turn_agency_id else ""
    return f"{role.label}, {where}" if where else str(role.label)
