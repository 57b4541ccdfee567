"""The ladder of warnings as it stands on a day: at which share of a clock who is told. Kept in each process."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ihanoi.cases.models import WarningStep
from ihanoi.kernel import clock
from ihanoi.kernel.kept import Kept


class Rung(NamedTuple):
    """`parties` of words.numbers.Party; `daily`: again every working day from then on."""

    percent: int
    parties: tuple[str, ...]
    daily: bool
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def _read() -> tuple[Rung, ...]:
    rows = WarningStep.objects.order_by("percent", "valid_from").values_list(*Rung._fields)
    return tuple(Rung(percent, tuple(parties), *rest) for percent, parties, *rest in rows)


_kept = Kept(_read, lambda rows: rows)  # a handful of rows: they are their own stamp


def ladder(day: date | None = None) -> list[Rung]:
    """The rungs of a day (None: today), lowest first."""
    on = day or clock.today()
    return [rung for rung in _kept.get() if rung.holds_on(on)]


def ladder_rows() -> list[Rung]:
    """All that were, are and are planned, for the operator's page."""
    return list(_kept.get())


def forget_ladder() -> None:
    """After a change in this process; the others see it within a second."""
    _kept.forget()
