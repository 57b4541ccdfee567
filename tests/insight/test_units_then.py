"""A month read by the agencies of then and by those of today, across the move of 1/7/2025."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from ihanoi.cases import actions
from ihanoi.cases.words import State
from ihanoi.insight import queries
from ihanoi.insight.queries import Figures, Reading
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import queries as people
from tests.cases.eve import EVE, FIRST_DAY, MIDNIGHT, again, build, send
from tests.cases.stages import bring
from tests.conftest import City

Upload = Callable[..., UUID]

JUNE, JULY, LATER = date(2025, 6, 1), date(2025, 7, 1), date(2026, 11, 1)
DISTRICT, WARD, OLD_WARD = (
    "UBND quận Hoàn Kiếm",
    "UBND phường Cửa Nam",
    "UBND phường Hàng Bài, quận Hoàn Kiếm",
)


@pytest.fixture(scope="module")
def eve_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    with django_db_blocker.unblock(), clock.at(EVE), transaction.atomic():
        people.forget()
        yield build()
        transaction.set_rollback(True)
    people.forget()


@pytest.fixture
def moved(eve_once: City, db: None, upload: Upload) -> Iterator[City]:
    """Two open and one answered in the district, one open and one answered in an old ward; then the move."""
    with clock.at(EVE):
        eve = eve_once
        for state in (State.SUBMITTED, State.HANDLING, State.PUBLISHED):
            bring(send(eve), state, eve, upload)
        open_there, closed_there = (send(eve, "phuong-hang-bai-quan-hoan-kiem") for _each in range(2))
        actions.withdraw(actor=eve.sender, case_id=closed_there.pk)
        assert open_there.lead.name == OLD_WARD
    with clock.at(MIDNIGHT):
        actions.reorganise(actor=SYSTEM, on=FIRST_DAY)
    with clock.at(EVE + timedelta(days=4)):
        cache.clear()
        yield eve


def rows(month: date, reading: Reading) -> dict[str, Figures]:
    return {row.name: row.figures for row in queries.report(month, reading=reading).rows}


def test_then_june_is_the_districts(moved: City) -> None:
    june = rows(JUNE, Reading.THEN)
    district, old = june[f"{DISTRICT} (đến 30/06/2025)"], june[f"{OLD_WARD} (đến 30/06/2025)"]
    assert (district.received, district.handled, district.open) == (3, 1, 2)
    assert (old.received, old.open) == (2, 1)
    assert WARD not in june


def test_today_a_ward_with_one_heir_counts_for_it_and_a_district_for_nobody(moved: City) -> None:
    june = rows(JUNE, Reading.TODAY)
    divided = june[f"{DISTRICT} (nhiều đơn vị kế thừa)"]
    assert (divided.received, divided.handled) == (1, 1)  # what it answered itself
    assert june[WARD].received == 4
    assert OLD_WARD not in june


def test_both_readings_count_the_same_cases(moved: City) -> None:
    for month in (JUNE, JULY):
        wholes = [queries.report(month, reading=reading).whole for reading in Reading]
        assert wholes[0] == wholes[1]
        for reading in Reading:
            found = rows(month, reading).values()
            assert sum(each.received for each in found) == wholes[0].received
            assert sum(each.open for each in found) == wholes[0].open


def test_a_divided_agency_has_no_rank(moved: City) -> None:
    report = queries.report(JUNE, reading=Reading.TODAY)
    assert [row.rank for row in report.rows if "nhiều đơn vị" in row.name] == [None]


def test_what_came_late_does_not_count_against_the_ward(moved: City) -> None:
    """Both receptions ran out on Monday evening; the hand-over within the ward on Tuesday noon."""
    july = queries.report(JULY)
    ward = next(row.figures for row in july.rows if row.name == WARD)
    assert (ward.open, ward.overdue, ward.overdue_before) == (3, 3, 2)
    assert (ward.on_time.whole, july.whole.on_time.whole) == (1, 3)
    clocks = july.lateness[moved.other_ward].clocks
    assert (clocks["reception"].part, clocks["dispatch"].part) == (0, 1)
    district = queries.report(JUNE).lateness[moved.ward].clocks
    assert district["reception"].part == 1


def test_the_switch_stands_where_the_readings_differ(moved: City) -> None:
    page = Client().get("/minh-bach", {"thang": "2025-06", "don-vi": "hien-nay"}).content.decode()
    assert "nhiều đơn vị kế thừa" in page
    assert "thang=2025-06&amp;don-vi=hien-nay" in page
    assert 'name="don-vi"' not in Client().get("/minh-bach", {"thang": "2025-07"}).content.decode()
    assert again(moved.dispatcher).seats
