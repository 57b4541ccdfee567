"""What a step must meet. Pure: each function returns the sentence why it fails, or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from ihanoi.accountability.words import Why

_NUMBER: Final = re.compile(r"(?!(?:.*\d){9})\d{1,6}/[A-ZĐ][A-ZĐ0-9&.\-]{1,40}")
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a step is made. `works` says of a day whether the city works on it."""

    today: date
    works: Callable[[date], bool]
    listed_on: date | None = None  # the day of a letter's list
    named: int = 0  # cases in it
    without_cases: bool = False  # an addressee of whom no case is named


def reply_day(facts: Facts, given: Given) -> object | None:
    """The day by which to answer lies ahead and is a working day (T6: a letter once asked for a day gone by)."""
    day: date = given["reply_by"]
    if day <= facts.today:
        return Why.REPLY_PAST
    return None if facts.works(day) else Why.REPLY_OFF


def list_is_of_today(facts: Facts, _given: Given) -> object | None:
    """Figures of another day are not sent as today's (T7)."""
    return None if facts.listed_on == facts.today else Why.STALE


def names_cases(facts: Facts, _given: Given) -> object | None:
    """A letter names cases, of each agency that it goes to."""
    if not facts.named:
        return Why.NO_CASES
    return Why.EMPTY_AGENCY if facts.without_cases else None


def number_is_formed(_facts: Facts, given: Given) -> object | None:
    """As "2468/UBND-TTĐT" (Nghị định 30/2020)."""
    return None if _NUMBER.fullmatch(given["number"]) else Why.NUMBER


def signed_by_now(facts: Facts, given: Given) -> object | None:
    """Nobody signs tomorrow's letter."""
    return Why.SIGNED_AHEAD if given["signed_on"] > facts.today else None


AT_FIELD: Final[Mapping[str, str]] = {
    "reply_day": "reply_by",
    "number_is_formed": "number",
    "signed_by_now": "signed_on",
}
"""Where a form shows the sentence of a condition that speaks of one field."""


def is_late(answered_on: date, reply_by: date) -> bool:
    """The day itself is still in time."""
    return answered_on > reply_by


def overtaken(part: int, whole: int, percent: int, least: int) -> bool:
    """Whether strictly more than so many per cent are late, of a whole that is large enough to say so (R88)."""
    return whole >= least and 100 * part > percent * whole


def is_repeated_badly(dissatisfied: int, least: int) -> bool:
    """Five times or more (R87)."""
    return dissatisfied >= least


def drawn(seed: str, codes: Iterable[str], size: int) -> list[str]:
    """A sample that anybody can draw again: the codes with the smallest digests of "seed:code"."""
    return sorted(codes, key=lambda code: (sha256(f"{seed}:{code}".encode()).hexdigest(), code))[:size]
