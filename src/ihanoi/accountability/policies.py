"""What an actor is towards something that agencies answer for: pure, from the seats held."""

from __future__ import annotations

from collections.abc import Collection

from ihanoi.accountability.words import Role
from ihanoi.kernel.actor import Actor
from ihanoi.people.words import Role as Seat

ANSWERING = (Seat.ASSIGNER, Seat.APPROVER)


def answers_for(actor: Actor) -> frozenset[int]:
    """Agencies in whose name the actor may answer."""
    return actor.agencies(*ANSWERING)


def roles_of(actor: Actor, about: Collection[int] = ()) -> frozenset[str]:
    """All roles that the actor has towards something that these agencies are asked about.

    An overseer follows and urges; an inspector checks how officials comply (R94, R134): reads everything, decides
    nothing.
    """
    held = {
        Role.OVERSEER: actor.holds(Seat.OVERSEER),
        Role.INSPECTOR: actor.holds(Seat.INSPECTOR),
        Role.AGENCY: not answers_for(actor).isdisjoint(about),
        Role.SYSTEM: actor.is_system,
    }
    return frozenset(role for role, holds in held.items() if holds)
