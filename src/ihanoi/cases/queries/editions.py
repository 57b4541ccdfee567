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
    now, known = regulation.edition_on(clock.today()), regulation.EDITIONS
    ends = [after.valid_from - timedelta(1) for after in known[1:]]
    return [
        EditionRow(
            e.name, e.document, e.valid_from, until, e is now, e.valid_from > clock.today() and e is not now
        )
        for e, until in zip(known[::-1], [None, *ends[::-1]], strict=True)
    ]


def document_of(edition: str) -> str:
    """What a case is handled under; blank for an edition that is not known."""
    return next((e.document for e in regulation.EDITIONS if e.name == edition), "")
