"""A bad rating is judged: justified, and a new round begins, or not (R85)."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions.oversight import give_back, new_round
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, Review
from ihanoi.cases.words import ReasonList, Role, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid


@transaction.atomic
def review(
    *, actor: Actor, case_id: int, justified: bool, cause: str, text: str, seen: int | None = None
) -> Case:
    """The sender is told what was found. An overseer may judge again what the agency found unjustified."""
    step = take(actor, case_id, Verb.REVIEW, seen)
    step.check({"justified": justified, "cause": cause, "text": text.strip()})
    if not queries.is_reason(ReasonList.REVIEW, cause, step.case.kind):
        raise Invalid({"cause": Why.NOT_IN_LIST})
    assert actor.account_id is not None
    case = step.case
    Review.objects.create(
        case=case,
        round=case.round,
        role=Role.OVERSEER if Role.OVERSEER in step.row.by else Role.APPROVER,
        justified=justified,
        cause=cause,
        text=text.strip(),
        by_id=actor.account_id,
        at=step.now,
    )
    if justified:
        case.reopened += 1
        new_round(case, step.now)
        give_back(case)
    else:
        case.review = "unjustified"
    return step.done({"justified": justified, "cause": cause, "text": text.strip(), "round": case.round})
