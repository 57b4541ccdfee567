"""THE REGULATION: for each edition, one table per kind. A case keeps the edition under which it was submitted.

An amendment adds an edition with the day from which it holds; the tables of the older ones stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from ihanoi.cases.regulation.app import APP
from ihanoi.cases.regulation.business import BUSINESS
from ihanoi.cases.regulation.field import FIELD
from ihanoi.cases.regulation.procedure import PROCEDURE
from ihanoi.cases.regulation.waste import WASTE
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import Kind, Verb
from ihanoi.kernel.workflow import Table


@dataclass(frozen=True, slots=True)
class Edition:
    """The regulation as it stood from a day on. `name` is kept with each case."""

    name: str
    document: str
    valid_from: date
    tables: Mapping[str, Table[Facts]]


EDITIONS: Final = (
    Edition(
        name="2025-02-28",
        document="Quyết định 1207/QĐ-UBND ngày 28/02/2025",
        valid_from=date(2025, 2, 28),
        tables={
            Kind.FIELD: FIELD,
            Kind.PROCEDURE: PROCEDURE,
            Kind.WASTE: WASTE,
            Kind.BUSINESS: BUSINESS,
            Kind.APP: APP,
        },
    ),
)
"""Oldest first. What was sent before the first one came into force is handled by the first."""


def edition_on(day: date) -> Edition:
    """The edition in force on a day."""
    return next((e for e in reversed(EDITIONS) if e.valid_from <= day), EDITIONS[0])


@cache
def table(kind: str, edition: str) -> Table[Facts]:
    """The table of a kind in an edition. Raises LookupError if there is none."""
    named = next((e for e in EDITIONS if e.name == edition), None)
    if named is None or kind not in named.tables:
        raise LookupError(f"no table of the kind {kind} in the edition {edition}")
    return named.tables[kind]


def starts_of(verb: Verb) -> frozenset[str]:
    """The states from which any table knows the move."""
    found = (row.start for e in EDITIONS for t in e.tables.values() for row in t.by_verb.get(verb, ()))
    return frozenset().union(*found)
