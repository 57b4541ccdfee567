"""Figures per agency: each with its numerator and denominator, honest about small numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.insight import queries
from ihanoi.insight.queries import Figures, Share
from ihanoi.kernel import clock
from tests.cases.stages import bring
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_each_case_is_counted_in_its_class(city: City, submitted: Submit, upload: Upload) -> None:
    answered = bring(submitted(), State.PUBLISHED, city, upload)
    actions.rate(actor=city.sender, case_id=answered.pk, value="accepted")
    bring(submitted(), State.REFUSED, city, upload)
    bring(submitted(), State.WITHDRAWN, city, upload)
    submitted()
    with clock.at(MONDAY + timedelta(days=3)):
        report = queries.report(NOVEMBER)
    row = next(row for row in report.rows if row.name == "UBND phường Cửa Nam").figures
    assert (row.received, row.handled, row.in_time, row.refused) == (4, 1, 1, 1)
    assert (row.open, row.overdue) == (1, 1)
    assert (row.satisfied, row.accepted, row.dissatisfied) == (0, 1, 0)
    assert row.on_time == Share(1, 2)
    assert (row.content, row.content.value) == (Share(1, 1), 1.0)
    assert report.whole == Figures(
        **{name: getattr(row, name) for name in Figures.__slots__} | {"agency_id": 0}
    )


def test_a_reopened_case_counts_against_the_agency(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.PUBLISHED, city, upload)
    actions.reopen(actor=city.overseer, case_id=case.pk, reason="Chưa sửa")
    whole = queries.report(NOVEMBER).whole
    assert whole.reopened == Share(1, 1)
    assert (whole.handled, whole.open) == (0, 1)


def test_leaving_work_open_does_not_better_the_rate() -> None:
    assert Figures(1, handled=9, in_time=9, overdue=1).on_time.value == 0.9


def test_few_cases_are_not_ranked(city: City, submitted: Submit, upload: Upload) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    assert [row.rank for row in queries.report(NOVEMBER).rows] == [None]
    assert Figures(1, handled=29).ranked is False
    assert Figures(1, handled=29, overdue=1).ranked is True


def test_an_empty_month_is_empty(city: City) -> None:
    report = queries.report(date(2026, 1, 1))
    assert report.whole.on_time.value is None
    assert report.rows == ()


def test_one_agency_sees_its_own(city: City, submitted: Submit, upload: Upload) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    assert queries.report(NOVEMBER, city.ward).whole.handled == 1
    assert queries.report(NOVEMBER, city.other_ward).whole.handled == 0


def test_two_queries_make_a_report(city: City, submitted: Submit) -> None:
    submitted()
    with CaptureQueriesContext(connection) as taken:
        queries.report(NOVEMBER)
    assert len([q for q in taken if "cases_case" in q["sql"]]) == 2


@pytest.mark.parametrize("month", ["", "2026-11", "2026-13", "không phải tháng", "2999-01", "1999-01"])
def test_the_public_page_needs_no_account_and_bears_odd_months(
    city: City, submitted: Submit, month: str
) -> None:
    submitted()
    answer = Client().get("/minh-bach", {"thang": month})
    assert answer.status_code == 200
    assert "UBND phường Cửa Nam" in answer.content.decode()
