"""What an actor is towards something that agencies answer for: pure, from the seats held."""

from __future__ import annotations

from collections.abc import Collection

from ihanoi.accountability.words import Role
from ihanoi.kernel.actor import Actor
from ihanoi.people.words import Role as Seat

ANSWERING = (Seat.ASSIGNER, Seat.APPROVER)


def oversees(actor: Actor, inspection_id: int | None) -> bool:
    """Whether the actor follows and urges agencies: any overseer but those who only inspect."""
    return any(s.role == Seat.OVERSEER and s.agency_id != inspection_id for s in actor.seats)


def inspects(actor: Actor, inspection_id: int | None) -> bool:
    """Whether the actor checks how officials comply (R94, R134): reads everything, decides nothing."""
    return inspection_id is not None and actor.holds(Seat.OVERSEER, inspection_id)


def answers_for(actor: Actor) -> frozenset[int]:
    """Agencies in whose name the actor may answer."""
    return actor.agencies(*ANSWERING)


def roles_of(actor: Actor, inspection_id: int | None, about: Collection[int] = ()) -> frozenset[str]:
    """All roles that the actor has towards something that these agencies are asked about."""
    held = {
        Role.OVERSEER: oversees(actor, inspection_id),
        Role.INSPECTOR: inspects(actor, inspection_id),
        Role.AGENCY: not answers_for(actor).isdisjoint(about),
        Role.OPERATOR: actor.holds(Seat.OPERATOR),
        Role.SYSTEM: actor.is_system,
    }
    return frozenset(role for role, holds in held.items() if holds)
