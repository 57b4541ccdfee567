"""Who takes over the case of a closed agency: pure, from what speaks for each heir (docs/adr/0021)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.cases.words.succession import Ground

SURE: Final = 0.9
"""From which share on a place that is only known approximately decides by itself."""
MAIN_PART: Final = 2.0  # weight of the heir that holds most of a divided unit; each other one counts 1

Guess = tuple[int, float]
"""An agency and how much speaks for it."""


@dataclass(frozen=True, slots=True)
class Lot:
    """What is known of a case whose agency is closed. Agencies by id, those of the day on which it is moved."""

    living: int | None = None  # the agency that answers, where only the unit that held the case is closed
    named: int | None = None  # by the establishment
    point: tuple[Guess, ...] = ()
    exact: bool = False  # the point was found by boundaries
    unit: tuple[int, ...] = ()  # who received the unit of the case, the larger part first
    address: tuple[Guess, ...] = ()
    area: tuple[int, ...] = ()  # who received the closed agency's ground


@dataclass(frozen=True, slots=True)
class Heir:
    """An agency that may take the case over; the shares of all heirs add up to 1."""

    agency_id: int
    ground: Ground
    share: float


def heirs(lot: Lot) -> tuple[Heir, ...]:
    """Best first; none where nobody is known. The first ground that names anybody decides."""
    if lot.living is not None:
        return (Heir(lot.living, Ground.LEAD, 1.0),)
    if lot.named is not None:
        return (Heir(lot.named, Ground.NAMED, 1.0),)
    grounds = (
        (Ground.POINT, lot.point if lot.exact else ()),
        (Ground.UNIT, _weighed(lot.unit, lot.point)),
        (Ground.POINT, lot.point),
        (Ground.ADDRESS, lot.address),
        (Ground.AREA, _weighed(lot.area, ())),
    )
    found = (_shared(ground, _inside(guesses, lot.area)) for ground, guesses in grounds)
    return next((each for each in found if each), ())


def sole(found: Sequence[Heir]) -> Heir | None:
    """The one that takes the case over by itself; None: a person decides."""
    return found[0] if found and found[0].share >= SURE else None


def _weighed(agencies: Sequence[int], point: Sequence[Guess]) -> tuple[Guess, ...]:
    """Parts of one unit: by the point where it speaks for any of them, else the larger part first."""
    near = {agency: weight for agency, weight in point if agency in agencies}
    if near:
        return tuple((agency, near.get(agency, 0.0)) for agency in agencies)
    return tuple((agency, 1.0 if place else MAIN_PART) for place, agency in enumerate(agencies))


def _inside(guesses: Iterable[Guess], area: Sequence[int]) -> list[Guess]:
    """Nobody inherits from an agency that lay elsewhere."""
    return [(agency, weight) for agency, weight in guesses if not area or agency in area]


def _shared(ground: Ground, guesses: Sequence[Guess]) -> tuple[Heir, ...]:
    whole = sum(weight for _agency, weight in guesses)
    ranked = sorted(guesses, key=lambda guess: -guess[1])
    return tuple(Heir(agency, ground, weight / whole) for agency, weight in ranked) if whole > 0 else ()
