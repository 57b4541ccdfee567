"""What a step must meet. Pure: each function returns the sentence why it fails, or None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from ihanoi.privacy.words import OpenCases, Right, Why

DELICATE: Final = frozenset({Right.COPY, Right.DELETE})  # asked for by whoever has just proven who they are
SOON: Final = timedelta(hours=24)  # how long before its due time a request is warned of ◇
INCIDENT_SOON: Final = timedelta(hours=6)  # likewise of an incident, whose clocks are short ◇
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a step is made."""

    now: datetime
    right: str = ""
    fresh: bool = False  # the person has just shown who they are
    shared: bool = False  # a demo account, which everybody may use
    official: bool = False  # holds a seat
    repeated: bool = False  # the same is asked for already
    open_cases: int = 0  # of this person, without a result
    consents: bool = True  # to the handling of reports
    restricted: bool = False
    kept: bool = True  # something is kept of whom it concerns
    frozen: bool = False  # the list of an incident
    listed: int = 0  # persons on it
    told: bool = False
    notified: bool = False


def is_own(facts: Facts, _given: Given) -> object | None:
    """An account that everybody may use is nobody's to copy, close or restrict."""
    return Why.SHARED if facts.shared else None


def is_proven(facts: Facts, _given: Given) -> object | None:
    """What cannot be taken back is asked for by somebody who has just shown who they are."""
    return Why.SIGN_IN_AGAIN if facts.right in DELICATE and not facts.fresh else None


def is_new(facts: Facts, _given: Given) -> object | None:
    """One request of a kind at a time."""
    return Why.ALREADY if facts.repeated else None


def is_new_here(facts: Facts, _given: Given) -> object | None:
    """The same, said to whoever enters it for somebody."""
    return Why.ALREADY_HERE if facts.repeated else None


def is_kept(facts: Facts, _given: Given) -> object | None:
    """Nothing is done with a contact that is not there: never was, or went when its time was over."""
    return None if facts.kept else Why.NO_CONTACT


def may_go(facts: Facts, _given: Given) -> object | None:
    """Officials leave first: what they did in office stays with their name."""
    return Why.OFFICIAL if facts.right == Right.DELETE and facts.official else None


def says_what_of_open_cases(facts: Facts, given: Given) -> object | None:
    """Whoever wants to be forgotten decides what becomes of reports that are still open."""
    asked = facts.right == Right.DELETE and facts.open_cases
    return Why.CHOOSE if asked and given.get("open_cases") not in OpenCases.values else None


def changes_something(facts: Facts, _given: Given) -> object | None:
    """Nobody withdraws what was not given, or restricts twice."""
    if facts.right == Right.WITHDRAW and not facts.consents:
        return Why.NO_CONSENT
    return Why.RESTRICTED if facts.right == Right.RESTRICT and facts.restricted else None


def nothing_is_open(facts: Facts, _given: Given) -> object | None:
    """An agency must be able to answer somebody until the report has its result."""
    done_first = facts.right == Right.DELETE and facts.open_cases
    return str(Why.STILL_OPEN) % {"n": facts.open_cases} if done_first else None


def found_by_now(facts: Facts, given: Given) -> object | None:
    """Nobody finds something tomorrow."""
    return Why.FOUND_AHEAD if given["found_at"] > facts.now else None


def is_unfrozen(facts: Facts, _given: Given) -> object | None:
    """A list that was told stays as it is."""
    return Why.FROZEN if facts.frozen else None


def is_frozen(facts: Facts, _given: Given) -> object | None:
    """Everybody on the list is told the same, once."""
    if not facts.frozen:
        return Why.NOT_FROZEN
    return Why.TOLD_ALREADY if facts.told else None


def everybody_knows(facts: Facts, _given: Given) -> object | None:
    """The authority has the notice, and so have those concerned."""
    if not facts.notified:
        return Why.NOT_NOTIFIED
    return Why.NOT_TOLD if facts.listed and not facts.told else None


AT_FIELD: Final[Mapping[str, str]] = {
    "found_by_now": "found_at",
    "is_kept": "case_code",
    "says_what_of_open_cases": "open_cases",
}
"""Where a form shows the sentence of a condition that speaks of one field."""


def is_over(due: datetime | None, done_at: datetime | None, now: datetime) -> bool:
    """Whether something was not done by its due time; the due time itself is still in time."""
    return due is not None and (done_at or now) > due


def is_soon(due: datetime | None, done_at: datetime | None, now: datetime, before: timedelta) -> bool:
    """Whether something that is not done will be due within so long."""
    return due is not None and done_at is None and due - before <= now <= due
