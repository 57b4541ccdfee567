"""Ask what other numbers would have done to past cases, and keep the answer."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from procrastinate.contrib.django import app

from ihanoi.cases.actions import dated
from ihanoi.cases.models import Simulation
from ihanoi.cases.queries import simulating as found
from ihanoi.cases.queries.simulating import Asked
from ihanoi.cases.rules.simulation import TOLERANCE
from ihanoi.cases.words.numbers import Cannot
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid

LONGEST_DAYS: Final = 366
UP_TO: Final = 100  # people more or fewer in each agency


@transaction.atomic
def ask_simulation(*, actor: Actor, asked: Asked) -> Simulation:
    """The worker answers; one at a time."""
    dated.require_operator(actor)
    assert actor.account_id is not None
    if not asked.since < asked.until or (asked.until - asked.since).days > LONGEST_DAYS:
        raise Invalid({"since": Cannot.SPAN})
    if any(abs(n) > UP_TO for n in (asked.assigners, asked.handlers)):
        raise Invalid({"assigners": Cannot.PEOPLE})
    if Simulation.objects.filter(finished_at=None).exists():
        raise Denied(Cannot.SIMULATING)
    row = Simulation.objects.create(by_id=actor.account_id, asked_at=clock.now(), asked=asked.as_json())
    dated.record(actor, "simulation", row.pk, "ask_simulation", row.asked)
    app.configure_task("cases.simulate").defer(simulation_id=row.pk)
    return row


def run_simulation(*, actor: Actor, simulation_id: int) -> None:
    """Agency by agency. Safe to run twice: the same question has the same answer."""
    row = Simulation.objects.get(pk=simulation_id)
    if row.finished_at is not None:
        return
    asked = Asked.of(row.asked)
    batches, left_out = found.batches(asked)
    whole, rows = found.Totals(), []
    for number, batch in enumerate(batches):
        _save(row, {"done": number, "total": len(batches)})
        totals, told = found.simulate(batch, asked)
        whole.add(totals)
        rows.append(told)
    rows.sort(key=lambda each: (-each["cases"], each["agency"]))
    city = found.told(whole)
    row.finished_at = clock.now()
    _save(
        row,
        {"city": city, "agencies": rows, "left_out": left_out, "fits": _fits(city), "tolerance": TOLERANCE},
    )


def _fits(city: dict[str, Any]) -> bool:
    """Whether the model with unchanged numbers comes as near to what was observed as it must."""
    cases = city["cases"]
    return bool(cases) and all(
        abs(each["before"] - each["observed"]) <= TOLERANCE * cases for each in city["clocks"]
    )


def _save(row: Simulation, result: dict[str, Any]) -> None:
    row.result = result
    row.save(update_fields=["result", "finished_at"])
