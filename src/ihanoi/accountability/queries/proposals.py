"""Proposals as overseers and the agencies that they name read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from ihanoi.accountability.models import Proof, Proposal
from ihanoi.accountability.queries.standing import answers_for, sees_all
from ihanoi.accountability.words import Ground, ProposalState, Why
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound

PAGE = 20
TOLD = (ProposalState.SENT, ProposalState.ANSWERED)


def visible_proposals(actor: Actor) -> QuerySet[Proposal]:
    """All for those who see all; an agency reads of itself what was put before the city."""
    if sees_all(actor):
        return Proposal.objects.all()
    return Proposal.objects.filter(state__in=TOLD, agency__in=answers_for(actor))


def proposals(actor: Actor, state: str = "", ground: str = "", mark: str = "") -> Page[Proposal]:
    """Newest first."""
    rows = visible_proposals(actor).select_related("agency")
    if state in ProposalState.values:
        rows = rows.filter(state=state)
    if ground in Ground.values:
        rows = rows.filter(ground=ground)
    return page(after(rows, "found_at", mark), "found_at", PAGE)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal, its frozen cases, and for a cluster what all clusters of the agency add up to (T17)."""

    proposal: Proposal
    proofs: list[Proof]
    clusters: int
    dissatisfied: int

    @property
    def share(self) -> float:
        """Of the whole, 0…1."""
        return self.proposal.part / self.proposal.whole


def proposal_page(actor: Actor, proposal_id: int) -> ProposalPage:
    """Raises NotFound."""
    rows = visible_proposals(actor).select_related("agency", "proposed_by")
    proposal = rows.filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound(Why.NOT_FOUND)
    same = Proposal.objects.filter(ground=Ground.CLUSTER, agency=proposal.agency_id, month=proposal.month)
    whole = same.aggregate(n=Count("pk"), part=Sum("part"))
    return ProposalPage(
        proposal, list(proposal.proofs.order_by("submitted_at", "pk")), whole["n"], whole["part"] or 0
    )
