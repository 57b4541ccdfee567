"""How many people of each ward or commune have an account (R17). A small number is not told: it could point at one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from ..models import Account

FEWEST: Final = 5  # accounts; below that the number is not told


@dataclass(frozen=True, slots=True)
class Locality:
    """A unit, by the name it has, and its accounts. `accounts`: None where there are some, but too few to be told."""

    name: str
    accounts: int | None


def localities() -> list[Locality]:
    """Open accounts of citizens by the ward or commune where they said that they live, most first.

    Whoever chose none is in no line, nor are officials: where they work is their agency's.
    """
    people = Account.objects.filter(is_active=True, is_shared=False, unit__isnull=False, memberships=None)
    rows = people.values("unit").annotate(n=Count("pk")).values_list("unit__name", "n")
    told = sorted(
        (Locality(name, n) for name, n in rows if n >= FEWEST), key=lambda each: -(each.accounts or 0)
    )
    return told + sorted((Locality(name, None) for name, n in rows if n < FEWEST), key=lambda each: each.name)
