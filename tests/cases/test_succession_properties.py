"""Whatever the way of a case through transfers, bounces and closed agencies: no time is lost, doubled or given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.queries.held import shares, waited_s
from ihanoi.cases.words import OPEN, Clock, State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from tests.cases.eve import EVE, FIRST_DAY, again, build, code, send
from tests.conftest import City

PLACES = ("quan-hoan-kiem", "phuong-cua-nam-quan-hoan-kiem", "so-noi-vu", "so-lao-dong")
LATER = ("phuong-cua-nam", "phuong-hoan-kiem", "so-noi-vu")


@pytest.fixture(scope="module")
def eve_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    with django_db_blocker.unblock(), clock.at(EVE), transaction.atomic():
        people.forget()
        yield build()
        transaction.set_rollback(True)
    people.forget()


def officers(city: City) -> list[Actor]:
    """Everybody with the seats of the moment."""
    names = ("assigner", "old_assigner", "ward_assigner", "other_assigner", "labour", "dispatcher")
    return [again(getattr(city, name)) for name in names]


def steps(city: City, case: Case, luck: Random) -> list[Callable[[], object]]:
    """What may be tried next; the table refuses what does not fit."""
    by = luck.choice(officers(city))
    to = code(luck.choice(PLACES if clock.today() < FIRST_DAY else LATER))
    return [
        lambda: actions.receive(actor=by, case_id=case.pk, priority=luck.choice(["normal", "complex"])),
        lambda: actions.send_up(actor=by, case_id=case.pk, reason="Ngoài thẩm quyền."),
        lambda: actions.transfer(actor=by, case_id=case.pk, agency_id=to, reason="Đúng thẩm quyền."),
        lambda: actions.reorganise(actor=SYSTEM, on=clock.today()),
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_time_is_lost_on_the_way(eve_once: City, db: None, seed: int) -> None:
    luck = Random(seed)
    now, waited = EVE, 0
    with clock.at(now):
        case = send(eve_once, luck.choice(PLACES))
    for _step in range(14):
        now += timedelta(minutes=luck.choice([5, 50, 300, 1500]))
        with clock.at(now):
            before = Case.objects.filter(state__in=OPEN).count()
            with suppress(Denied):
                luck.choice(steps(eve_once, case, luck))()
            assert Case.objects.filter(state__in=OPEN).count() == before
            waited = check(case.pk, now, waited)
    with clock.at(now):
        actions.reorganise(actor=SYSTEM, on=clock.today())
        assert people.agency(Case.objects.get(pk=case.pk).lead_id).valid(clock.today())


def check(case_id: int, now: datetime, waited: int) -> int:
    """The agencies' times add up to the sender's, which never goes back; each clock runs once and forwards."""
    case = Case.objects.get(pk=case_id)
    clocks = list(case.clocks.all())
    running = [each for each in clocks if each.stopped_at is None]
    found = shares(clocks, now)
    assert sum(each.used_s for each in found) == waited_s(case, now) >= waited
    assert all(each.used_s >= 0 for each in found)
    assert all((each.used_s or 0) >= 0 and each.started_at <= (each.stopped_at or now) for each in clocks)
    assert len({each.name for each in running}) == len(running)
    assert {each.agency_id for each in running} == {case.lead_id}
    assert (Clock.HANDLING in {each.name for each in running}) or case.state == State.SUBMITTED
    assert case.due_at == min(each.due_at for each in running)
    return waited_s(case, now)
