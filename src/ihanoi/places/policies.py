"""What an actor may do with places. Everybody may read them."""

from __future__ import annotations

from typing import Final

from ihanoi.kernel.actor import Actor

OPERATOR: Final = "operator"  # people.words.Role.OPERATOR and OVERSEER: people stands on a higher floor
OVERSEER: Final = "overseer"


def watches_calendars(actor: Actor) -> bool:
    """Who is warned of a year that nobody has confirmed, and may look at how calendars are kept."""
    return actor.is_system or actor.holds(OPERATOR) or actor.holds(OVERSEER)
