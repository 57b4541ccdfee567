"""From the assigner to a named handler, down the tree; and back when the handler refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions.reception import close_refused
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case, Cooperation
from ihanoi.cases.words import Clock, HandlingRefusal, ReasonList, Role, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.people import queries as people


@transaction.atomic
def assign(
    *,
    actor: Actor,
    case_id: int,
    agency_id: int | None,
    handler_id: int | None = None,
    cooperating: Sequence[int] = (),
    instructions: str = "",
    seen: int | None = None,
) -> Case:
    """Give the case to a unit, or to a person in it.

    Without a person the unit's assigner hands it on (R35, R36, R40, R42).
    """
    step = take(actor, case_id, Verb.ASSIGN, seen)
    step.check(_hands(actor, agency_id, handler_id))
    assert agency_id is not None
    case = step.case
    case.assigned_by_id = _from(step)
    case.holder_id, case.handler_id, case.assigner_id = agency_id, handler_id, actor.account_id
    case.returned_as = ""
    others = [each for each in cooperating if each != case.lead_id]
    Cooperation.objects.bulk_create(
        [Cooperation(case=case, agency_id=each, since=step.now) for each in others], ignore_conflicts=True
    )
    given = {
        "agency_id": agency_id, "handler_id": handler_id, "cooperating": list(cooperating),
        "instructions": instructions.strip(),
    }  # fmt: skip
    # Each hand-over down the tree has a dispatch limit of its own.
    return step.done(given, starts=() if handler_id else (Clock.DISPATCH,))


def _hands(actor: Actor, agency_id: int | None, handler_id: int | None) -> dict[str, Any]:
    """What the rules judge of an assignment: whether it goes down the tree, and into whose hands."""
    handlers = set(people.holder_ids(Role.HANDLER, [agency_id])[agency_id]) if agency_id else set()
    return {
        "agency_id": agency_id,
        "agency_line": tuple(people.agency(agency_id).line) if agency_id else None,
        "handler_id": handler_id,
        "handler_ok": handler_id in handlers,
        "own_hands": handler_id == actor.account_id,
        "other_handlers": bool(handlers - {actor.account_id}),
    }


def _from(step: Step) -> int:
    """Where a refusal brings it back to: the unit in which the actor gave it out, nearest to the holder."""
    held = [
        a
        for a in reversed(step.facts.line)
        if any(step.actor.holds(role, a) for role in (*step.row.by, Role.DISPATCHER))
    ]
    return held[0] if held else step.case.holder_id


@transaction.atomic
def accept(*, actor: Actor, case_id: int, seen: int | None = None) -> Case:
    """The handler takes the case on (R45)."""
    step = take(actor, case_id, Verb.ACCEPT, seen)
    step.check()
    return step.done()


@transaction.atomic
def refuse_handling(*, actor: Actor, case_id: int, reason: str, text: str, seen: int | None = None) -> Case:
    """Back to the assigner by itself (R47, R48)."""
    step = take(actor, case_id, Verb.REFUSE_HANDLING, seen)
    step.check({"reason": reason, "text": text.strip()})
    if reason not in HandlingRefusal.values:
        raise Invalid({"reason": Why.NOT_IN_LIST})
    case = step.case
    case.returned_as = reason
    case.handler = None
    case.holder_id = case.assigned_by_id or case.lead_id
    return step.done({"reason": reason, "text": text.strip()})


@transaction.atomic
def refuse_after_check(
    *, actor: Actor, case_id: int, reason: str, text: str, seen: int | None = None
) -> Case:
    """The handler found the report inaccurate; the assigner refuses it, and the sender is told why (R48, R49)."""
    step = take(actor, case_id, Verb.REFUSE_AFTER_CHECK, seen)
    step.check({"reason": reason, "text": text.strip()})
    if reason != HandlingRefusal.INACCURATE and not queries.is_reason(
        ReasonList.RECEPTION, reason, step.case.kind
    ):
        raise Invalid({"reason": Why.NOT_IN_LIST})
    return close_refused(step, reason, text)
