"""Organisations and who acts for them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from ihanoi.kernel import clock

from ..models import Organisation, Representative


@dataclass(frozen=True, slots=True)
class Represented:
    """An organisation for which an account acts."""

    id: int
    name: str
    tax_code: str
    position: str


def represented(account_id: int) -> list[Represented]:
    """The organisations for which the account acts today, by name."""
    rows = Representative.objects.filter(_today(), account=account_id).order_by("organisation__name")
    found = rows.values_list("organisation_id", "organisation__name", "organisation__tax_code", "position")
    return [Represented(*row) for row in found]


def represents(account_id: int, organisation_id: int) -> bool:
    """Whether the account acts for the organisation today."""
    return Representative.objects.filter(_today(), account=account_id, organisation=organisation_id).exists()


def organisation(organisation_id: int) -> Organisation | None:
    """One organisation."""
    return Organisation.objects.filter(pk=organisation_id).first()


def _today() -> Q:
    today = clock.today()
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
