"""An overseer opens who a confidential sender is: with a reason, for a time, told to the sender at once (R21)."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, Unsealing
from ihanoi.cases.rules.concealing import UNSEALED_FOR
from ihanoi.cases.words import Verb
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.plain import plain
from ihanoi.kernel.redaction import redact

REASON_MAX = 300


@transaction.atomic
def unseal(*, actor: Actor, case_id: int, reason: str, seen: int | None = None) -> Case:
    """Only the actor sees it, for a day. Numbers in the reason are masked: it stands in history for ever."""
    step = take(actor, case_id, Verb.UNSEAL, seen)
    reason = redact(plain(reason).strip()[:REASON_MAX]).text
    step.check({"reason": reason})
    assert actor.account_id is not None
    Unsealing.objects.create(
        case=step.case, by_id=actor.account_id, reason=reason, at=step.now, until=step.now + UNSEALED_FOR
    )
    return step.done({"reason": reason})
