"""Work does not stay in the hands of somebody who has left: it comes back to who gives it out (R36)."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case
from ihanoi.cases.words import Verb
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied


@transaction.atomic
def take_back(*, actor: Actor, case_id: int) -> Case:
    """To the unit where it was given out, in nobody's hands. The due time stays. Raises Denied."""
    step = take(actor, case_id, Verb.TAKE_BACK)
    step.check()
    case = step.case
    handler_id, due = case.handler_id, case.due_at
    case.holder_id, case.returned_as = case.assigned_by_id or case.lead_id, ""
    case.handler = None
    return step.done({"handler_id": handler_id, "due": due})


def take_back_all(*, actor: Actor, handler_ids: frozenset[int] | None = None) -> int:
    """Every case whose handler has left, or of some handlers. Returns how many; each is a transaction of its own."""
    return sum(_taken_back(actor, case_id) for case_id in queries.in_hands_that_left(handler_ids))


def _taken_back(actor: Actor, case_id: int) -> bool:
    """Not when somebody else was quicker."""
    try:
        take_back(actor=actor, case_id=case_id)
    except Denied:
        return False
    return True
