"""The assigner of the agency that holds a new report: receive, refuse, send up, transfer."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases import queries, rules
from ihanoi.cases.actions.handing_over import pass_to_heir
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case
from ihanoi.cases.words import Kind, Priority, ReasonList, ReceptionRefusal, Role, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind


@transaction.atomic
def receive(
    *,
    actor: Actor,
    case_id: int,
    priority: str = "",
    field_id: int | None = None,
    classification: str = "",
    seen: int | None = None,
) -> Case:
    """Take the report in and set its priority, and the field if it was wrong (R37, R58).

    A report about a procedure is classified instead, and is of normal priority (R69).
    """
    step = take(actor, case_id, Verb.RECEIVE, seen)
    step.check({"priority": priority, "classification": classification})
    case = step.case
    priority = priority or (Priority.NORMAL if classification else "")
    if priority not in Priority.values:
        raise Invalid({"priority": Why.NOT_IN_LIST})
    case.priority, case.received_at = priority, step.now
    case.field_id = field_id or case.field_id
    case.classification = classification
    return step.done({"priority": priority} | ({"classification": classification} if classification else {}))


@transaction.atomic
def classify(*, actor: Actor, case_id: int, classification: str, seen: int | None = None) -> Case:
    """What was thought to belong to another agency belongs to this one after all: the handling begins (R69)."""
    step = take(actor, case_id, Verb.CLASSIFY, seen)
    step.check({"classification": classification})
    step.case.classification = classification
    return step.done({"classification": classification})


@transaction.atomic
def refuse_reception(*, actor: Actor, case_id: int, reason: str, text: str, seen: int | None = None) -> Case:
    """Refuse with a reason of the list and a text, which goes to the sender by itself (R38, R49)."""
    step = take(actor, case_id, Verb.REFUSE_RECEPTION, seen)
    step.check({"reason": reason, "text": text.strip()})
    if not queries.is_reason(ReasonList.RECEPTION, reason, step.case.kind):
        raise Invalid({"reason": Why.NOT_IN_LIST})
    return close_refused(step, reason, text)


def close_refused(step: Step, reason: str, text: str) -> Case:
    """Shared with the refusal after checking: what is improper is not shown to the public."""
    case = step.case
    case.refusal, case.closed_at = reason, step.now
    case.listed = case.listed and reason not in (
        ReceptionRefusal.WORDING,
        ReceptionRefusal.MEDIA,
        ReceptionRefusal.NOT_PUBLIC,
    )
    return step.done({"reason": reason, "text": text.strip()})


@transaction.atomic
def send_up(*, actor: Actor, case_id: int, reason: str, seen: int | None = None) -> Case:
    """Not within our authority: the superior agency places it (R39)."""
    step = take(actor, case_id, Verb.SEND_UP, seen)
    step.check({"reason": reason.strip()})
    assert step.facts.superior_id is not None
    return _pass_on(step, step.facts.superior_id, reason)


@transaction.atomic
def transfer(
    *, actor: Actor, case_id: int, agency_id: int | None, reason: str, seen: int | None = None
) -> Case:
    """Give the report to another agency; the second bounce goes to the city's dispatcher instead (R41, R43)."""
    step = take(actor, case_id, Verb.TRANSFER, seen)
    to = people.agency(agency_id) if agency_id else None
    step.check(
        {
            "agency_id": agency_id,
            "reason": reason.strip(),
            "agency_line": to.line if to else (),
            "is_commune": to is not None and to.kind == AgencyKind.COMMUNE,
        }
    )
    assert agency_id is not None
    return _pass_on(step, agency_id, reason)


def _pass_on(step: Step, agency_id: int, reason: str) -> Case:
    case = step.case
    from_id = case.lead_id
    given_on = (
        step.case.kind == Kind.WASTE and step.verb == Verb.TRANSFER
    )  # W2: no bounce, but the way it goes
    if given_on or (Role.DISPATCHER in step.roles and step.verb == Verb.TRANSFER):
        case.placed = case.bounces >= rules.BOUNCES_TO_DISPATCHER
    else:
        case.bounces += 1
        if case.bounces >= rules.BOUNCES_TO_DISPATCHER:
            agency_id = people.city().id
    keeps = pass_to_heir(step, agency_id)
    case.lead_id = case.holder_id = agency_id
    case.handler = case.assigner = case.assigned_by = None
    case.priority, case.classification, case.received_at = "", "", None
    return step.done(
        {"from_id": from_id, "agency_id": agency_id, "reason": reason.strip(), "bounces": case.bounces},
        keeps=keeps,
    )
