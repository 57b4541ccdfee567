"""Organisations, who acts for them, and whether that has been shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
    name: str
    tax_code: str
    position: str
    standing: str = Standing.CLAIMED
    shown_at: datetime | None = None
    refusal: str = ""
    papers: Sequence[str] = ()  # ids of files of the room media

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
    rows = Representative.objects.filter(_today(), account=account_id).order_by("organisation__name")
    found = rows.values_list(
        "organisation_id",
        "organisation__name",
        "organisation__tax_code",
        "position",
        "standing",
        "shown_at",
        "refusal",
        "papers",
    )
    return [Represented(*row) for row in found]


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


def organisation(organisation_id: int) -> Organisation | None:
    """One organisation."""
    return Organisation.objects.filter(pk=organisation_id).first()


def judges_papers(actor: Actor) -> bool:
    """Whether the actor has a seat in which papers are looked at."""
    return any(actor.holds(role) for role in (*JUDGES, Role.OPERATOR))


def may_judge_papers(actor: Actor, of: Organisation) -> bool:
    """An officer of the agency of the organisation's seat, or an operator of it or above."""
    governing = agency_of_unit(of.unit_id) if of.unit_id is not None else None
    return governing is not None and _judges_in(actor, governing)


def _judges_in(actor: Actor, governing: AgencyNode) -> bool:
    here = any(actor.holds(role, governing.id) for role in JUDGES)
    return here or bool(actor.agencies(Role.OPERATOR) & set(governing.line))


def papers_waiting(actor: Actor, *, most: int = 100) -> list[Representative]:
    """Those whom the actor may judge, oldest first."""
    governing = (agency_of_unit(each.unit_id) for each in agencies() if each.unit_id is not None)
    units = {node.unit_id for node in governing if node is not None and _judges_in(actor, node)}
    rows = Representative.objects.filter(_today(), standing=Standing.CLAIMED, shown_at__isnull=False)
    rows = rows.filter(organisation__unit__in=units).select_related("organisation", "account")
    return list(rows.order_by("shown_at", "pk")[:most])


def _today() -> Q:
    today = clock.today()
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
