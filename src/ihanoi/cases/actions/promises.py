"""A promise for a day comes back when the day has passed, or earlier when it was kept."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.actions.oversight import give_back, new_round
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case
from ihanoi.cases.words import State, Verb
from ihanoi.kernel.actor import Actor


@transaction.atomic
def recall(*, actor: Actor, case_id: int, seen: int | None = None) -> Case:
    """A new round, which does not count as reopened: with who promised, or with the assigner where nobody is left."""
    step = take(actor, case_id, Verb.RECALL, seen)
    step.check()
    case, promised_for = step.case, step.case.promised_for
    new_round(case, step.now)
    if step.row.to == State.RECEIVED:
        give_back(case)
    return step.done({"promised_for": promised_for})
