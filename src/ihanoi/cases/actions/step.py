"""One move of one case, the same for every verb.

Fetch through the gate with a lock, check the table, change, write down, announce.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from ihanoi.cases import policies, queries, rules, words
from ihanoi.cases.actions import clocks, rows
from ihanoi.cases.events import CaseMoved
from ihanoi.cases.models import Case
from ihanoi.cases.queries.sender import told_by
from ihanoi.cases.regulation import table
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import SUBJECT, Role, State, Verb, Why
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.journal.queries import Entry
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.workflow import Refusal, Row, Table
from ihanoi.people import queries as people


@dataclass(slots=True)
class Step:
    """A locked case on its way through one move. Made by `take`, checked by `check`, ended by `done`."""

    actor: Actor
    case: Case
    verb: Verb
    facts: Facts
    roles: frozenset[str]
    now: datetime
    row: Row[Facts] = field(init=False)
    before: dict[str, Any] = field(init=False)  # what the case held when it was taken

    def __post_init__(self) -> None:
        self.before = rows.noted(self.case)

    @property
    def table(self) -> Table[Facts]:
        """What the case's own edition says of its kind."""
        return table(self.case.kind, self.case.edition)

    def check(self, given: Mapping[str, Any] | None = None) -> None:
        """Raise Denied (with the one sentence why) or Invalid (with the fields that are missing)."""
        row = self.table.check(self.verb, self.case.state, self.roles, self.facts, given or {})
        if isinstance(row, Refusal):
            raise self._denial(row)
        self.row = row

    def done(
        self,
        data: Mapping[str, Any] | None = None,
        starts: tuple[str, ...] = (),
        keeps: frozenset[str] = frozenset(),
    ) -> Case:
        """Write state, clocks, turn, history and event. The only place that writes `state`.

        `starts` names clocks that start besides those of the table's row; `keeps` those that go on whatever it says.
        """
        case, row = self.case, self.row
        case.state = row.to or case.state
        self._set_turn()
        running = clocks.running(case) if row.stops or row.starts or starts else None
        with rows.together():
            if running is not None:
                stops = [name for name in row.stops if name not in keeps]
                clocks.turn(case, running, stops, (*row.starts, *starts), self.now)
            self._write_down(data)
            rows.update(case, self.before)
            journal.announce(moved(case, self.verb, case.version, self.actor))
        return case

    def _write_down(self, data: Mapping[str, Any] | None) -> None:
        case = self.case
        role, agency_id = self._acted_as()
        entry = journal.record(
            actor=self.actor,
            subject=SUBJECT,
            subject_id=case.pk,
            verb=self.verb,
            role=role,
            agency_id=agency_id,
            data=data,
            previous=journal.Link(case.version, bytes(case.head)) if case.head else None,
        )
        case.version, case.head = entry.seq, entry.hash

    def _set_turn(self) -> None:
        case = self.case
        role = self.table.owners.get(case.state, "")
        if case.state == State.ASSIGNED and case.handler_id is None:
            role = Role.ASSIGNER
        if case.state == State.RESOLVED and case.publication:
            role = Role.SENDER
        case.turn_role = role
        case.turn_agency_id = self._turn_agency(role)

    def _turn_agency(self, role: str) -> int | None:
        """Where the inbox of the one to move lies: the nearest unit upwards that has somebody in that role."""
        if role == Role.HANDLER:
            return self.case.holder_id
        if role not in (Role.ASSIGNER, Role.APPROVER):
            return None
        line = queries.line_of(self.case)
        if len(line) == 1:
            return line[0]
        manned = people.holder_ids(role, line)
        return next((agency for agency in reversed(line) if manned[agency]), line[0])

    def _acted_as(self) -> tuple[str, int | None]:
        role = next((r for r in sorted(self.row.by) if r in self.roles), "")
        where = [seat.agency_id for seat in self.actor.seats if seat.role == role]
        inside = [agency for agency in where if agency in self.facts.line]
        return role, next(iter(inside or where), None)

    def _denial(self, refusal: Refusal) -> Denied:
        if refusal.cause == "state":
            return Denied(_gone(self.case, self.verb))
        return denial(refusal)


def denial(refusal: Refusal) -> Denied:
    """The exception for a refusal: Invalid, keyed by the action's argument, where what was given is at fault."""
    if refusal.cause == "needs":
        return Invalid(dict.fromkeys((_argument(name) for name in refusal.missing), Why.NEEDED))
    if refusal.cause == "condition":
        about = rules.ABOUT.get(refusal.rule)
        return Invalid({about: refusal.reason}) if about else Denied(refusal.reason)
    return Denied(Why.NOT_YOURS if refusal.cause == "role" else Why.NO_SUCH_MOVE)


def _argument(name: str) -> str:
    return {"new_due": "new_day"}.get(name, name)


def moved(case: Case, verb: str, seq: int, actor: Actor) -> CaseMoved:
    """The event of a move, with whose move it is now."""
    return CaseMoved(
        case.pk, verb, seq, case.state, actor.account_id, case.turn_role, case.turn_agency_id, case.handler_id
    )


def take(actor: Actor, case_id: int, verb: Verb, seen: int | None = None) -> Step:
    """Fetch and lock.

    `seen` is the version on the officer's page: if others have moved since, nothing is overwritten.
    """
    case = queries.get(actor, case_id, lock=True)
    now = clock.now()
    facts = queries.facts_of(actor, case, now)
    step = Step(actor, case, verb, facts, policies.roles_of(actor, facts), now)
    if seen is not None and case.version > seen:
        _refuse_stale(step)
    return step


def _refuse_stale(step: Step) -> None:
    last = _last(step.case)
    if last.actor_id == step.actor.account_id:
        return
    open_here = any(row.open_to(step.case.state, step.roles) for row in step.table.by_verb[step.verb])
    if open_here:
        raise Denied(Why.CHANGED % _told(step.case, last))


def _gone(case: Case, verb: Verb) -> str:
    return str(Why.GONE % ({"verb": verb.label} | _told(case, _last(case))))


def _last(case: Case) -> Entry:
    """The line that says what was done last; a case is stored together with its first."""
    last = history.head(SUBJECT, case.pk)
    assert last is not None
    return last


def _told(case: Case, last: Entry) -> dict[str, str]:
    """A confidential sender has no name here either (R21)."""
    return {
        "who": told_by(case, last.actor_name, last.role),
        "did": str(words.PAST[Verb(last.verb)]),
        "when": f"{timezone.localtime(last.at):%H:%M %d/%m}",
    }
