"""Roles in agencies: given, taken, and given to many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound

from .. import queries
from ..events import SeatsEnded
from ..models import Membership
from ..regulation import GIVEN_BY_THE_CITY
from ..words import SUBJECT, Role, Why, WhyOfficial
from .locked import locked_account
from .standing import end_outgrown


@transaction.atomic
def grant(
    *,
    actor: Actor,
    account_id: int,
    agency_id: int,
    role: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a role in an agency, from today if no day is named; never to oneself. Raises Denied, NotFound."""
    need_operator(actor, agency_id, [role])
    refuse_oneself(actor, [account_id])
    if role not in Role.values:
        raise NotFound(Why.NO_ROLE)
    account = locked_account(account_id, closed=True)
    first = valid_from or clock.today()
    held = Membership.objects.filter(account=account, agency_id=agency_id, role=role)
    if held.filter(Q(valid_to=None) | Q(valid_to__gte=first)).exists():
        raise Denied(Why.HELD)
    seat, _ = Membership.objects.update_or_create(  # one that ended on its first day begins again
        account=account, agency_id=agency_id, role=role, valid_from=first, defaults={"valid_to": valid_to}
    )
    _note_seat(actor, account_id, agency_id, role, "grant", {"from": first, "to": valid_to})
    end_outgrown(actor, [account_id], [role])
    return seat


@transaction.atomic
def revoke(*, actor: Actor, account_id: int, agency_id: int, role: str) -> None:
    """End a role today; it is gone from the next request on. Raises Denied, NotFound."""
    need_operator(actor, agency_id)
    locked_account(account_id, closed=True)
    day = clock.today()
    held = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), account_id=account_id)
    held = held.filter(agency_id=agency_id, role=role)
    last = date.fromordinal(day.toordinal() - 1)
    ended = held.filter(valid_from__lte=last).update(valid_to=last)
    never_begun, _ = held.filter(valid_from__gt=last).delete()
    if not ended and not never_begun:
        raise Denied(Why.NOT_HELD)
    _note_seat(actor, account_id, agency_id, role, "revoke", {"last": last})
    end_outgrown(actor, [account_id])
    journal.announce(SeatsEnded(account_id))


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A role for `grant_many`."""

    account_id: int
    agency_id: int
    role: str
    valid_from: date


@transaction.atomic
def grant_many(*, actor: Actor, seats: Sequence[NewSeat]) -> int:
    """Many roles at once, for imports and the demo. What is held already is left as it is."""
    for agency_id in {seat.agency_id for seat in seats}:
        need_operator(actor, agency_id, {seat.role for seat in seats if seat.agency_id == agency_id})
    refuse_oneself(actor, [seat.account_id for seat in seats])
    rows = [
        Membership(account_id=s.account_id, agency_id=s.agency_id, role=Role(s.role), valid_from=s.valid_from)
        for s in seats
    ]
    Membership.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    now = clock.now()
    journal.record_many(
        lines=(
            journal.Line(
                actor,
                SUBJECT,
                s.account_id,
                "grant",
                now,
                agency_id=s.agency_id,
                data={"role": s.role, "from": s.valid_from, "to": None},
            )
            for s in seats
        )
    )
    for role in {s.role for s in seats}:
        end_outgrown(actor, {s.account_id for s in seats if s.role == role}, [role])
    return len(rows)


def need_operator(actor: Actor, agency_id: int | None = None, roles: Collection[str] = ()) -> None:
    """Only an operator, of the agency or of one above it if an agency is named. `roles`: what is to be given there.

    Raises Denied, NotFound.
    """
    held = actor.agencies(Role.OPERATOR)
    allowed = held & set(queries.agency(agency_id).line) if agency_id is not None else held
    if not actor.is_system and not allowed:
        raise Denied(Why.NOT_OPERATOR)
    need_to_give(actor, roles)


def need_to_give(actor: Actor, roles: Collection[str]) -> None:
    """Roles that reach all of the city are the city's to give. Raises Denied."""
    if not GIVEN_BY_THE_CITY.isdisjoint(roles) and not queries.operates_city(actor):
        raise Denied(Why.ROLE_OF_CITY)


def refuse_oneself(actor: Actor, account_ids: Collection[int]) -> None:
    """Four eyes: who gives a role is never who gets it. Raises Denied."""
    if actor.account_id in account_ids:
        raise Denied(WhyOfficial.NOT_ONESELF)


def _note_seat(
    actor: Actor, account_id: int, agency_id: int, role: str, verb: str, days: Mapping[str, date | None]
) -> None:
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=account_id,
        verb=verb,
        role="" if actor.is_system else Role.OPERATOR,
        agency_id=agency_id,
        data={"role": role, **days},
    )
