"""Who sends: what the agency will see of them, and whether they have said enough of who they are (R20)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.people.words import Act


def sender_shown(actor: Actor) -> dict[str, str] | None:
    """What the agency sees of the one who sends."""
    if actor.account_id is None:
        return None
    phone = people.phone_of(actor)
    return {"name": actor.name, "phone": " ".join(filter(None, (phone[:4], phone[4:7], phone[7:])))}


def identity_asked(actor: Actor, *, danger: bool = False) -> dict[str, bool]:
    """For the last step: `asked`, whether something has to be told before, and `later`, whether after sending."""
    if actor.account_id is None:
        return {"asked": False, "later": False}
    known = people.known(people.account(actor.account_id))
    sends = known.may(Act.SEND)
    warns = danger and known.may(Act.WARN)
    return {"asked": not (sends or warns), "later": warns and not sends}


def to_identity(back: str) -> HttpResponse:
    """To the page that asks for what is missing; the draft waits meanwhile. `back`: where to go on."""
    return redirect(f"{reverse('people:identity')}?{urlencode({'next': back})}")
