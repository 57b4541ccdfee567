"""Numbers of this room as dated rows: put in at the beginning, changed from a day on."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.worktime import Limit
from ihanoi.privacy import words
from ihanoi.privacy.actions.step import write_down
from ihanoi.privacy.models import Period
from ihanoi.privacy.queries import guards, in_words, roles_of
from ihanoi.privacy.regulation import NUMBERS, SINCE
from ihanoi.privacy.words import Subject, Verb, Why

MOST: Final = 3650


def install_periods(*, actor: Actor) -> None:
    """Write those that are missing; what the city has set stays."""
    Period.objects.bulk_create(
        [Period(name=n, amount=s.amount, unit=s.unit, valid_from=SINCE) for n, s in NUMBERS.items()],
        ignore_conflicts=True,
    )


@transaction.atomic
def set_period(*, actor: Actor, name: str, amount: int, valid_from: date) -> Period:
    """From a day on, today at the earliest. What the law limits may only be shorter. Raises Denied, Invalid."""
    if not guards(actor):
        raise Denied(Why.NOT_YOURS)
    if name not in words.Period.values:
        raise Invalid({"name": Why.NOT_IN_LIST})
    seed = NUMBERS[words.Period(name)]
    if not 1 <= amount <= MOST:
        raise Invalid({"amount": Why.AMOUNT % {"most": MOST}})
    if seed.longest and amount > seed.amount:
        raise Invalid({"amount": Why.SHORTER % {"most": in_words(Limit(seed.amount, seed.unit))}})
    if valid_from < clock.today():
        raise Invalid({"valid_from": Why.DAY_PAST})
    row, _new = Period.objects.update_or_create(
        name=name, valid_from=valid_from, defaults={"amount": amount, "unit": seed.unit}
    )
    data = {"name": name, "amount": amount, "from": valid_from}
    write_down(actor, Subject.PERIOD, row.pk, Verb.AMEND, roles_of(actor), data)
    return row
