"""Accounts and the seats that they hold. Who may read a name is decided by the room that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, Actor, Seat
from ihanoi.kernel.denials import NotFound

from ..models import Account, Membership
from ..words import Role, Why
from .agencies import agency


def _held(on: date) -> Q:
    ends = Q(valid_to=None) | Q(valid_to__gte=on)
    exists = Q(agency__valid_to=None) | Q(agency__valid_to__gte=on)
    return Q(valid_from__lte=on) & ends & exists


# Written out: it is asked with every page of everybody who is signed in.
_SEATS = """
    SELECT m.role, m.agency_id FROM people_membership m JOIN people_agency a ON a.id = m.agency_id
    WHERE m.account_id = %(account)s AND m.valid_from <= %(on)s AND (m.valid_to IS NULL OR m.valid_to >= %(on)s)
        AND (a.valid_to IS NULL OR a.valid_to >= %(on)s)
    ORDER BY m.id
"""


def actor_for(account: Account | None) -> Actor:
    """The account with the seats it holds today, in one query. The public for nobody and for a closed account."""
    if account is None or not account.is_active or account.pk is None:
        return PUBLIC
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, {"account": account.pk, "on": clock.today()})
        seats = tuple(Seat(role, agency_id) for role, agency_id in cursor.fetchall())
    return Actor(account.pk, account.full_name, seats, title=account.title)


def actors_for(accounts: Collection[Account]) -> dict[int, Actor]:
    """Actors of many accounts, by account id, in one query."""
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    held = Membership.objects.filter(_held(clock.today()), account__in=[a.pk for a in accounts]).order_by(
        "id"
    )
    for account_id, role, agency_id in held.values_list("account_id", "role", "agency_id"):
        seats[account_id].append(Seat(role, agency_id))
    return {
        a.pk: Actor(a.pk, a.full_name, tuple(seats[a.pk]), title=a.title) if a.is_active else PUBLIC
        for a in accounts
    }


def account(account_id: int) -> Account:
    """One account, whole: for whoever signs in or changes it. Raises NotFound."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound(Why.NO_ACCOUNT)
    return found


def accounts(account_ids: Collection[int]) -> dict[int, Account]:
    """Accounts by id, whole, in one query; unknown ids are left out. What pages show is in `persons`."""
    return Account.objects.in_bulk(set(account_ids)) if account_ids else {}


@dataclass(frozen=True, slots=True)
class Person:
    """What others may be shown of an account, and whether it is open: no address, no number, no password."""

    id: int
    name: str
    job_title: str
    is_active: bool


def persons(account_ids: Collection[int]) -> dict[int, Person]:
    """By account id, in one query; unknown ids are left out."""
    if not account_ids:
        return {}
    found = Account.objects.filter(pk__in=set(account_ids))
    rows = found.values_list("pk", "full_name", "job_title", "is_active")
    return {row[0]: Person(*row) for row in rows}


def phone_of(actor: Actor) -> str:
    """The actor's own number; blank where none was given."""
    if actor.account_id is None:
        return ""
    return Account.objects.filter(pk=actor.account_id).values_list("phone", flat=True).first() or ""


def holders(role: str, agency_id: int) -> list[Account]:
    """Active accounts that hold the role in exactly this agency today."""
    return list(_holders(role, [agency_id]))


# Written out like the seats: it is asked with most moves of a case.
_HOLDERS = """
    SELECT DISTINCT m.agency_id, m.account_id FROM people_membership m
    JOIN people_agency a ON a.id = m.agency_id JOIN people_account p ON p.id = m.account_id AND p.is_active
    WHERE m.role = %(role)s AND m.agency_id = ANY(%(agencies)s) AND m.valid_from <= %(on)s
        AND (m.valid_to IS NULL OR m.valid_to >= %(on)s) AND (a.valid_to IS NULL OR a.valid_to >= %(on)s)
    ORDER BY m.account_id
"""


def holder_ids(role: str, agency_ids: Collection[int]) -> dict[int, list[int]]:
    """Agency → ids of the accounts that hold the role there today, in one query."""
    found: dict[int, list[int]] = {agency_id: [] for agency_id in agency_ids}
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"role": str(role), "agencies": list(found), "on": clock.today()})
        for agency_id, account_id in cursor.fetchall():
            found[agency_id].append(account_id)
    return found


def _holders(role: str, agency_ids: Collection[int]) -> QuerySet[Account]:
    held = Membership.objects.filter(_held(clock.today()), role=role, agency__in=agency_ids)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("full_name", "id")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A role in an agency, with the names that pages show."""

    role: str
    role_label: str
    agency_id: int
    agency_name: str


def seats(actor: Actor) -> list[SeatRow]:
    """The actor's seats, named."""
    return [
        SeatRow(s.role, str(Role(s.role).label), s.agency_id, agency(s.agency_id).name) for s in actor.seats
    ]
