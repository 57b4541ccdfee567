"""What a person agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from ihanoi.kernel.actor import Actor

from ..models import Consent
from ..wordings import Wording, newest_wording
from ..words import Purpose


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What was agreed to, from when to when; no end: it still holds. `digest`: of the text; blank: not written down."""

    purpose: str
    label: str
    given_at: datetime
    withdrawn_at: datetime | None
    digest: str = ""


def consents(actor: Actor) -> list[ConsentRow]:
    """Everything that the actor ever agreed to, newest first."""
    rows = Consent.objects.filter(account=actor.account_id).order_by("-given_at", "-id")
    return [
        ConsentRow(r.purpose, str(Purpose(r.purpose).label), r.given_at, r.withdrawn_at, r.digest)
        for r in rows
    ]


def consents_to(actor: Actor, purpose: str) -> bool:
    """Whether the actor agrees to the purpose now."""
    return Consent.objects.filter(account=actor.account_id, purpose=purpose, withdrawn_at=None).exists()


def asked_for(purpose: str) -> Wording:
    """The text that a page shows, in the reader's language, to whoever is asked now."""
    return newest_wording(purpose, (get_language() or "")[:2])
