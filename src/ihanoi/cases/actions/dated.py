"""Rows that hold from a day to a day: a change begins today or later, and what has been in force is never rewritten.

Of each key the last row alone is open to change; one that is planned can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from ihanoi.cases.models import Reason, WarningStep
from ihanoi.cases.words.numbers import Cannot
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people

Key = Mapping[str, Any]
Row = TypeVar("Row", Reason, WarningStep)
A_DAY = timedelta(1)


def require_operator(actor: Actor) -> None:
    """An operator of the city: these numbers bind all agencies. Raises Denied."""
    if not people.operates_city(actor):
        raise Denied(Cannot.NOT_OPERATOR)


def require_ahead(day: date) -> None:
    """Raises Invalid for a day before today."""
    if day < clock.today():
        raise Invalid({"valid_from": Cannot.PAST})


def begin(model: type[Row], key: Key, values: Mapping[str, Any], day: date) -> Row:
    """A row of this key with these values holds from the day on; the one before ends the day before."""
    require_ahead(day)
    last = last_of(model, key)
    if last is not None and (last.valid_to is None or last.valid_to >= day):
        _close(last, day)
    elif last is not None:
        _refuse_planned(last)
    return model.objects.create(**key, **values, valid_from=day)


def end(model: type[Row], key: Key, day: date) -> Row:
    """The last row of this key no longer holds from the day on."""
    require_ahead(day)
    last = last_of(model, key)
    if last is None or (last.valid_to is not None and last.valid_to < clock.today()):
        raise Denied(Cannot.NOT_IN_FORCE)
    return _close(last, day)


def take_back(model: type[Row], key: Key) -> None:
    """Give up what is planned for this key: a row that has not begun, or an end that has not come."""
    last = last_of(model, key)
    if last is not None and last.valid_from > clock.today():
        model.objects.filter(**key, valid_to=last.valid_from - A_DAY).update(valid_to=None)
        last.delete()
    elif last is not None and last.valid_to is not None and last.valid_to >= clock.today():
        last.valid_to = None
        last.save(update_fields=["valid_to"])
    else:
        raise Denied(Cannot.NOTHING_PLANNED)


def last_of(model: type[Row], key: Key) -> Row | None:
    """The last row of a key, locked."""
    rows = model.objects.select_for_update(no_key=True).filter(**key)
    return rows.order_by("-valid_from").first()


def _close(last: Row, day: date) -> Row:
    _refuse_planned(last)
    if last.valid_from >= day:
        raise Invalid({"valid_from": Cannot.IN_FORCE})
    last.valid_to = day - A_DAY
    last.save(update_fields=["valid_to"])
    return last


def _refuse_planned(last: Row) -> None:
    today = clock.today()
    if last.valid_from > today or (last.valid_to is not None and last.valid_to >= today):
        raise Denied(Cannot.PLANNED)


def record(actor: Actor, subject: str, row_id: int, verb: str, data: Mapping[str, Any]) -> None:
    """Who changed which number, and how."""
    journal.record(actor=actor, subject=f"cases.{subject}", subject_id=row_id, verb=verb, data=data)
