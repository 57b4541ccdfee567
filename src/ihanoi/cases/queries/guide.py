"""The regulation for people: stations in public words, who may do what, the numbers. Read from the table itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ihanoi.cases.regulation import edition_on
from ihanoi.cases.rules import BOUNCES_TO_DISPATCHER, EXTENSION_MAX, RATING_WINDOW, Facts
from ihanoi.cases.words import PUBLIC_STATES, Kind, Role, State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.workflow import Table


@dataclass(frozen=True, slots=True)
class Station:
    """States that the public sees under one name. `state` lends its glyph; `turns` are the roles whose move it is."""

    state: State
    label: str
    states: tuple[State, ...]
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A role and every move that the table allows it."""

    role: str
    label: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Days for a rating, days of all extensions, and passings-on after which the city's dispatcher decides."""

    rating_days: int = RATING_WINDOW.days
    extension_days: int = EXTENSION_MAX.days
    bounces: int = BOUNCES_TO_DISPATCHER


def _tables() -> Mapping[str, Table[Facts]]:
    """Of the edition in force today."""
    return edition_on(clock.today()).tables


def stations(kind: str = Kind.FIELD) -> list[Station]:
    """In the order in which a report of the kind passes them, the ends last."""
    table = _tables()[kind]
    reached = {row.to for row in table.rows}
    named: dict[str, list[State]] = {}
    for state in (state for state in State if state in reached):
        named.setdefault(str(PUBLIC_STATES[state]), []).append(state)
    return [_station(label, states, table.owners) for label, states in named.items()]


def _station(label: str, states: list[State], owners: Mapping[str, str]) -> Station:
    face = next((s for s in states if str(s.label) == label), states[0])
    turns = dict.fromkeys(str(Role(owners[s]).label) for s in states if s in owners)
    return Station(face, label, tuple(states), tuple(turns))


def duties(kind: str = Kind.FIELD) -> list[Duty]:
    """Who may make which moves, in the order of the table."""
    moves: dict[str, dict[str, None]] = {role: {} for role in Role}
    for row in _tables()[kind].rows:
        for role in row.by:
            moves[role][str(Verb(row.verb).label)] = None
    return [Duty(role, str(Role(role).label), tuple(made)) for role, made in moves.items() if made]
