"""The numbers of this room, as of a day, and the due times that they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.worktime import Limit, LimitUnit
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.privacy import words
from ihanoi.privacy.models import Period
from ihanoi.privacy.queries.keeper import keeper
from ihanoi.privacy.regulation import NUMBERS
from ihanoi.ui import timewords


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A number in force, in words, with where it is from."""

    name: str
    label: str
    words: str
    amount: int
    valid_from: date
    source: str


def limit(name: str, on: date | None = None) -> Limit:
    """The period in force on a day (today); before anybody has set one, as the regulation has it."""
    day = on or clock.today()
    row = Period.objects.filter(name=name, valid_from__lte=day).order_by("-valid_from").first()
    seed = NUMBERS[words.Period(name)]
    return _limit(row) if row else Limit(seed.amount, seed.unit)


def limits() -> dict[str, Limit]:
    """All of them as of today, in one query."""
    found = {name: Limit(seed.amount, seed.unit) for name, seed in NUMBERS.items()}
    for row in _in_force():
        found[words.Period(row.name)] = _limit(row)
    return {str(name): each for name, each in found.items()}


def in_words(each: Limit) -> str:
    """ "2 ngày làm việc"."""
    return timewords.limit(each.amount, each.unit)


def due(name: str, start: datetime) -> datetime:
    """When a period that starts now is over, by the calendar of whoever keeps the platform."""
    period = limit(name)
    if period.unit is LimitUnit.HOURS:  # by the wall clock: an incident does not wait for Monday
        return start + timedelta(hours=period.amount)
    agency = keeper()
    calendar_id = people.calendar_of(agency.id) if agency else None
    return places.working_time(calendar_id).due(start, period).at


def before(name: str) -> datetime:
    """What is older than this has been kept long enough."""
    return clock.now() - timedelta(days=limit(name).amount)


def period_rows() -> list[PeriodRow]:
    """Every number as it stands today, in the order of the table."""
    newest = {r.name: r for r in _in_force()}
    return [_row(name, newest[name]) for name in words.Period if name.value in newest]


def _row(name: words.Period, row: Period) -> PeriodRow:
    said, source = in_words(_limit(row)), str(NUMBERS[name].source)
    return PeriodRow(name, str(name.label), said, row.amount, row.valid_from, source)


def _in_force() -> QuerySet[Period]:
    """Rows that hold or held by today; the last one of a name is the one in force."""
    return Period.objects.filter(valid_from__lte=clock.today()).order_by("valid_from")


def _limit(row: Period) -> Limit:
    return Limit(row.amount, LimitUnit(row.unit))


def planned() -> list[Period]:
    """Numbers that hold from a later day on."""
    return list(Period.objects.filter(valid_from__gt=clock.today()).order_by("valid_from", "name"))
