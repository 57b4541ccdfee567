"""The letters by which officials are invited. Rooms above invite through here: without its letter no link is of use."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import actions as people_actions
from ihanoi.people.actions import Invited
from ihanoi.people.queries import Invitation
from ihanoi.people.words import Role

from .. import ports
from ..words import INVITATION, Channel
from .messages import post


@transaction.atomic
def invite(*, actor: Actor, invited: Invited) -> Invitation:
    """Ask somebody into roles of an agency; the letter leaves after the commit. Raises Denied, Invalid."""
    made, token = people_actions.invite(actor=actor, invited=invited)
    _write(made, token, actor)
    return made


@transaction.atomic
def invite_again(*, actor: Actor, invitation_id: int) -> Invitation:
    """A new letter with a new link; the one before opens nothing any more. Raises Denied, NotFound."""
    found, token = people_actions.invite_again(actor=actor, invitation_id=invitation_id)
    _write(found, token, actor)
    return found


def _write(invitation: Invitation, token: str, actor: Actor) -> None:
    with translation.override("vi"):
        told = {
            "name": invitation.full_name,
            "by": actor.name,
            "roles": ", ".join(str(Role(role).label) for role in invitation.roles),
            "agency": invitation.agency.name,
            "until": f"{clock.day_of(invitation.expires_at):%d/%m/%Y}",
            "address": ports.public_address(reverse("identity:invitation", args=[token])),
        }
        text = str(INVITATION) % told
    life = invitation.expires_at - clock.now()
    post(channel=Channel.EMAIL, target=invitation.email, text=text, life=life)
