"""Following a case counts as a voice and brings its news; it is no move."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from ihanoi.cases.models import Case, Follower
from ihanoi.cases.words import NOT_FOUND
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound


@transaction.atomic
def follow(*, actor: Actor, case_id: int) -> None:
    """Safe to repeat."""
    _public(actor, case_id)
    assert actor.account_id is not None
    _, made = Follower.objects.get_or_create(
        case_id=case_id, account_id=actor.account_id, defaults={"since": clock.now()}
    )
    if made:
        Case.objects.filter(pk=case_id).update(followers=F("followers") + 1)


@transaction.atomic
def unfollow(*, actor: Actor, case_id: int) -> None:
    """Safe to repeat."""
    if actor.account_id is None:
        return
    gone, _ = Follower.objects.filter(case_id=case_id, account_id=actor.account_id).delete()
    if gone:
        Case.objects.filter(pk=case_id).update(followers=F("followers") - 1)


def _public(actor: Actor, case_id: int) -> None:
    if actor.account_id is None:
        raise Denied(NOT_FOUND)
    if not Case.objects.filter(pk=case_id, listed=True).exists():
        raise NotFound(NOT_FOUND)
