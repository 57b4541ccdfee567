"""The numbers of the regulation as dated rows: put in at the beginning, changed from a day on."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction

from ihanoi.accountability import words
from ihanoi.accountability.actions.step import write_down
from ihanoi.accountability.models import Threshold
from ihanoi.accountability.words import SEEDED, Subject, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people
from ihanoi.people.words import Role as Seat

SINCE: Final = date(2025, 2, 28)  # Quyết định 1207/QĐ-UBND
MOST: Final = {words.Threshold.LATE_PERCENT: 100}
MOST_ELSE: Final = 1000


def install_thresholds(*, actor: Actor) -> None:
    """Write those that are missing; what the city has set stays."""
    Threshold.objects.bulk_create(
        [Threshold(name=name, value=value, valid_from=SINCE) for name, value in SEEDED.items()],
        ignore_conflicts=True,
    )


@transaction.atomic
def set_threshold(*, actor: Actor, name: str, value: int, valid_from: date) -> Threshold:
    """A new number from a day on, today at the earliest; proposals made before keep the one that they passed.

    By operators of the city: it is the same for all agencies. Raises Denied, Invalid.
    """
    if not people.operates_city(actor):
        raise Denied(Why.NOT_YOURS)
    if name not in words.Threshold.values:
        raise Invalid({"name": Why.NOT_IN_LIST})
    most = MOST.get(words.Threshold(name), MOST_ELSE)
    if not 1 <= value <= most:
        raise Invalid({"value": Why.THRESHOLD % {"most": most}})
    if valid_from < clock.today():
        raise Invalid({"valid_from": Why.THRESHOLD_PAST})
    row, _new = Threshold.objects.update_or_create(
        name=name, valid_from=valid_from, defaults={"value": value}
    )
    data = {"name": name, "value": value, "from": valid_from}
    write_down(actor, Subject.THRESHOLD, row.pk, "set", data, role=Seat.OPERATOR)
    return row
