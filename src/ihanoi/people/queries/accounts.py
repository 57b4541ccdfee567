"""Accounts and the seats that they hold. Who may read a name is decided by the room that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, Actor, Seat
from ihanoi.kernel.denials import NotFound

from ..models import Account, Membership
from ..words import Role, Why
from .agencies import agency


def held_on(on: date) -> Q:
    """Memberships that count on the day."""
    ends = Q(valid_to=None) | Q(valid_to__gte=on)
    exists = Q(agency__valid_to=None) | Q(agency__valid_to__gte=on)
    return Q(valid_from__lte=on) & ends & exists


def _answerable(agency: str) -> str:
    """The agency to which a division belongs, as `agencies.answerable` says it."""
    return f"""(
        SELECT up.id FROM people_agency up
        WHERE {agency}.line @> to_jsonb(up.id) AND (up.kind <> 'division' OR up.parent_id IS NULL)
        ORDER BY jsonb_array_length(up.line) DESC LIMIT 1
    )"""  # nosec B608  # names of this file


# Whoever stands in has a seat of their own in the agency of the lent one: a seat follows nobody to other agencies,
# neither who is away nor who stands in. `d`: the delegation, `a`: the agency of the lent seat.
_IS_COLLEAGUE = f"""EXISTS (
    SELECT FROM people_membership own JOIN people_agency b ON b.id = own.agency_id
    WHERE own.account_id = d.delegate_id AND own.valid_from <= %(on)s
        AND (own.valid_to IS NULL OR own.valid_to >= %(on)s)
        AND (b.valid_to IS NULL OR b.valid_to >= %(on)s)
        AND {_answerable("b")} = {_answerable("a")}
)"""  # nosec B608  # names of this file

# Written out: it is asked with every page of everybody who is signed in. Own seats first, then those of colleagues
# who are away and named the account to stand in.
# Absences are looked up first and fenced (OFFSET 0): mostly there are none, and then nothing below them is asked, even
# where the database knows nothing of its tables yet and would join all seats with each other.
_SEATS = f"""
    SELECT m.account_id, m.role, m.agency_id, NULL::bigint AS stands_for, m.id
    FROM people_membership m JOIN people_agency a ON a.id = m.agency_id
    WHERE m.account_id = ANY(%(accounts)s) AND m.valid_from <= %(on)s
        AND (m.valid_to IS NULL OR m.valid_to >= %(on)s) AND (a.valid_to IS NULL OR a.valid_to >= %(on)s)
    UNION ALL
    SELECT d.delegate_id, lent.role, lent.agency_id, d.account_id, lent.id
    FROM (
        SELECT delegate_id, account_id FROM people_delegation
        WHERE delegate_id = ANY(%(accounts)s) AND ended_at IS NULL AND valid_from <= %(on)s AND valid_to >= %(on)s
        OFFSET 0
    ) d
    CROSS JOIN LATERAL (
        SELECT m.id, m.role, m.agency_id FROM people_membership m JOIN people_agency a ON a.id = m.agency_id
        WHERE m.account_id = d.account_id AND m.valid_from <= %(on)s
            AND (m.valid_to IS NULL OR m.valid_to >= %(on)s) AND (a.valid_to IS NULL OR a.valid_to >= %(on)s)
            AND EXISTS (SELECT FROM people_account p WHERE p.id = d.account_id AND p.is_active)
            AND {_IS_COLLEAGUE}
        OFFSET 0
    ) lent
    ORDER BY stands_for NULLS FIRST, id
"""  # nosec B608  # names of this file


def actor_for(account: Account | None) -> Actor:
    """The account with the seats it holds today, in one query. The public for nobody and for a closed account."""
    if account is None or account.pk is None:
        return PUBLIC
    return actors_for([account])[account.pk]


def actors_for(accounts: Collection[Account]) -> dict[int, Actor]:
    """Actors of many accounts, by account id, in one query."""
    seats: defaultdict[int, dict[tuple[str, int], Seat]] = defaultdict(dict)
    active = [a.pk for a in accounts if a.is_active]
    if active:
        with connection.cursor() as cursor:
            cursor.execute(_SEATS, {"accounts": active, "on": clock.today()})
            for account_id, role, agency_id, stands_for, _ in cursor.fetchall():
                seats[account_id].setdefault((role, agency_id), Seat(role, agency_id, stands_for))
    return {
        a.pk: Actor(a.pk, a.full_name, tuple(seats[a.pk].values()), title=a.title) if a.is_active else PUBLIC
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
    """Active accounts that hold the role in exactly this agency today, by name; who stands in for who is away."""
    found = Account.objects.filter(pk__in=holder_ids(role, [agency_id])[agency_id])
    return list(found.order_by("full_name", "id"))


# Written out like the seats: it is asked with most moves of a case. Who is away has the delegate in their place, as
# long as that one has the seat at all.
_HOLDERS = f"""
    SELECT DISTINCT m.agency_id, coalesce(standing.delegate_id, m.account_id) AS holder_id FROM people_membership m
    JOIN people_agency a ON a.id = m.agency_id JOIN people_account p ON p.id = m.account_id AND p.is_active
    LEFT JOIN LATERAL (
        SELECT d.delegate_id FROM people_delegation d
        JOIN people_account s ON s.id = d.delegate_id AND s.is_active
        WHERE d.account_id = m.account_id AND d.ended_at IS NULL
            AND d.valid_from <= %(on)s AND d.valid_to >= %(on)s AND {_IS_COLLEAGUE}
    ) standing ON true
    WHERE m.role = %(role)s AND m.agency_id = ANY(%(agencies)s) AND m.valid_from <= %(on)s
        AND (m.valid_to IS NULL OR m.valid_to >= %(on)s) AND (a.valid_to IS NULL OR a.valid_to >= %(on)s)
    ORDER BY holder_id
"""  # nosec B608  # names of this file


def holder_ids(role: str, agency_ids: Collection[int]) -> dict[int, list[int]]:
    """Agency → ids of the accounts that hold the role there today, in one query; a delegate instead of who is away."""
    found: dict[int, list[int]] = {agency_id: [] for agency_id in agency_ids}
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"role": str(role), "agencies": list(found), "on": clock.today()})
        for agency_id, account_id in cursor.fetchall():
            found[agency_id].append(account_id)
    return found


def seated(role: str, pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of (account, agency) those where the account holds the role today, away or not, or stands in for its holder."""
    if not pairs:
        return set()
    own = Membership.objects.filter(
        held_on(clock.today()),
        role=role,
        account__in={account_id for account_id, _ in pairs},
        account__is_active=True,
    )
    standing = holder_ids(role, {agency_id for _, agency_id in pairs})
    here = {(account_id, agency_id) for agency_id, found in standing.items() for account_id in found}
    return set(pairs) & (here | set(own.values_list("account_id", "agency_id")))


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A role in an agency, with the names that pages show."""

    role: str
    role_label: str
    agency_id: int
    agency_name: str
    stands_for: str = ""  # the name of who is away


def seats(actor: Actor) -> list[SeatRow]:
    """The actor's seats, named."""
    absent = persons({s.stands_for for s in actor.seats if s.stands_for})
    return [
        SeatRow(
            s.role,
            str(Role(s.role).label),
            s.agency_id,
            agency(s.agency_id).name,
            absent[s.stands_for].name if s.stands_for else "",
        )
        for s in actor.seats
    ]
