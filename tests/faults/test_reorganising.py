"""The move to successors waits for nobody: a case that somebody is working on is left for the next run."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from tests.cases.eve import EVE, FIRST_DAY, MIDNIGHT, build, send
from tests.conftest import City

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def eve() -> Iterator[City]:
    """The city before the move, committed."""
    with clock.at(EVE):
        with transaction.atomic():
            built = build()
        yield built


def hold(case_id: int, held: Event, done: Event) -> None:
    """Somebody's move that takes its time."""
    try:
        with transaction.atomic():
            Case.objects.select_for_update(no_key=True).get(pk=case_id)
            held.set()
            done.wait(30)
    finally:
        connection.close()


def test_what_is_being_worked_on_is_skipped_and_moved_by_the_next_run(eve: City) -> None:
    busy, free = send(eve), send(eve)
    held, done = Event(), Event()
    with ThreadPoolExecutor(1) as pool, clock.at(MIDNIGHT):
        working = pool.submit(hold, busy.pk, held, done)
        assert held.wait(30)
        first = actions.reorganise(actor=SYSTEM, on=FIRST_DAY)
        done.set()
        working.result()
        second = actions.reorganise(actor=SYSTEM, on=FIRST_DAY)
    assert (first.count, first.skipped) == (1, 1)
    assert (second.count, second.skipped) == (1, 0)
    leads = {case.pk: case.lead_id for case in Case.objects.filter(pk__in=[busy.pk, free.pk])}
    assert leads == {busy.pk: eve.other_ward, free.pk: eve.other_ward}
    assert journal.verify().sound
