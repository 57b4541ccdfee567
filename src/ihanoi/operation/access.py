"""What a row of the table of addresses says (config/access.py): who may come, and what everybody else gets. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ihanoi.kernel.actor import Actor


class Who(StrEnum):
    """Who may come at all."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    OFFICIALS = "officials"  # who holds one of `Row.roles`; any role where none is named
    BEARER = "bearer"  # a machine with a token; the view looks at it


class Thing(StrEnum):
    """What the address names, where the gate cannot know whose it is: the room's own `visible_to` decides."""

    NONE = ""
    OWN = "own"  # a thing of the person who is signed in: a report, a notice, a session
    CASE = "case"  # a case: officers of its agencies, and `Row.citywide`
    AGENCY = "agency"  # a paper about agencies: those who answer for one of them, and `Row.citywide`


class Outsider(StrEnum):
    """What somebody gets who may not come. Nobody signed in is asked to sign in, unless it is said otherwise."""

    MISSING = "404"  # as if there were no such page
    HOME = "home"  # a list of the desk that is not theirs: led to the first that is


@dataclass(frozen=True, slots=True)
class Row:
    """One named address. `writers`: who may also change something there; None: whoever may come."""

    who: Who
    roles: frozenset[str] = frozenset()
    at_city: bool = (
        False  # the role counts only where held in the city itself; with `writers`: for changes alone
    )
    thing: Thing = Thing.NONE
    citywide: frozenset[str] = frozenset()  # of `roles`: sees things of all agencies
    writers: frozenset[str] | None = None
    administration: bool = False  # kept apart; with `writers`: the changes alone
    outsider: Outsider = Outsider.MISSING
    sentence: bool = False  # for programs of the page: who is not signed in gets 401 and a sentence
    polled: bool = False  # pages ask for it by themselves: that nobody is there is not hidden by it
    demo: bool = False  # exists only in the demo


Table = Mapping[str, Row]
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def rows(row: Row, *names: str) -> dict[str, Row]:
    """The same row for several addresses; each text may hold several names."""
    return {name: row for text in names for name in text.split()}


def may_come(row: Row, actor: Actor, city_id: int | None) -> bool:
    """Whether the actor may come at all; whose thing it is, the room decides."""
    if row.who in (Who.EVERYBODY, Who.BEARER):
        return True
    if actor.account_id is None:
        return False
    everywhere = row.writers is not None or not row.at_city
    return row.who == Who.SIGNED_IN or _holds(row.roles, actor, None if everywhere else city_id)


def may_write(row: Row, actor: Actor, city_id: int | None) -> bool:
    """Whether somebody who may come may also change something."""
    return row.writers is None or _holds(row.writers, actor, city_id if row.at_city else None)


def is_administration(row: Row, method: str) -> bool:
    """Whether this request belongs to administration."""
    return row.administration and (row.writers is None or method not in SAFE)


class Answer(StrEnum):
    """What somebody gets at an address: the cells of docs/security/access.md."""

    OPEN = "✓"
    SIGN_IN = "sign-in"
    UNAUTHORISED = "401"
    FORBIDDEN = "403"
    MISSING = "404"
    HOME = "own list"


def answer(row: Row, role: str | None, *, own: bool, write: bool) -> Answer:
    """`role`: None for the public, blank for a citizen. `own`: the thing is theirs or of their agency."""
    if row.who == Who.EVERYBODY:
        return Answer.OPEN
    if row.who == Who.BEARER:
        return Answer.MISSING  # without the token
    if role is None:
        return Answer.UNAUTHORISED if row.sentence else Answer.SIGN_IN
    if row.who == Who.SIGNED_IN:
        return Answer.MISSING if row.thing == Thing.OWN and not own else Answer.OPEN
    return _official(row, role, own=own, write=write)


def _official(row: Row, role: str, *, own: bool, write: bool) -> Answer:
    if not role:
        return Answer.MISSING
    if row.roles and role not in row.roles:
        return Answer.HOME if row.outsider == Outsider.HOME else Answer.MISSING
    if not own and row.thing != Thing.NONE and role not in row.citywide:
        return Answer.MISSING
    elsewhere = row.at_city and not own
    if row.writers is None:
        return Answer.MISSING if elsewhere else Answer.OPEN
    return Answer.FORBIDDEN if write and (elsewhere or role not in row.writers) else Answer.OPEN


def _holds(roles: Collection[str], actor: Actor, agency_id: int | None) -> bool:
    return any(
        (not roles or seat.role in roles) and agency_id in (None, seat.agency_id) for seat in actor.seats
    )
