"""Who is away and who stands in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from ihanoi.kernel import clock

from ..models import Delegation, Membership
from .accounts import Person, held_on, persons
from .agencies import answerable, under


def _standing(first: date, last: date) -> Q:
    return Q(ended_at=None, valid_from__lte=last, valid_to__gte=first)


def is_away(account_id: int, first: date, last: date) -> bool:
    """Whether somebody stands in for the account on one of the days."""
    return Delegation.objects.filter(_standing(first, last), account=account_id).exists()


def away(account_ids: Collection[int]) -> dict[int, Delegation]:
    """By account: the delegation of those who are away today."""
    today = clock.today()
    found = Delegation.objects.filter(_standing(today, today), account__in=account_ids)
    return {each.account_id: each for each in found.select_related("delegate")}


def away_under(agency_ids: Collection[int]) -> frozenset[int]:
    """Accounts that are away today and have a seat in one of the agencies or below."""
    today = clock.today()
    places = frozenset().union(*(under(agency_id) for agency_id in agency_ids))
    seats = Membership.objects.filter(held_on(today), agency__in=places)
    found = Delegation.objects.filter(_standing(today, today), account__in=seats.values("account"))
    return frozenset(found.values_list("account_id", flat=True))


def delegations(account_id: int, *, most: int = 20) -> list[Delegation]:
    """Of which the account is either side, newest first."""
    either = Q(account=account_id) | Q(delegate=account_id)
    found = Delegation.objects.filter(either).select_related("account", "delegate", "made_by")
    return list(found.order_by("-valid_from", "-pk")[:most])


def standing(account_ids: Collection[int]) -> QuerySet[Delegation]:
    """Of which one of the accounts is either side, and which last today or longer; in the order of their ids."""
    either = Q(account__in=account_ids) | Q(delegate__in=account_ids)
    return Delegation.objects.filter(either, ended_at=None, valid_to__gte=clock.today()).order_by("pk")


def delegation(delegation_id: int) -> Delegation | None:
    """One, with both sides."""
    return Delegation.objects.select_related("account", "delegate").filter(pk=delegation_id).first()


def colleagues(account_id: int) -> list[Person]:
    """Who may stand in: those with a seat in every agency, divisions included, where the account has one; by name."""
    today = clock.today()
    own = Membership.objects.filter(held_on(today), account=account_id).values_list("agency_id", flat=True)
    agencies = {answerable(agency_id).id for agency_id in own}
    if not agencies:
        return []
    found: set[int] | None = None
    for agency_id in agencies:
        there = Membership.objects.filter(
            held_on(today), agency__in=under(agency_id), account__is_active=True
        )
        same = {
            pk for pk, at in there.values_list("account_id", "agency_id") if answerable(at).id == agency_id
        }
        found = same if found is None else found & same
    able = persons((found or set()) - {account_id})
    return sorted(able.values(), key=lambda person: (person.name, person.id))
