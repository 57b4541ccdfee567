"""Organisations, who acts for them, and whether that has been shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

from ..models import Organisation, Representative
from ..words import Role, Standing
from .agencies import AgencyNode, agencies, agency_of_unit

JUDGES = (Role.ASSIGNER, Role.APPROVER)  # of the agency where the organisation has its seat


@dataclass(frozen=True, slots=True)
class Represented:
    """An organisation for which an account acts."""

    id: int
    name: str  # as its papers say; before that, as the person says
    tax_code: str
    position: str
    standing: str = Standing.CLAIMED
    shown_at: datetime | None = None
    refusal: str = ""
    papers: Sequence[str] = ()  # ids of files of the room media
    seat_id: int | None = None  # the unit whose agency looks at them

    @property
    def verified(self) -> bool:
        return self.standing == Standing.VERIFIED

    @property
    def waiting(self) -> bool:
        """Whether an officer has papers to look at."""
        return self.standing == Standing.CLAIMED and self.shown_at is not None

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label)


def represented(account_id: int) -> list[Represented]:
    """The organisations for which the account acts today, by name."""
    rows = Representative.objects.filter(_today(), account=account_id).select_related("organisation")
    found = [
        Represented(
            row.organisation_id,
            row.firm_name,
            row.organisation.tax_code,
            row.position,
            row.standing,
            row.shown_at,
            row.refusal,
            row.papers,
            row.seat_id,
        )
        for row in rows
    ]
    return sorted(found, key=lambda firm: (firm.name, firm.id))


class Firm(NamedTuple):
    """An organisation that sends, as it is called in what an account sends for it."""

    name: str
    tax_code: str
    address: str
    standing: str  # words.Standing of the account towards it today; blank: it does not act for it


def firm_of(account_id: int | None, organisation_id: int) -> Firm | None:
    """None: there is no such organisation. `account_id` None: an officer entered what it sends."""
    rows = Representative.objects.filter(organisation=organisation_id, account=account_id or 0)
    claim = rows.select_related("organisation").order_by("-valid_from").first() if account_id else None
    firm = claim.organisation if claim else Organisation.objects.filter(pk=organisation_id).first()
    if firm is None:
        return None
    if claim is None:
        return Firm(firm.name, firm.tax_code, firm.address, "")
    today = clock.today()
    acts = claim.valid_from <= today and (claim.valid_to is None or claim.valid_to >= today)
    return Firm(claim.firm_name, firm.tax_code, claim.firm_address, claim.standing if acts else "")


def represents(account_id: int, organisation_id: int) -> bool:
    """Whether the account acts for the organisation today."""
    return Representative.objects.filter(_today(), account=account_id, organisation=organisation_id).exists()


def standing_of(account_id: int, organisation_id: int) -> str:
    """words.Standing of the account towards the organisation today; blank where it does not act for it."""
    found = Representative.objects.filter(_today(), account=account_id, organisation=organisation_id)
    return found.values_list("standing", flat=True).first() or ""


def representatives(organisation_id: int) -> list[Representative]:
    """Who acts for the organisation today, by name."""
    rows = Representative.objects.filter(_today(), organisation=organisation_id)
    return list(rows.select_related("account", "checked_by").order_by("account__full_name", "pk"))


def representative(representative_id: int) -> Representative | None:
    """One, with the organisation."""
    return (
        Representative.objects.select_related("organisation", "account").filter(pk=representative_id).first()
    )


def judges_papers(actor: Actor) -> bool:
    """Whether the actor has a seat in which papers are looked at."""
    return any(actor.holds(role) for role in (*JUDGES, Role.OPERATOR))


def may_judge_papers(actor: Actor, of: Representative) -> bool:
    """An officer of the agency of the seat that the claim names, or an operator of it or above."""
    governing = agency_of_unit(of.seat_id) if of.seat_id is not None else None
    return governing is not None and _judges_in(actor, governing)


def _judges_in(actor: Actor, governing: AgencyNode) -> bool:
    here = any(actor.holds(role, governing.id) for role in JUDGES)
    return here or bool(actor.agencies(Role.OPERATOR) & set(governing.line))


def papers_waiting(actor: Actor, *, most: int = 100) -> list[Representative]:
    """Those whom the actor may judge, oldest first."""
    governing = (agency_of_unit(each.unit_id) for each in agencies() if each.unit_id is not None)
    units = {node.unit_id for node in governing if node is not None and _judges_in(actor, node)}
    rows = Representative.objects.filter(_today(), standing=Standing.CLAIMED, shown_at__isnull=False)
    here = Q(unit__in=units) | Q(unit=None, organisation__unit__in=units)
    rows = rows.filter(here).select_related("organisation", "account")
    return list(rows.order_by("shown_at", "pk")[:most])


def _today() -> Q:
    today = clock.today()
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
