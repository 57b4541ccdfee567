"""An official leaves, or has not come for long: seats, delegations, invitations and sessions end together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.plain import line

from .. import queries, rules
from ..events import AccountClosed, AccountIdle, SeatsEnded
from ..models import Account, Delegation, Invitation, Membership
from ..words import SUBJECT, Closed, Role, WhyOfficial
from .delegations import REASON_LENGTH
from .invitations import withdraw
from .standing import end


@transaction.atomic
def leave(*, actor: Actor, account_id: int, last_day: date, reason: str) -> Account:
    """The official's last day. Up to today everything closes at once; a later one closes by itself when it is over.

    An account that the person made for themselves as a citizen stays theirs, without seats. Raises Denied, Invalid,
    NotFound.
    """
    account = _official(actor, account_id)
    if account_id == actor.account_id:
        raise Denied(WhyOfficial.NOT_ONESELF)
    said = _said(reason)
    today = clock.today()
    _note(actor, account, "leave", {"last": last_day, "reason": said})
    if last_day <= today:
        _close_seats(actor, account, today - timedelta(days=1))
        return account
    Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last_day), account=account).update(
        valid_to=last_day
    )
    account.leaves_on = last_day
    account.save(update_fields=["leaves_on"])
    return account


@transaction.atomic
def close_left(*, actor: Actor = SYSTEM) -> int:
    """Each night: who had their last day. Returns how many."""
    gone = Account.objects.select_for_update(no_key=True).filter(leaves_on__lt=clock.today()).order_by("pk")
    found = list(gone)
    for account in found:
        _close_seats(actor, account, clock.today() - timedelta(days=1))
    return len(found)


def _close_seats(actor: Actor, account: Account, last: date) -> None:
    seats = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last), account=account)
    seats.update(valid_to=last)  # one that began today too: its row tells where the account belonged
    either = Delegation.objects.filter(
        Q(account=account) | Q(delegate=account), ended_at=None, valid_to__gt=last
    )
    for delegation in either.order_by("pk"):
        end(actor, delegation)
    asked = Invitation.objects.filter(accepted_at=None, taken_back_at=None)
    for invitation in asked.filter(Q(invited_by=account) | Q(email=account.email)).order_by("pk"):
        withdraw(actor, invitation)
    account.leaves_on = None
    if not queries.is_own(account):
        account.is_active, account.closed_at, account.closed_as = False, clock.now(), Closed.LEFT
    account.save(update_fields=["leaves_on", "is_active", "closed_at", "closed_as"])
    journal.announce_many([SeatsEnded(account.pk), AccountClosed(account.pk)])


@transaction.atomic
def close_idle(*, actor: Actor = SYSTEM) -> tuple[int, int]:
    """Each day: officials whom nobody has seen for long are warned, and closed when the warning was not heard.

    Returns how many were warned and closed (security.md row 6).
    """
    now = clock.now()
    warned = [account for account in _unused(now - rules.IDLE_WARNED) if not _told(account)]
    for account in warned:
        account.idle_told_at = now
        account.save(update_fields=["idle_told_at"])
        journal.announce(AccountIdle(account.pk, clock.day_of(now + rules.IDLE_NOTICE).isoformat()))
    unheard = [
        a for a in _unused(now - rules.IDLE) if a.idle_told_at and a.idle_told_at <= now - rules.IDLE_NOTICE
    ]
    for account in unheard:
        account.is_active, account.closed_at, account.closed_as = False, now, Closed.IDLE
        account.save(update_fields=["is_active", "closed_at", "closed_as"])
        _note(actor, account, "close_idle", {"seen": account.seen_at})
        journal.announce_many([SeatsEnded(account.pk), AccountClosed(account.pk)])
    return len(warned), len(unheard)


def _unused(since: datetime) -> Iterable[Account]:
    """Locked, in the order of their ids."""
    ids = queries.unused_since(since)
    return Account.objects.select_for_update(no_key=True).filter(pk__in=ids, is_active=True).order_by("pk")


def _told(account: Account) -> bool:
    """Whether it was warned since it was used last."""
    return account.idle_told_at is not None and account.idle_told_at > queries.used_at(account)


@transaction.atomic
def reopen(*, actor: Actor, account_id: int, reason: str) -> Account:
    """The account may be used again; seats that have ended are given anew. Raises Denied, Invalid, NotFound."""
    account = _official(actor, account_id)
    said = _said(reason)
    if account.is_active or account.closed_as not in Closed.values:
        raise Denied(WhyOfficial.NOT_CLOSED)
    account.is_active, account.closed_at, account.closed_as = True, None, ""
    account.reopened_at, account.idle_told_at = clock.now(), None
    account.save(update_fields=["is_active", "closed_at", "closed_as", "reopened_at", "idle_told_at"])
    _note(actor, account, "reopen_account", {"reason": said})
    return account


def _official(actor: Actor, account_id: int) -> Account:
    """Locked. Raises NotFound where the actor does not administer all seats of the account."""
    account = Account.objects.select_for_update(no_key=True).filter(pk=account_id).first()
    if account is None or not queries.governs(actor, account_id):
        raise NotFound(WhyOfficial.NO_OFFICIAL)
    return account


def _said(reason: str) -> str:
    said = line(reason, REASON_LENGTH)
    if not said:
        raise Invalid({"reason": WhyOfficial.REASON})
    return said


def _note(actor: Actor, account: Account, verb: str, data: dict[str, object]) -> None:
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=account.pk,
        verb=verb,
        role="" if actor.is_system else Role.OPERATOR,
        data=data,
    )
