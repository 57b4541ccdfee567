"""From a count to a decision: the machine finds, a person proposes with the cases that prove it, the city answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import transaction

from ihanoi.accountability import queries
from ihanoi.accountability.actions.step import answering, check, clean, locked, overseers, tell, write_down
from ihanoi.accountability.models import Proof, Proposal
from ihanoi.accountability.queries import Candidate, facts, roles_of
from ihanoi.accountability.words import Decision, ProposalState, Subject, Verb, Why
from ihanoi.cases import queries as cases
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid

SUBJECT: Final = Subject.PROPOSAL


@transaction.atomic
def find_proposals(*, actor: Actor) -> int:
    """Look at the month that is over, and at what came back since it began. Returns how many were new.

    What is known already and untouched gets today's counts; what a person decided stays as it is.
    """
    month = queries.month_before(clock.today())
    state = check(SUBJECT, Verb.FIND, "", roles_of(actor), facts(), {})
    found = [*queries.late_months(month), *queries.repeated(month)]
    new = [each for each in found if _keep(actor, each, state)]
    if new:
        key = f"proposals:{clock.today():%Y-%m-%d}"
        told = {"n": len(new)}
        tell(overseers(), "proposals_found", told, url="/ban-xu-ly/de-xuat", key=key, actor=actor)
    return len(new)


def _keep(actor: Actor, candidate: Candidate, state: str) -> bool:
    counts = _counts(candidate)
    known = Proposal.objects.filter(
        ground=candidate.ground, agency=candidate.agency_id, occasion__in=candidate.occasions
    )
    if known.exists():
        known.filter(state=ProposalState.FOUND).update(**counts)
        return False
    made = Proposal.objects.create(
        ground=candidate.ground, agency_id=candidate.agency_id, occasion=candidate.occasion, month=candidate.month,
        state=state, found_at=clock.now(), **counts,
    )  # fmt: skip
    write_down(actor, SUBJECT, made.pk, Verb.FIND, counts, agency_id=candidate.agency_id, role="")
    return True


def _counts(candidate: Candidate) -> dict[str, Any]:
    return {
        "part": candidate.part, "whole": candidate.whole, "limit": candidate.limit,
        "rated_late": candidate.rated_late, "as_of": clock.now(),
    }  # fmt: skip


@transaction.atomic
def propose(*, actor: Actor, proposal_id: int, text: str) -> Proposal:
    """A person takes it up: counted anew, and its cases are frozen. Raises Denied if it no longer holds."""
    proposal = locked(queries.visible_proposals(actor), proposal_id)
    given = clean(text=text)
    state = check(SUBJECT, Verb.PROPOSE, proposal.state, roles_of(actor), facts(), given)
    now = queries.recount(proposal)
    if now is None:
        raise Denied(Why.BELOW)
    counts = _counts(now)
    for name, value in counts.items():
        setattr(proposal, name, value)
    proposal.state, proposal.text = state, given["text"]
    proposal.proposed_by_id, proposal.proposed_at = actor.account_id, clock.now()
    proposal.save()
    _freeze(proposal, now)
    write_down(actor, SUBJECT, proposal.pk, Verb.PROPOSE, {**counts, **given}, agency_id=proposal.agency_id)
    return proposal


def _freeze(proposal: Proposal, counted: Candidate) -> None:
    found = cases.visible_to(SYSTEM).in_bulk([each.case_id for each in counted.evidence])
    Proof.objects.bulk_create(
        Proof(
            proposal=proposal, case_id=each.case_id, code=found[each.case_id].code, shows=each.shows,
            title=found[each.case_id].public_title, submitted_at=found[each.case_id].submitted_at,
            counts=each.counts,
        )
        for each in counted.evidence
    )  # fmt: skip


@transaction.atomic
def dismiss_proposal(*, actor: Actor, proposal_id: int, reason: str) -> Proposal:
    """A person looked and does not propose; why stays on record."""
    return _close(actor, proposal_id, Verb.DISMISS, reason)


@transaction.atomic
def withdraw_proposal(*, actor: Actor, proposal_id: int, reason: str) -> Proposal:
    """Taken back before the city decided, with the reason."""
    return _close(actor, proposal_id, Verb.WITHDRAW, reason)


def _close(actor: Actor, proposal_id: int, verb: Verb, reason: str) -> Proposal:
    proposal = locked(queries.visible_proposals(actor), proposal_id)
    given = clean(reason=reason)
    proposal.state = check(SUBJECT, verb, proposal.state, roles_of(actor), facts(), given)
    proposal.reason, proposal.closed_at = given["reason"], clock.now()
    proposal.save(update_fields=["state", "reason", "closed_at"])
    write_down(actor, SUBJECT, proposal.pk, verb, given, agency_id=proposal.agency_id)
    return proposal


@transaction.atomic
def send_proposal(*, actor: Actor, proposal_id: int, number: str, signed_on: date | None) -> Proposal:
    """Put before the city by a document of its own; from now on the agency reads it (R89)."""
    proposal = locked(queries.visible_proposals(actor), proposal_id)
    given: dict[str, Any] = {**clean(number=number), "signed_on": signed_on}
    proposal.state = check(SUBJECT, Verb.SEND, proposal.state, roles_of(actor), facts(), given)
    proposal.number, proposal.signed_on, proposal.sent_at = given["number"], signed_on, clock.now()
    proposal.save(update_fields=["state", "number", "signed_on", "sent_at"])
    write_down(actor, SUBJECT, proposal.pk, Verb.SEND, given, agency_id=proposal.agency_id)
    _tell_agency(actor, proposal, "proposal_sent", {"number": proposal.number})
    return proposal


@transaction.atomic
def decide_proposal(*, actor: Actor, proposal_id: int, decision: str, text: str) -> Proposal:
    """What the People's Committee answered, as the overseer records it, with its document in the text (R89)."""
    proposal = locked(queries.visible_proposals(actor), proposal_id)
    given = {"decision": decision, **clean(text=text)}
    state = check(SUBJECT, Verb.DECIDE, proposal.state, roles_of(actor), facts(), given)
    if decision not in Decision.values:
        raise Invalid({"decision": Why.NOT_IN_LIST})
    proposal.state, proposal.decision, proposal.decision_text = state, decision, given["text"]
    proposal.closed_at = clock.now()
    proposal.save(update_fields=["state", "decision", "decision_text", "closed_at"])
    write_down(actor, SUBJECT, proposal.pk, Verb.DECIDE, given, agency_id=proposal.agency_id)
    told = {"decision": Decision(decision).label, "text": given["text"]}
    _tell_agency(actor, proposal, "proposal_decided", told)
    return proposal


def _tell_agency(actor: Actor, proposal: Proposal, occasion: str, told: dict[str, Any]) -> None:
    url = f"/ban-xu-ly/de-xuat/{proposal.pk}"
    accounts = answering([proposal.agency_id])[proposal.agency_id]
    tell(accounts, occasion, told, url=url, key=f"{occasion}:{proposal.pk}", actor=actor)
