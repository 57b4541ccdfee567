"""The editions of the regulation, as people read of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ihanoi.cases import regulation
from ihanoi.kernel import clock


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition and the days on which it holds; `valid_to` None: until further notice."""

    name: str
    document: str
    valid_from: date
    valid_to: date | None
    is_in_force: bool
    is_ahead: bool


def editions() -> list[EditionRow]:
    """Newest first."""
    known, in_force = regulation.EDITIONS, regulation.edition_on(clock.today())
    at = known.index(in_force)
    return [
        EditionRow(
            name=each.name,
            document=each.document,
            valid_from=each.valid_from,
            valid_to=known[n + 1].valid_from - timedelta(1) if n + 1 < len(known) else None,
            is_in_force=n == at,
            is_ahead=n > at,
        )
        for n, each in reversed(list(enumerate(known)))
    ]


def document_of(edition: str) -> str:
    """What a case is handled under; blank for an edition that is not known."""
    return next((e.document for e in regulation.EDITIONS if e.name == edition), "")
