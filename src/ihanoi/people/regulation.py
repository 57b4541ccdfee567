"""THE TABLE of what is open to whom, by how well the platform knows them (R20; ADR 30), and of who gives which role.

R20 asks of whoever sends that citizen number, telephone number and address are told. Only danger does not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .words import Act, Level, Role

IDENTITY: Final = ("citizen_id", "phone", "email")  # what R20 asks for, by field of the account

NEEDED: Final[Mapping[Act, Level]] = {
    Act.FOLLOW: Level.UNKNOWN,
    Act.WARN: Level.REACHABLE,  # sent at once, so that help comes; the rest is told afterwards
    Act.SEND: Level.DECLARED,
    Act.BE_SURE: Level.PROVEN,
}

GIVEN_BY_THE_CITY: Final = frozenset({Role.DISPATCHER, Role.OVERSEER, Role.INSPECTOR, Role.GUARDIAN})
"""Roles that reach all of the city in whichever agency they are held: rooms above ask for them without an agency.

An operator of one ward who gave them would reach every ward, so only operators of the city itself do (ADR 31).
"""


def allows(level: Level, act: Act) -> bool:
    """Whether the act is open at this level."""
    return level >= NEEDED[act]
