"""An agency is closed: what it left unfinished goes to its successor, or to a person who chooses one (R41, R129)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions import clocks
from ihanoi.cases.actions.handing_over import hand_over
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case
from ihanoi.cases.queries.succession import Decision
from ihanoi.cases.words import Clock, State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

BATCH: Final = 25  # cases in one transaction: nobody waits long for one of them


@dataclass(slots=True)
class Reorganised:
    """What became of the cases: closed agency → successor (None: for a person to decide) → how many.

    `skipped`: cases that somebody was working on at that moment; the next run takes them.
    """

    moved: dict[int, Counter[int | None]] = field(default_factory=lambda: defaultdict(Counter))
    skipped: int = 0

    @property
    def count(self) -> int:
        return sum(found.total() for found in self.moved.values())

    def add(self, decision: Decision) -> None:
        self.moved[decision.from_id][decision.agency_id if decision.heir else None] += 1


def reorganise(
    *, actor: Actor, on: date, dry_run: bool = False, progress: Callable[[int], None] | None = None
) -> Reorganised:
    """Move everything that agencies closed before the day left behind. Safe to run twice, and at any time.

    `progress` is told how many have been looked at.
    """
    outcome, last, seen = Reorganised(), 0, 0
    day = max(on, clock.today())  # an heir of then may be closed by now as well
    while ids := queries.left_behind(on, after=last, size=BATCH):
        found = _foreseen(ids, day) if dry_run else _batch(actor, ids, day)
        for decision in found:
            outcome.add(decision)
        outcome.skipped += len(ids) - len(found)
        last, seen = ids[-1], seen + len(ids)
        if progress is not None:
            progress(seen)
    return outcome


def _foreseen(ids: Sequence[int], on: date) -> list[Decision]:
    found = (queries.decide(case, on) for case in Case.objects.filter(pk__in=ids).order_by("pk"))
    return [decision for decision in found if decision is not None]


@transaction.atomic
def _batch(actor: Actor, ids: Sequence[int], on: date) -> list[Decision]:
    free = Case.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=ids).order_by("pk")
    found = (succeed(actor=actor, case_id=pk, on=on) for pk in list(free.values_list("pk", flat=True)))
    return [decision for decision in found if decision is not None]


@transaction.atomic
def succeed(*, actor: Actor, case_id: int, on: date | None = None) -> Decision | None:
    """Move one case, if its agency is closed on the day (today).

    Begun work waits to be given out anew; an answer that is written stays with those who wrote it.
    """
    step = take(actor, case_id, Verb.SUCCEED)
    decision = queries.decide(step.case, on or clock.today())
    if decision is None:
        return None
    step.check({"agency_id": decision.agency_id})
    due = _promised(step.case)
    names = _give(step, decision.agency_id)
    starts = (Clock.DISPATCH,) if _to_be_given_out(step, names) else ()
    step.done({**decision.data, "due": due}, starts=starts)
    return decision


def _give(step: Step, agency_id: int) -> frozenset[str]:
    """Into nobody's hands, with all clocks that run. Returns their names."""
    case = step.case
    case.lead_id = agency_id
    if step.row.to is not None:
        case.holder_id = agency_id
        case.handler = case.assigner = case.assigned_by = None
        case.returned_as, case.placed = "", False
    running = clocks.running(case)
    if running:
        hand_over(case, running, agency_id, step.now)
    return frozenset(c.name for c in running)


def _to_be_given_out(step: Step, names: frozenset[str]) -> bool:
    """Each hand-over has a dispatch limit of its own (R59)."""
    is_begun = step.row.to == State.RECEIVED and Clock.HANDLING in names
    return is_begun and Clock.DISPATCH not in names


def _promised(case: Case) -> datetime | None:
    """The due time that the sender was given last: of the handling, else of what runs."""
    handling = case.clocks.filter(name=Clock.HANDLING, round=case.round, stopped_at=None).last()
    return handling.due_at if handling else case.due_at
