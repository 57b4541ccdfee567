"""A year as twelve months of weeks, for the component c-year: each day with its look, its words and its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind` is the look (working, weekend, holiday, worked, half, other); `words` say the same and name the day."""

    day: date
    kind: str
    words: str
    href: str = ""
    name: str = ""  # of a day that differs: it stands in the list under its month
    is_today: bool = False
    is_chosen: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Neighbouring days of one look, under the names they bear."""

    first: date
    last: date
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` have seven places from Monday on, None where another month's days would stand."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    worked: int
    lines: tuple[Line, ...]


OFF = frozenset({"weekend", "holiday"})


def months(cells: Sequence[Cell]) -> list[Month]:
    """The days of a year, in their order, as months."""
    return [_month(list(group)) for _, group in groupby(cells, key=lambda cell: cell.day.month)]


def _month(cells: list[Cell]) -> Month:
    first = cells[0].day
    places: list[Cell | None] = [*[None] * first.weekday(), *cells]
    places += [None] * (-len(places) % 7)
    weeks = tuple(tuple(places[at : at + 7]) for at in range(0, len(places), 7))
    worked = sum(cell.kind not in OFF for cell in cells)
    return Month(first, weeks, worked, tuple(_lines(cells)))


def _lines(cells: Sequence[Cell]) -> Iterator[Line]:
    """Days off that follow each other become one line, under the first and the last name."""
    run: list[Cell] = []
    for cell in [cell for cell in cells if cell.name]:
        joins = run and cell.kind == run[-1].kind == "holiday" and cell.day - run[-1].day == timedelta(1)
        if run and not joins:
            yield _line(run)
            run = []
        run.append(cell)
    if run:
        yield _line(run)


def _line(run: Sequence[Cell]) -> Line:
    names = dict.fromkeys((run[0].name, run[-1].name))
    return Line(run[0].day, run[-1].day, run[0].kind, " – ".join(names))
