"""The overseer reminds an agency, or opens a closed case again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, Reminder
from ihanoi.cases.words import Priority, Verb
from ihanoi.kernel.actor import Actor


@transaction.atomic
def remind(*, actor: Actor, case_id: int, text: str, reply_by: date | None, seen: int | None = None) -> Case:
    """Urge the agency that answers for the case; it stands on the agency's record (R92)."""
    step = take(actor, case_id, Verb.REMIND, seen)
    step.check({"text": text.strip(), "reply_by": reply_by})
    assert reply_by is not None and actor.account_id is not None
    Reminder.objects.create(
        case=step.case,
        agency_id=step.case.lead_id,
        text=text.strip(),
        reply_by=reply_by,
        by_id=actor.account_id,
        at=step.now,
    )
    return step.done({"text": text.strip(), "reply_by": reply_by})


@transaction.atomic
def reopen(*, actor: Actor, case_id: int, reason: str, seen: int | None = None) -> Case:
    """A new round with new clocks, which counts against the agency; the earlier answer stays on record (R85, R87)."""
    step = take(actor, case_id, Verb.REOPEN, seen)
    step.check({"reason": reason.strip()})
    case = step.case
    case.reopened += 1
    new_round(case, step.now)
    give_back(case)
    return step.done({"reason": reason.strip(), "round": case.round})


def new_round(case: Case, now: datetime) -> None:
    """What the earlier round came to stays in its result, rating and history; the case begins anew."""
    case.round += 1
    case.received_at = now
    case.priority = case.priority or Priority.NORMAL
    case.returned_as = case.publication = case.rating = case.review = case.refusal = case.outcome = ""
    case.resolved_at = case.published_at = case.closed_at = case.waited_s = case.margin_s = None
    case.promised_for = None
    case.listed = True


def give_back(case: Case) -> None:
    """It lies with the agency that answers for it, in nobody's hands."""
    case.holder_id = case.lead_id
    case.handler = case.assigner = case.assigned_by = None
