"""Recovery codes: ten on paper, each opens once in place of the device that was lost."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from .. import queries, rules
from ..models import RecoveryCode
from ..words import Change, Why
from .guesses import attempt
from .proofs import note, own_account


@transaction.atomic
def make_recovery_codes(*, actor: Actor, proven_at: datetime | None) -> list[str]:
    """A new set, returned this once and kept as digests; the set before opens nothing any more. Raises Denied."""
    account = own_account(actor, proven_at)
    if not queries.has_second(account.pk):
        raise Denied(Why.NO_SECOND)
    RecoveryCode.objects.filter(account=account).delete()
    codes = [
        "".join(secrets.choice(rules.LETTERS) for _ in range(rules.CODE_LENGTH)) for _ in range(rules.CODES)
    ]
    now = clock.now()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=queries.recovery_digest(account.pk, code), created_at=now)
        for code in codes
    )
    note(actor, account, Change.CODES_MADE)
    return [rules.spaced(code) for code in codes]


def show_recovery_code(*, account_id: int, code: str) -> None:
    """A code from the paper, used up by this. Raises Invalid, Locked."""
    attempt(account_id, lambda account: _use(account, code), Why.RECOVERY_WRONG)


def _use(account: Account, code: str) -> bool:
    digest = queries.recovery_digest(account.pk, rules.clean_recovery_code(code))
    unused = RecoveryCode.objects.filter(account=account, digest=digest, used_at=None)
    if not unused.update(used_at=clock.now()):
        return False
    note(people.actor_for(account), account, Change.CODE_USED)
    return True
