"""The lists of reasons as they stand on a day, and the label of any code that was ever on one. Kept in each process."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext

from ihanoi.cases.models import Reason
from ihanoi.cases.words import HandlingRefusal, ReasonList
from ihanoi.kernel import clock
from ihanoi.kernel.kept import Kept


class ReasonRow(NamedTuple):
    """An entry of a list for as long as it reads so. `kinds`: of case; empty: all."""

    list_name: str
    code: str
    label: str
    advice: str
    kinds: tuple[str, ...]
    order: int
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is offered on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_for(self, kind: str) -> bool:
        """Whether it is offered for that kind of case; blank: any."""
        return not kind or not self.kinds or kind in self.kinds


def _read() -> tuple[ReasonRow, ...]:
    rows = Reason.objects.order_by("list_name", "order", "code", "valid_from")
    columns = [name for name in ReasonRow._fields if name != "kinds"]
    found = rows.values(*columns, "kinds")
    return tuple(ReasonRow(**{**row, "kinds": tuple(row["kinds"])}) for row in found)


_kept = Kept(_read, lambda rows: rows)  # some dozens of rows: they are their own stamp


def reason_rows(list_name: str) -> list[ReasonRow]:
    """All that were, are and are planned, for the operator's page."""
    return [row for row in _kept.get() if row.list_name == list_name]


def reasons(list_name: str, kind: str = "", day: date | None = None) -> list[ReasonRow]:
    """What may be chosen on a day (None: today), in the order of the list, with labels in the reader's language."""
    on = day or clock.today()
    found = (row for row in _kept.get() if row.list_name == list_name)
    return [_told(row) for row in found if row.holds_on(on) and row.is_for(kind)]


def _told(row: ReasonRow) -> ReasonRow:
    """What ships with the platform is known in English too."""
    return row._replace(label=gettext(row.label), advice=gettext(row.advice) if row.advice else "")


def reason_choices(list_name: str, kind: str = "") -> list[tuple[str, str]]:
    """The same for a form."""
    return [(row.code, row.label) for row in reasons(list_name, kind)]


def is_reason(list_name: str, code: str, kind: str = "") -> bool:
    """Whether it may be chosen today."""
    return any(row.code == code for row in reasons(list_name, kind))


def reason_label(list_name: str, code: str, day: date | None = None) -> str:
    """As it read on a day (None: today), also when it is no longer offered; blank for a code that never was."""
    on = day or clock.today()
    rows = [row for row in _kept.get() if row.list_name == list_name and row.code == code]
    return gettext(_at(rows, on).label) if rows else ""


def _at(rows: Iterable[ReasonRow], day: date) -> ReasonRow:
    """The row of the day, else the last one that began before it, else the first."""
    ordered = sorted(rows, key=lambda row: row.valid_from)
    return next((row for row in reversed(ordered) if row.valid_from <= day), ordered[0])


def refusal_label(code: str, day: date | None = None) -> str:
    """Of a refusal at reception or after the check; blank for a code of neither."""
    if code in HandlingRefusal.values:
        return str(HandlingRefusal(code).label)
    return reason_label(ReasonList.RECEPTION, code, day)


def forget_reasons() -> None:
    """After a change in this process; the others see it within a second."""
    _kept.forget()
