"""Break-glass: an operator lets in somebody who can no longer prove who they are. Always with a reason, always told."""

from __future__ import annotations

from axes.utils import reset
from django.db import transaction

from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.plain import line
from ihanoi.people import queries as people
from ihanoi.people.actions import locked_account
from ihanoi.people.queries import Account

from .. import sign_in_names
from ..models import Authenticator, Guesses, Passkey, RecoveryCode
from ..words import Change, Why
from .proofs import note
from .sessions import end_sessions

LEAST_REASON = 10  # characters


@transaction.atomic
def reset_second_proof(*, actor: Actor, account_id: int, reason: str) -> None:
    """Take all passkeys, the app and the recovery codes away and end all sessions; an official enrols at the next
    sign-in. Raises Denied, Invalid, NotFound.
    """
    account, why = locked_account(account_id), _reason(reason)
    _need_operator_of(actor, account)
    for model in (Passkey, Authenticator, RecoveryCode, Guesses):
        model.objects.filter(account=account).delete()
    end_sessions(account_id=account.pk)
    note(actor, account, Change.SECOND_RESET, {"reason": why})


@transaction.atomic
def unlock(*, actor: Actor, account_id: int, reason: str) -> None:
    """Look at proofs of the account again at once, though too many wrong ones were given. Raises as above."""
    account, why = locked_account(account_id), _reason(reason)
    _need_operator_of(actor, account)
    for name in sign_in_names.digests_of(account):
        reset(username=name)
    Guesses.objects.filter(account=account).delete()
    note(actor, account, Change.UNLOCKED, {"reason": why})


def _reason(text: str) -> str:
    reason = line(text, 500)
    if len(reason) < LEAST_REASON:
        raise Invalid({"reason": Why.REASON})
    return reason


def _need_operator_of(actor: Actor, account: Account) -> None:
    """An operator of all agencies in which the person sits or stands in; of the city for citizens. Never oneself."""
    if actor.is_system:
        return
    if actor.account_id == account.pk:
        raise Denied(Why.OWN_ACCOUNT)
    held = people.actor_for(account).agencies()
    governs = people.governs(actor, account.pk) and held <= people.governed(actor)
    if not (governs if held else people.operates_city(actor)):
        raise Denied(Why.NOT_OPERATOR)
