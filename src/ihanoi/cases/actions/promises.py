"""A promise for a day comes back when the day has passed, or earlier when it was kept (R43, R56)."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.actions.oversight import give_back, new_round
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, Result
from ihanoi.cases.words import DONE, Outcome, State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied


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


def recall_passed(*, actor: Actor) -> int:
    """Bring back every case whose promised day has passed. Returns how many; each is a transaction of its own."""
    passed = Case.objects.filter(promised_for__lt=clock.today(), state__in=DONE).order_by(
        "promised_for", "pk"
    )
    return sum(_brought_back(actor, case_id) for case_id in list(passed.values_list("pk", flat=True)))


def _brought_back(actor: Actor, case_id: int) -> bool:
    """Not when somebody else was quicker."""
    try:
        recall(actor=actor, case_id=case_id)
    except Denied:
        return False
    return True


def settle_promises(case: Case, result: Result) -> None:
    """The answer of a later round says whether what was promised has been done: it has when the matter is fixed."""
    kept = result.outcome == Outcome.FIXED
    case.results.filter(
        round__lt=case.round, approved=True, scheduled_for__isnull=False, promise_kept__isnull=True
    ).update(promise_kept=kept, promise_ended_at=result.submitted_at if kept else clock.now())
