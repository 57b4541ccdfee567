"""The sender's last word: rating the answer, or withdrawing the report."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions import rows
from ihanoi.cases.actions.concealing import said_by_sender
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, RatingRecord
from ihanoi.cases.words import Rating, ReasonList, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid


@transaction.atomic
def rate(*, actor: Actor, case_id: int, value: str, reason: str = "", text: str = "") -> Case:
    """Once per round, within 30 days; a bad rating says why and starts a review (R81–R85)."""
    step = take(actor, case_id, Verb.RATE)
    step.check({"value": value, "reason": reason})
    if value not in Rating.values:
        raise Invalid({"value": Why.NOT_IN_LIST})
    case = step.case
    if reason and not queries.is_reason(ReasonList.RATING, reason, case.kind):
        raise Invalid({"reason": Why.NOT_IN_LIST})
    reason = reason if value == Rating.DISSATISFIED else ""
    text = said_by_sender(case, text.strip())
    rows.add(RatingRecord(case=case, round=case.round, value=value, reason=reason, text=text, at=step.now))
    case.rating = value
    return step.done({"value": value, "reason": reason, "text": text})


@transaction.atomic
def withdraw(*, actor: Actor, case_id: int, reason: str = "") -> Case:
    """The sender takes the report back before a result is submitted; it leaves the public lists."""
    step = take(actor, case_id, Verb.WITHDRAW)
    step.check()
    case = step.case
    told = {
        "reason": said_by_sender(case, reason.strip()),
        "turn_agency_id": case.turn_agency_id,
        "handler_id": case.handler_id,
    }
    case.closed_at, case.listed = step.now, False
    return step.done(told)
