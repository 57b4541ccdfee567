"""What an actor is towards a request or an incident: pure, from the seats held."""

from __future__ import annotations

from ihanoi.kernel.actor import Actor
from ihanoi.people.words import Role as Seat
from ihanoi.privacy.words import Role


def guards(actor: Actor) -> bool:
    """Whether the actor answers for personal data in the city."""
    return actor.is_system or actor.holds(Seat.GUARDIAN)


def keeps_incidents(actor: Actor) -> bool:
    """Whether the actor may record an incident: whoever guards data, and whoever runs the platform at night."""
    return guards(actor) or actor.holds(Seat.OPERATOR)


def roles_of(actor: Actor, account_id: int | None = None) -> frozenset[str]:
    """All roles towards what concerns this account."""
    held = {
        Role.PERSON: account_id is not None and actor.account_id == account_id,
        Role.GUARDIAN: actor.holds(Seat.GUARDIAN) and actor.account_id != account_id,
        Role.OPERATOR: actor.holds(Seat.OPERATOR),
        Role.SYSTEM: actor.is_system,
    }
    return frozenset(role for role, holds in held.items() if holds)
