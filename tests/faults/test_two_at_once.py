"""Two at the same moment, in real transactions: one wins, the other is told; nothing is doubled or overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from tests.conftest import CUA_NAM, MONDAY, City, build_city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> Iterator[City]:
    """The small city, committed."""
    with clock.at(MONDAY):
        with transaction.atomic():
            built = build_city()
        yield built


def submit(actor: Actor, client_key: UUID | None = None) -> Case:
    text = "Vỉa hè bong gạch trước số 29 phố Trần Quốc Toản, người già dễ vấp ngã."
    told = actions.Report(text, consent=True, lat=CUA_NAM[0], lon=CUA_NAM[1], client_key=client_key)
    return actions.submit(actor=actor, report=told)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run all at once, each in a thread and a connection of its own. Returns results or denials, in order."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            with clock.at(MONDAY):
                ready.wait()
                return act()
        except Denied as denial:
            return denial
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_officers_receive_one_case(city: City) -> None:
    pk = submit(city.sender).pk
    outcomes = together(
        lambda: actions.receive(actor=city.assigner, case_id=pk, priority="urgent", seen=1),
        lambda: actions.refuse_reception(
            actor=city.assigner, case_id=pk, reason="incomplete", text="Thiếu địa chỉ", seen=1
        ),
    )
    assert sum(isinstance(each, Denied) for each in outcomes) == 1
    assert [entry.seq for entry in journal.history("case", pk)] == [1, 2]
    assert journal.verify().sound


def test_a_double_click_makes_one_report(city: City) -> None:
    key = uuid4()
    made = together(*[lambda: submit(city.sender, client_key=key)] * 4)
    assert len({case.pk for case in made if isinstance(case, Case)}) == 1
    assert Case.objects.count() == 1


def test_two_merges_into_each_other_do_not_wait_for_ever(city: City) -> None:
    one, two = submit(city.sender).pk, submit(city.neighbour).pk
    together(
        lambda: actions.merge(actor=city.assigner, case_id=one, target_id=two),
        lambda: actions.merge(actor=city.assigner, case_id=two, target_id=one),
    )
    assert sorted(Case.objects.values_list("state", flat=True)) == ["merged", "submitted"]
