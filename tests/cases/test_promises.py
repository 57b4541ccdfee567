"""A promise for a day: reminded, brought back when its day has passed, kept or broken by the next answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from ihanoi.cases import actions, jobs, queries
from ihanoi.cases.models import Case, Result
from ihanoi.cases.words import Why
from ihanoi.cases.words.promises import Kept
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import Denied
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people
from ihanoi.people.words import Role
from tests.cases.stages import ANSWER, bring
from tests.conftest import City

FRIDAY = date(2026, 11, 20)
PROMISE = (
    "Gạch đặt riêng; đội duy tu lát lại vỉa hè trước số 29 Trần Quốc Toản vào đêm đã hẹn, rào chắn từ 22 giờ."
)
Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def at(day: int, hour: int = 9) -> datetime:
    """A moment of November 2026; from 24 on it goes on counting."""
    return datetime(2026, 11, 1, hour, tzinfo=HANOI) + timedelta(days=day - 1)


@pytest.fixture
def promised(city: City, submitted: Submit, upload: Upload) -> Case:
    """Approved on Monday with a promise for Friday."""
    case = bring(submitted(), "handling", city, upload)
    promise(case, city, upload, FRIDAY)
    return actions.approve(actor=city.approver, case_id=case.pk)


def promise(case: Case, city: City, upload: Upload, day: date) -> Case:
    files = {upload(city.handler): "photo"}
    return actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer=PROMISE,
        outcome="scheduled",
        scheduled_for=day,
        files=files,
    )


def answer(case: Case, city: City, upload: Upload, outcome: str = "fixed") -> Case:
    files = {upload(city.handler): "photo"}
    actions.submit_result(actor=city.handler, case_id=case.pk, answer=ANSWER, outcome=outcome, files=files)
    return actions.approve(actor=city.approver, case_id=case.pk)


def first(case: Case) -> Result:
    return case.results.order_by("pk")[0]


def test_nothing_happens_on_the_day_itself(promised: Case) -> None:
    with clock.at(at(20, 23)):
        assert actions.recall_passed(actor=SYSTEM) == 0


def test_the_case_comes_back_when_the_day_has_passed(city: City, promised: Case) -> None:
    with clock.at(at(21)):
        jobs.keep_promises()
        journal.deliver()
    promised.refresh_from_db()
    assert (promised.state, promised.round, promised.handler_id) == ("handling", 2, city.handler.account_id)
    assert (promised.reopened, promised.promised_for, promised.outcome) == (0, None, "")
    assert promised.clocks.get(round=2).name == "handling"
    told = set(Notice.objects.filter(verb="recall").values_list("account_id", flat=True))
    assert told == {city.sender.account_id, city.handler.account_id}


def test_running_twice_and_after_days_of_standstill_brings_it_back_once(promised: Case) -> None:
    with clock.at(at(30)):
        assert actions.recall_passed(actor=SYSTEM) == 1
        assert actions.recall_passed(actor=SYSTEM) == 0
        jobs.keep_promises()
    promised.refresh_from_db()
    assert promised.round == 2


def test_who_was_quicker_is_no_error(promised: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(**_given: object) -> Case:
        raise Denied(Why.NO_PROMISE)

    monkeypatch.setattr("ihanoi.cases.actions.promises.recall", late)
    with clock.at(at(21)):
        assert actions.recall_passed(actor=SYSTEM) == 0


def test_where_the_handler_has_left_the_assigner_has_it(city: City, promised: Case) -> None:
    people.revoke(
        actor=SYSTEM, account_id=city.handler.account_id, agency_id=city.division, role=Role.HANDLER
    )
    with clock.at(at(21)):
        actions.recall_passed(actor=SYSTEM)
    promised.refresh_from_db()
    assert (promised.state, promised.handler_id, promised.holder_id) == ("received", None, city.ward)
    assert promised.turn_role == "assigner"
    assert set(promised.clocks.filter(round=2).values_list("name", flat=True)) == {"dispatch", "handling"}


def test_the_handler_may_report_earlier(city: City, promised: Case, upload: Upload) -> None:
    with clock.at(at(18)):
        case = actions.recall(actor=city.handler, case_id=promised.pk)
        answer(case, city, upload)
    kept = first(promised)
    assert kept.promise_kept is True and kept.promise_ended_at == at(18)
    assert queries.promises(city.handler).on_time == 1


def test_done_after_its_day_is_kept_but_late(city: City, promised: Case, upload: Upload) -> None:
    with clock.at(at(21)):
        actions.recall_passed(actor=SYSTEM)
    with clock.at(at(23)):
        answer(promised, city, upload)
        found = queries.promises(city.overseer)
    assert first(promised).promise_kept is True
    assert (found.on_time, found.late, found.broken) == (0, 1, ())


@pytest.mark.parametrize("outcome", ["explained", "not_possible"])
def test_anything_but_fixed_breaks_it(city: City, promised: Case, upload: Upload, outcome: str) -> None:
    with clock.at(at(21)):
        actions.recall_passed(actor=SYSTEM)
        answer(promised, city, upload, outcome)
        found = queries.promises(city.approver, city.ward)
    assert first(promised).promise_kept is False
    assert [each.kept for each in found.broken] == [Kept.BROKEN]
    assert queries.promises(city.other_approver).broken == ()


def test_a_second_promise_breaks_the_first_and_is_watched_itself(
    city: City, promised: Case, upload: Upload
) -> None:
    with clock.at(at(21)):
        actions.recall_passed(actor=SYSTEM)
    with clock.at(at(23)):
        promise(promised, city, upload, date(2026, 11, 27))
        case = actions.approve(actor=city.approver, case_id=promised.pk)
        assert case.promised_for == date(2026, 11, 27)
        found = queries.promises(city.handler)
    assert [each.promise_kept for each in case.results.order_by("pk")] == [False, None]
    assert [each.day for each in found.open] == [date(2026, 11, 27)]


def test_the_lists_say_where_each_promise_stands(city: City, promised: Case) -> None:
    found = queries.promises(city.handler)
    assert [(each.days, each.kept) for each in found.open] == [(4, Kept.OPEN)]
    with clock.at(at(21)):
        actions.recall_passed(actor=SYSTEM)
        found = queries.promises(city.handler)
        assert [(each.days, each.kept) for each in found.due] == [(-1, Kept.DUE)]
    assert queries.sees_promises(city.handler) and queries.sees_promises(city.overseer)
    assert not queries.sees_promises(city.sender)


def test_handler_and_approver_are_reminded_once_the_working_day_before(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), "handling", city, upload)
    promise(case, city, upload, date(2026, 11, 23))  # a Monday
    actions.approve(actor=city.approver, case_id=case.pk)
    reminded = Notice.objects.filter(verb="promise")
    with clock.at(at(19)):
        jobs.keep_promises()
        assert not reminded.exists()
    for day in (20, 21, 22, 23):
        with clock.at(at(day, 6)):
            jobs.keep_promises()
    told = set(reminded.values_list("account_id", flat=True))
    assert told == {city.handler.account_id, city.approver.account_id}
    assert reminded.count() == 2
    assert "23/11" in reminded[0].body


def test_a_review_before_the_day_ends_the_promise_with_the_next_answer(
    city: City, promised: Case, upload: Upload
) -> None:
    actions.reopen(actor=city.overseer, case_id=promised.pk, reason="Làm ngay, không chờ.")
    with clock.at(at(21)):
        assert actions.recall_passed(actor=SYSTEM) == 0
