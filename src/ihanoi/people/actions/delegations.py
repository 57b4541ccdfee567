"""While an official is away, a colleague holds their seats. History tells who acted for whom."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.plain import line

from .. import queries, rules
from ..events import DelegationMade
from ..models import Account, Delegation
from ..words import WhyOfficial
from .seats import need_to_give
from .standing import end, note

REASON_LENGTH = 300


@transaction.atomic
def delegate(
    *, actor: Actor, account_id: int, delegate_id: int | None, valid_from: date, valid_to: date, reason: str
) -> Delegation:
    """Hand the seats of an official to a colleague, both days included. By the official or an operator.

    Raises Denied, Invalid, NotFound.
    """
    assert actor.account_id is not None
    locked = Account.objects.select_for_update(no_key=True).filter(pk__in=[account_id, delegate_id or 0])
    known = {account.pk: account for account in locked.order_by("pk")}
    if account_id not in known or not _may(actor, account_id):
        raise NotFound(WhyOfficial.NO_OFFICIAL)
    if actor.account_id != account_id:  # the own seats anybody may lend; another's, who could give them
        held = queries.seats_held([account_id]).get(account_id, ())
        need_to_give(actor, {seat.role for seat in held if seat.current})
    said = line(reason, REASON_LENGTH)
    _check(actor, account_id, delegate_id, valid_from, valid_to, said)
    assert delegate_id is not None
    made = Delegation.objects.create(
        account_id=account_id,
        delegate_id=delegate_id,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=said,
        made_by_id=actor.account_id,
        created_at=clock.now(),
    )
    note(actor, made, "delegate")
    journal.announce(DelegationMade(made.pk))
    return made


def _check(
    actor: Actor, account_id: int, delegate_id: int | None, first: date, last: date, reason: str
) -> None:
    colleagues = {person.id for person in queries.colleagues(account_id)}
    wrong: dict[str, tuple[bool, object]] = {
        "delegate_id": (delegate_id not in colleagues, WhyOfficial.NO_COLLEAGUE),
        "valid_to": (not rules.period_ahead(first, last, clock.today()), WhyOfficial.PERIOD),
        "valid_from": (first < clock.today(), WhyOfficial.PAST),
        "reason": (not reason, WhyOfficial.REASON),
    }
    if delegate_id == actor.account_id:
        wrong["delegate_id"] = (True, WhyOfficial.NOT_TO_ONESELF)
    elif queries.is_away(account_id, first, last):
        wrong["valid_from"] = (True, WhyOfficial.AWAY)
    elif delegate_id and queries.is_away(delegate_id, first, last):
        wrong["delegate_id"] = (True, WhyOfficial.AWAY_TOO)
    if errors := {field: why for field, (is_wrong, why) in wrong.items() if is_wrong}:
        raise Invalid(errors)


@transaction.atomic
def end_delegation(*, actor: Actor, delegation_id: int) -> None:
    """Earlier than agreed: by who was away, who stood in, or an operator. Raises NotFound, Denied."""
    found = Delegation.objects.select_for_update(no_key=True).filter(pk=delegation_id).first()
    if found is None or not (actor.account_id == found.delegate_id or _may(actor, found.account_id)):
        raise NotFound(WhyOfficial.NO_DELEGATION)
    if found.ended_at or found.valid_to < clock.today():
        raise Denied(WhyOfficial.DELEGATION_OVER)
    end(actor, found)


def _may(actor: Actor, account_id: int) -> bool:
    return actor.account_id == account_id or queries.governs(actor, account_id)
