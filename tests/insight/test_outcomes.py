"""Replied and fixed are two facts: outcomes of a month, and what became of its promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.test import Client

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.insight import queries
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from tests.cases.stages import ANSWER, bring
from tests.conftest import MONDAY, City

NOVEMBER = date(2026, 11, 1)


def test_each_answer_counts_by_what_became_of_the_matter(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    ends = {
        "fixed": None,
        "explained": None,
        "not_possible": None,
        "scheduled": date(2026, 11, 18),
    }
    for outcome, day in ends.items():
        case = bring(submitted(), "handling", city, upload)
        files = {upload(city.handler): "photo"}
        actions.submit_result(
            actor=city.handler,
            case_id=case.pk,
            answer=ANSWER,
            outcome=outcome,
            scheduled_for=day,
            files=files,
        )
        actions.approve(actor=city.approver, case_id=case.pk)
    with clock.at(MONDAY + timedelta(days=1)):
        found = queries.report(NOVEMBER).outcomes
        assert (found.fixed, found.scheduled, found.explained, found.not_possible) == (1, 1, 1, 1)
        assert (found.answered, found.promised) == (4, 0)  # the promised day has not come
    with clock.at(MONDAY + timedelta(days=4)):
        actions.recall_passed(actor=SYSTEM)
        assert queries.period(NOVEMBER, date(2026, 11, 20)).outcomes.waiting == 1
        actions.submit_result(
            actor=city.handler,
            case_id=case.pk,
            answer=ANSWER,
            outcome="fixed",
            files={upload(city.handler): "photo"},
        )
        actions.approve(actor=city.approver, case_id=case.pk)
        found = queries.period(date(2026, 11, 10), date(2026, 11, 20)).outcomes
        assert (found.fixed, found.scheduled, found.late, found.broken) == (2, 0, 1, 0)
        assert (found.kept.part, found.kept.whole) == (1, 1)
        page = Client().get("/minh-bach").content.decode()
    assert "Đã trả lời, việc đã xong chưa?" in page and "Lời hứa tới hẹn trong kỳ" in page
