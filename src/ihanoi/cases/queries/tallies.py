"""How many stand in the lists of the desk.

Beside a list its length is enough, and is counted up to a thousand, in an index without the table. The list that is
open is also counted by colour: exactly where it is an agency's work in hand; the whole city's number is kept a while.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.core.cache import cache
from django.db import connection

from ihanoi.cases.queries.scans import (
    ANSWERED_FIRST,
    NEWEST_FIRST,
    Scan,
    Shelf,
    Wanted,
    colours,
    narrowed,
    scans,
    shelves,
)
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

COUNTED: Final = 1000  # longer lists say "1.000+"
CITY_KEPT_S: Final = 10  # some ten thousand open cases, and whoever may see them sees the same


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and how many of them by the colour of the clock. `capped`: counting stopped, there are more."""

    total: int = 0
    late: int = 0
    today: int = 0
    half: int = 0
    easy: int = 0
    capped: bool = False


Part = tuple[str, tuple[Any, ...]]
"""A SELECT of one row, the columns those of a tally, with the values of its placeholders."""


def lengths(actor: Actor, agency_id: int | None = None, now: datetime | None = None) -> dict[str, Tally]:
    """The length of each list of the actor by its name, in one query: for pages that are no list."""
    return _read(_lengths(actor, agency_id, now or clock.now()))


def tallies(actor: Actor, wanted: Wanted, now: datetime | None = None) -> dict[str, Tally]:
    """The lengths, and the list asked for, filters included and counted by colour, under "".

    One query; the whole city's list takes one more when its number is no longer kept.
    """
    now, wanted = now or clock.now(), replace(wanted, colour="", mark="")
    parts = _lengths(actor, wanted.agency_id, now)
    asked = scans(actor, wanted.shelf, wanted.agency_id, now)
    if asked and wanted.shelf == Shelf.CITY:
        return {**_read(parts), "": _of_the_city(asked, wanted, now)}
    return _read({**parts, "": _asked(asked, wanted, now)} if asked else parts)


def _lengths(actor: Actor, agency_id: int | None, now: datetime) -> dict[str, Part]:
    found = {shelf.value: scans(actor, shelf, agency_id, now) for shelf in shelves(actor)}
    return {name: _length(lying) for name, lying in found.items() if lying}


def _asked(asked: Sequence[Scan], wanted: Wanted, now: datetime) -> Part:
    filters = narrowed(wanted, now)
    if wanted.shelf in NEWEST_FIRST:
        return _newest(asked, filters) if filters else _length(asked)
    if wanted.shelf in ANSWERED_FIRST:
        return _length(_and(asked, filters))
    if wanted.shelf == Shelf.LATE:
        return _length(_and(asked, filters), late=True)
    return _coloured(_and(asked, filters), now)


def _and(asked: Sequence[Scan], filters: Scan | None) -> list[Scan]:
    return [scan & filters if filters else scan for scan in asked]


def _of_the_city(asked: Sequence[Scan], wanted: Wanted, now: datetime) -> Tally:
    key = f"cases.city:{sha256(repr(wanted).encode()).hexdigest()}"
    kept: Tally | None = cache.get(key)
    if kept is None:
        kept = _read({"": _coloured(_and(asked, narrowed(wanted, now)), now)})[""]
        cache.set(key, kept, CITY_KEPT_S)
    return kept


def _read(parts: Mapping[str, Part]) -> dict[str, Tally]:
    """All parts in one query."""
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"(SELECT %s, {sql})" for sql, _values in parts.values()),
            [value for name, (_sql, values) in parts.items() for value in (name, *values)],
        )
        return {name: Tally(*numbers) for name, *numbers in cursor.fetchall()}


# --- what is counted: after "SELECT name," ----------------------------------------------------------------------------


def _length(lying: Sequence[Scan], *, late: bool = False) -> Part:
    """How many, up to a thousand. `late`: all of them are."""
    many = f"least(count(*), {COUNTED})"
    numbers = f"{many}, {many if late else 0}, 0, 0, 0, count(*) > {COUNTED}"
    rows = " UNION ALL ".join(f"SELECT 1 FROM cases_case c WHERE {scan.sql}" for scan in lying)  # nosec B608  # values are parameters
    return f"{numbers} FROM ({rows} LIMIT {COUNTED + 1}) c", _values(lying)


def _newest(lying: Sequence[Scan], filters: Scan) -> Part:
    """How many of the newest thousand pass the filters: a list of years is not read to the end for a number."""
    numbers = f"count(*) FILTER (WHERE {filters.sql}), 0, 0, 0, 0, count(*) > {COUNTED}"
    order = f"ORDER BY c.submitted_at DESC, c.id DESC LIMIT {COUNTED + 1}"
    rows = " UNION ALL ".join(f"(SELECT c.* FROM cases_case c WHERE {scan.sql} {order})" for scan in lying)  # nosec B608  # values are parameters
    return f"{numbers} FROM ({rows}) c", (*filters.values, *_values(lying))


def _coloured(lying: Sequence[Scan], now: datetime) -> Part:
    """How many there are of each colour."""
    tones = colours(now).values()
    numbers = ", ".join(f"count(*) FILTER (WHERE {tone.sql})" for tone in tones)
    rows = " UNION ALL ".join(
        f"SELECT c.closed_at, c.due_at, c.half_at FROM cases_case c WHERE {scan.sql}"  # nosec B608  # values are parameters
        for scan in lying
    )
    return f"count(*), {numbers}, false FROM ({rows}) c", (*_values(tones), *_values(lying))


def _values(each: Sequence[Scan] | Any) -> tuple[Any, ...]:
    return tuple(value for scan in each for value in scan.values)
