"""The independent check of a sample: which answers it falls on, what passes, what goes back (R85)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, SampleCheck, SampleRate
from ihanoi.cases.queries import Shelf, Wanted
from ihanoi.cases.queries.story import story
from ihanoi.cases.words import State, Why
from ihanoi.cases.words.numbers import Cannot
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions as people
from ihanoi.people.words import Role
from tests.cases.stages import ANSWER, bring
from tests.conftest import City
from tests.people.officials import again, give, own

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
TODAY = date(2026, 11, 16)


@pytest.fixture
def drawn(city: City, submitted: Submit, upload: Upload) -> Case:
    """An approved answer that the sample fell on."""
    return bring(submitted(), State.CHECKING, city, upload)


def test_a_drawn_answer_waits_for_the_overseers(city: City, drawn: Case) -> None:
    assert (drawn.turn_role, drawn.turn_agency_id, drawn.clock) == ("overseer", None, "check")
    assert (drawn.resolved_at, drawn.outcome, drawn.closed_at) == (None, "", None)
    [row] = queries.inbox(city.overseer, Wanted(Shelf.CHECK)).rows
    assert (row.id, row.move) == (drawn.pk, "pass_check")
    for who in (city.approver, city.dispatcher, city.handler):
        assert queries.inbox(who, Wanted(Shelf.CHECK)).rows == ()
    check = SampleCheck.objects.get(case=drawn)
    assert (check.percent, check.passed) == (100, None)


@pytest.mark.parametrize("who", ["assigner", "handler", "approver"])
def test_nobody_checks_an_answer_in_which_they_had_a_part(city: City, drawn: Case, who: str) -> None:
    both = give(city.actors[who], city.root, Role.OVERSEER)
    for check in (
        lambda: actions.pass_check(actor=both, case_id=drawn.pk),
        lambda: actions.fail_check(actor=both, case_id=drawn.pk, missing="Thiếu ảnh."),
    ):
        with pytest.raises(Denied) as refused:
            check()
        assert refused.value.reason == Why.A_PARTY
    assert str(Why.A_PARTY) in queries.case_page(both, drawn.code).moves.missing


def test_who_oversees_for_a_party_checks_nothing(city: City, drawn: Case) -> None:
    """The approver who is an overseer too is away; the colleague has the seat and no more right."""
    give(city.approver, city.ward, Role.OVERSEER)
    people.delegate(
        actor=again(city.approver), account_id=own(city.approver), delegate_id=own(city.division_head),
        valid_from=TODAY, valid_to=TODAY, reason="Nghỉ phép",
    )  # fmt: skip
    with pytest.raises(Denied) as refused:
        actions.pass_check(actor=again(city.division_head), case_id=drawn.pk)
    assert refused.value.reason == Why.A_PARTY


def test_who_sent_it_back_once_may_check_the_next_answer(city: City, drawn: Case, upload: Upload) -> None:
    actions.fail_check(actor=city.overseer, case_id=drawn.pk, missing="Thiếu ảnh.")
    actions.submit_result(
        actor=city.handler, case_id=drawn.pk, answer=ANSWER, outcome="fixed",
        files={upload(city.handler, "green"): "photo"},
    )  # fmt: skip
    actions.approve(actor=city.approver, case_id=drawn.pk)
    assert actions.pass_check(actor=city.overseer, case_id=drawn.pk).state == State.RESOLVED


def test_the_sender_has_no_answer_before_the_check(city: City, drawn: Case) -> None:
    assert queries.my_case(city.sender, drawn.code).answer is None
    told = [story(drawn, list(drawn.clocks.all()), for_sender=who) for who in (True, False)]
    assert "kiểm tra độc lập trước khi trả lời" in told[0][0].title
    assert not any("Có kết quả" in episode.title for lines in told for episode in lines)
    assert "được rút để phúc tra" in queries.case_page(city.overseer, drawn.code).history[0].title


def test_passed_goes_to_the_sender(city: City, drawn: Case) -> None:
    case = actions.pass_check(actor=city.overseer, case_id=drawn.pk, text=" Đúng như ảnh. ")
    assert (case.state, case.outcome, case.clock) == ("resolved", "fixed", "")
    assert case.closed_at == case.resolved_at is not None
    check = SampleCheck.objects.get(case=case)
    assert (check.passed, check.text, check.by_id) == (True, "Đúng như ảnh.", city.overseer.account_id)
    told = story(case, list(case.clocks.all()), for_sender=True)[0]
    assert (told.title, told.lines) == ("Có kết quả: Đã khắc phục", ["Đã được kiểm tra độc lập."])
    assert story(case, [], for_sender=False)[0].title == "Có kết quả"


def test_failed_goes_back_with_what_is_missing(city: City, drawn: Case, upload: Upload) -> None:
    case = actions.fail_check(actor=city.overseer, case_id=drawn.pk, missing=" Ảnh không đúng chỗ. ")
    assert (case.state, case.turn_role, case.handler_id) == ("rework", "handler", city.handler.account_id)
    assert case.clock == "handling"
    result = case.results.get()
    assert (result.approved, result.missing) == (False, "Ảnh không đúng chỗ.")
    assert SampleCheck.objects.get(case=case).passed is False
    assert "chưa đạt" in story(case, [], for_sender=True)[0].title
    # The answer given after it may be drawn again.
    actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer="Đã lát lại vỉa hè trước nhà số 29 lúc 9:00.",
        outcome="fixed",
        files={upload(city.handler): "photo"},
    )
    assert actions.approve(actor=city.approver, case_id=case.pk).state == "checking"
    case = actions.pass_check(actor=city.overseer, case_id=case.pk)
    [running] = queries.case_page(city.overseer, case.code).rounds
    assert [check.passed for check in running.checks] == [False, True]


def test_failing_says_what_is_missing(city: City, drawn: Case) -> None:
    with pytest.raises(Invalid) as refused:
        actions.fail_check(actor=city.overseer, case_id=drawn.pk, missing=" ")
    assert list(refused.value.errors) == ["missing"]


@pytest.mark.parametrize("who", ["approver", "handler", "assigner", "dispatcher"])
def test_nobody_but_an_overseer_checks(city: City, drawn: Case, who: str) -> None:
    for act in (
        lambda actor: actions.pass_check(actor=actor, case_id=drawn.pk),
        lambda actor: actions.fail_check(actor=actor, case_id=drawn.pk, missing="Ảnh mờ"),
    ):
        with pytest.raises(Denied) as refused:
            act(city.actors[who])
        assert refused.value.reason == Why.NOT_YOURS


def test_nothing_is_drawn_without_a_rate(city: City, submitted: Submit, upload: Upload) -> None:
    assert bring(submitted(), State.RESOLVED, city, upload).state == "resolved"
    assert not SampleCheck.objects.exists()


# --- rates ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def operator(city: City) -> Actor:
    """May set rates."""
    return SYSTEM


def test_the_nearest_agency_wins_then_the_kind_then_the_latest(city: City, operator: Actor) -> None:
    def percent(kind: str = "field", agency: int = city.division, day: date = TODAY) -> int:
        return queries.sample_percent(kind, agency, day)

    def rate(percent: int, **given: object) -> None:
        actions.set_sample_rate(actor=operator, **({"percent": percent, "valid_from": TODAY} | given))  # type: ignore[arg-type]  # mixed values

    assert percent() == 0
    rate(5)
    assert percent() == 5
    assert percent(day=TODAY - timedelta(days=1)) == 0
    rate(9, kind="waste")
    assert (percent("waste"), percent()) == (9, 5)
    rate(20, agency_id=city.ward)
    assert (percent("waste"), percent(), percent(agency=city.other_ward)) == (20, 20, 5)
    rate(30, agency_id=city.ward, valid_from=TODAY + timedelta(days=2))
    assert (percent(), percent(day=TODAY + timedelta(days=2))) == (20, 30)
    rate(0, agency_id=city.division)
    assert (percent(), percent(agency=city.ward)) == (0, 20)


def test_the_same_day_is_set_anew(city: City, operator: Actor) -> None:
    for percent in (5, 7):
        actions.set_sample_rate(actor=operator, percent=percent, valid_from=TODAY)
    assert SampleRate.objects.get().percent == 7
    assert queries.sample_percent("field", city.ward, TODAY) == 7


def test_a_rate_is_a_percentage_and_the_operators_to_set(city: City, operator: Actor) -> None:
    for percent in (-1, 101):
        with pytest.raises(Invalid) as refused:
            actions.set_sample_rate(actor=operator, percent=percent, valid_from=TODAY)
        assert list(refused.value.errors) == ["percent"]
    for who in (city.overseer, city.approver, city.sender):
        with pytest.raises(Denied) as denied:
            actions.set_sample_rate(actor=who, percent=5, valid_from=TODAY)
        assert denied.value.reason == Cannot.NOT_OPERATOR
    assert not SampleRate.objects.exists()


def test_a_case_that_is_not_there_is_not_found(city: City) -> None:
    with pytest.raises(NotFound):
        actions.pass_check(actor=city.overseer, case_id=1)
