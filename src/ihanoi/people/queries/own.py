"""What a person agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ihanoi.kernel.actor import Actor

from ..models import Consent
from ..words import Purpose


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What was agreed to, from when to when; no end: it still holds."""

    purpose: str
    label: str
    given_at: datetime
    withdrawn_at: datetime | None


def consents(actor: Actor) -> list[ConsentRow]:
    """Everything that the actor ever agreed to, newest first."""
    rows = Consent.objects.filter(account=actor.account_id).order_by("-given_at", "-id")
    return [ConsentRow(r.purpose, str(Purpose(r.purpose).label), r.given_at, r.withdrawn_at) for r in rows]


def consents_to(actor: Actor, purpose: str) -> bool:
    """Whether the actor agrees to the purpose now."""
    return Consent.objects.filter(account=actor.account_id, purpose=purpose, withdrawn_at=None).exists()
