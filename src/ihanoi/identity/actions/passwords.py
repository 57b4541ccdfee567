"""The password: set, changed, and what it must be like."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.people import actions as people
from ihanoi.people.actions import locked_account
from ihanoi.people.queries import Account

from .. import queries, rules
from ..models import OldPassword
from ..words import Change, Why
from .guesses import attempt
from .proofs import note, own_account
from .sessions import end_sessions


@transaction.atomic
def change_password(
    *, actor: Actor, proven_at: datetime | None, password: str, session_key: str = ""
) -> Account:
    """A new password, or the first one. All sessions but the named one end. Raises Denied, Invalid, NotFound."""
    account = own_account(actor, proven_at)
    if why := _fault(account, password):
        raise Invalid({"password": why})
    _remember(account)
    people.keep_password(actor=actor, account=account, password=password)
    end_sessions(account_id=account.pk, keep=session_key)
    note(actor, account, Change.PASSWORD)
    return account


def _fault(account: Account, password: str) -> object | None:
    """What is wrong with it for this person, the cheapest look first; None where it may be used."""
    if not password:
        return Why.NEW_PASSWORD
    weak = rules.weakness(password, has_second=queries.has_second(account.pk))
    return weak or people.password_fault(password, account) or _used_before(account, password)


def _used_before(account: Account, password: str) -> object | None:
    """The present one and those before it."""
    old = OldPassword.objects.filter(account=account).order_by("-ended_at", "-id")
    hashes = [account.password, *old.values_list("password", flat=True)[: rules.REMEMBERED - 1]]
    return Why.USED_BEFORE if any(check_password(password, kept) for kept in hashes) else None


def _remember(account: Account) -> None:
    """Keep the hash that goes, and no more of them than are looked at."""
    if not account.has_usable_password():
        return
    OldPassword.objects.create(account=account, password=account.password, ended_at=clock.now())
    kept = OldPassword.objects.filter(account=account).order_by("-ended_at", "-id")
    OldPassword.objects.filter(account=account).exclude(
        pk__in=list(kept.values_list("pk", flat=True)[: rules.REMEMBERED])
    ).delete()


@transaction.atomic
def end_other_sessions(*, actor: Actor, session_key: str) -> int:
    """Sign out on all other devices. Returns how many sessions that were."""
    account = locked_account(actor.account_id)
    note(actor, account, Change.ELSEWHERE, tell=False)
    return end_sessions(account_id=account.pk, keep=session_key)


def show_password(*, account_id: int, password: str) -> None:
    """That it is still the person themselves who is signed in. Raises Invalid, Locked."""
    attempt(account_id, lambda account: account.check_password(password), Why.WRONG_PASSWORD)
