"""More time, only where a legal document prescribes a procedure, and at most 30 days (R63)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from ihanoi.cases.actions import clocks
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case, Extension
from ihanoi.cases.words import Clock, Verb
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.worktime import HANOI, OutOfRange
from ihanoi.people import queries as people
from ihanoi.places import queries as places


@transaction.atomic
def ask_extension(
    *, actor: Actor, case_id: int, document: str, reason: str, new_day: date | None, seen: int | None = None
) -> Case:
    """Ask for time until the end of work on `new_day`, by the legal document named."""
    step = take(actor, case_id, Verb.ASK_EXTENSION, seen)
    new_due = _end_of_work(step.case, new_day) if new_day else None
    step.check({"document": document.strip(), "reason": reason.strip(), "new_due": new_due})
    assert new_due is not None and actor.account_id is not None
    Extension.objects.create(
        case=step.case,
        round=step.case.round,
        document=document.strip()[:200],
        reason=reason.strip(),
        new_due_at=new_due,
        asked_by_id=actor.account_id,
        asked_at=step.now,
    )
    step.case.extension_open = True
    return step.done({"document": document.strip(), "reason": reason.strip(), "new_due": new_due})


@transaction.atomic
def grant_extension(*, actor: Actor, case_id: int, seen: int | None = None) -> Case:
    """The due time moves, as a recorded act; the sender is told with the reason."""
    step = take(actor, case_id, Verb.GRANT_EXTENSION, seen)
    step.check()
    asked = _decide(step, True, "")
    running = step.case.clocks.get(name=Clock.HANDLING, stopped_at__isnull=True)
    clocks.move_due(step.case, running, asked.new_due_at)
    return step.done({"new_due": asked.new_due_at, "document": asked.document, "reason": asked.reason})


@transaction.atomic
def deny_extension(*, actor: Actor, case_id: int, reason: str, seen: int | None = None) -> Case:
    """The due time stays."""
    step = take(actor, case_id, Verb.DENY_EXTENSION, seen)
    step.check({"reason": reason.strip()})
    _decide(step, False, reason.strip())
    return step.done({"reason": reason.strip()})


def _decide(step: Step, granted: bool, note: str) -> Extension:
    asked = step.case.extensions.get(granted__isnull=True)
    asked.granted, asked.note = granted, note
    asked.decided_by_id, asked.decided_at = step.actor.account_id, step.now
    asked.save(update_fields=["granted", "note", "decided_by", "decided_at"])
    step.case.extension_open = False
    return asked


def _end_of_work(case: Case, day: date) -> datetime:
    try:
        return places.working_time(people.calendar_of(case.lead_id)).end_of_day(day)
    except OutOfRange:  # so early or so late that the rule refuses it by its day alone
        return datetime.combine(day, time.max, HANOI)
