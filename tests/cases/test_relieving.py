"""Work whose handler has left or is away does not lie still; who stands in for somebody does not judge their work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from ihanoi.cases import actions, jobs, queries
from ihanoi.cases.models import Case
from ihanoi.cases.queries.history import lines
from ihanoi.cases.words import Role, State, Verb, Why
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from tests.cases.stages import bring
from tests.conftest import City

TODAY = date(2026, 11, 16)


def again(actor: Actor) -> Actor:
    assert actor.account_id is not None
    return people.actor_for(people.account(actor.account_id))


def away(city: City, whom: Actor, instead: Actor) -> None:
    assert whom.account_id is not None
    people_actions.delegate(
        actor=whom, account_id=whom.account_id, delegate_id=instead.account_id,
        valid_from=TODAY, valid_to=TODAY + timedelta(days=4), reason="Nghỉ phép năm",
    )  # fmt: skip


def lose_seat(city: City, whom: Actor) -> None:
    assert whom.account_id is not None
    people_actions.revoke(actor=SYSTEM, account_id=whom.account_id, agency_id=city.division, role="handler")


@pytest.mark.parametrize("state", [State.ASSIGNED, State.HANDLING, State.REWORK])
def test_it_comes_back_from_who_has_left(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID], state: State
) -> None:
    case = bring(submitted(), state, city, upload)
    due = case.due_at
    lose_seat(city, city.handler)
    journal.deliver()
    case.refresh_from_db()
    assert (case.state, case.handler_id, case.turn_role) == (State.RETURNED, None, Role.ASSIGNER)
    assert case.turn_agency_id in (city.ward, city.division)
    assert case.due_at == due or state == State.ASSIGNED
    told = Notice.objects.filter(account__in=[city.assigner.account_id, city.division_head.account_id])
    assert told.filter(verb=Verb.TAKE_BACK).exists()
    actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division,
        handler_id=city.second_handler.account_id,
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.state, case.handler_id) == (State.ASSIGNED, city.second_handler.account_id)
    last = lines(case)
    assert any(line.verb == Verb.TAKE_BACK and line.text == city.handler.name for line in last)


def test_the_turn_finds_what_nobody_announced(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    """A seat ran out by its date, or an answer was sent back after its author had left."""
    case = bring(submitted(), State.AWAITING_APPROVAL, city, upload)
    lose_seat(city, city.handler)
    assert actions.take_back_all(actor=SYSTEM) == 0, "an answer that is written is judged first"
    actions.reject_result(actor=city.approver, case_id=case.pk, missing="Cần ảnh sau khi lắp.")
    jobs.take_back()
    case.refresh_from_db()
    assert case.state == State.RETURNED
    jobs.take_back()


def test_nothing_is_taken_from_who_works_or_is_only_away(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    with pytest.raises(Denied) as working:
        actions.take_back(actor=SYSTEM, case_id=case.pk)
    assert working.value.reason == Why.HAND_WORKS
    away(city, city.handler, city.second_handler)
    assert queries.in_hands_that_left() == []
    with pytest.raises(Denied):
        actions.take_back(actor=SYSTEM, case_id=case.pk)
    with pytest.raises(Denied):
        actions.take_back(actor=city.assigner, case_id=case.pk)


def test_a_second_hand_was_quicker(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    monkeypatch.setattr(queries, "in_hands_that_left", lambda _some: [case.pk])
    assert actions.take_back_all(actor=SYSTEM) == 0


def test_begun_work_is_given_to_another_only_while_its_handler_is_away(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    give = partial(
        actions.assign, actor=city.assigner, case_id=case.pk, agency_id=city.division,
        handler_id=city.second_handler.account_id,
    )  # fmt: skip
    with pytest.raises(Denied) as working:
        give()
    assert working.value.reason == Why.HAND_WORKS
    assert queries.of_absent(city.assigner) == []
    away(city, city.handler, city.second_handler)
    assert [each.pk for each in queries.of_absent(city.assigner)] == [case.pk]
    assert queries.of_absent(city.other_assigner) == []
    assert queries.of_absent(city.handler) == []
    assert Verb.ASSIGN in queries.moves_of(city.assigner, case.code)[1].all
    moved = give()
    assert (moved.state, moved.handler_id) == (State.ASSIGNED, city.second_handler.account_id)


def test_a_handler_who_is_also_assigner_keeps_begun_work(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    assert city.handler.account_id is not None
    people_actions.grant(
        actor=SYSTEM, account_id=city.handler.account_id, agency_id=city.division, role="assigner"
    )
    with pytest.raises(Denied) as working:
        actions.assign(
            actor=again(city.handler), case_id=case.pk, agency_id=city.division,
            handler_id=city.second_handler.account_id,
        )  # fmt: skip
    assert working.value.reason == Why.HAND_WORKS


def test_history_tells_for_whom_somebody_acted(city: City, submitted: Callable[..., Case]) -> None:
    away(city, city.assigner, city.division_head)
    case = submitted()
    moved = actions.receive(actor=again(city.division_head), case_id=case.pk, priority="normal")
    last = history.head("case", moved.pk)
    assert last is not None and last.data["for"] == city.assigner.account_id
    assert f"thay {city.assigner.name}" in lines(moved)[0].who
    assert history.verify().sound


def test_who_stands_in_does_not_approve_what_the_absent_one_did(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    """The handler is approver too, and away: whoever stands in has no more right to judge the work than they."""
    case = bring(submitted(), State.AWAITING_APPROVAL, city, upload)
    assert city.handler.account_id is not None
    people_actions.grant(
        actor=SYSTEM, account_id=city.handler.account_id, agency_id=city.division, role="approver"
    )
    away(city, city.handler, city.second_handler)
    with pytest.raises(Denied) as absent:
        actions.approve(actor=again(city.second_handler), case_id=case.pk)
    assert absent.value.reason == Why.RESULT_OF_ABSENT
    actions.approve(actor=city.approver, case_id=case.pk)


def test_who_stands_in_for_the_approver_does_not_approve_the_own_work(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    away(city, city.approver, city.handler)
    case = bring(submitted(), State.AWAITING_APPROVAL, city, upload)
    with pytest.raises(Denied) as own:
        actions.approve(actor=again(city.handler), case_id=case.pk)
    assert own.value.reason == Why.OWN_RESULT


def test_a_withdrawal_is_told_where_nobody_has_the_work_in_hand(
    city: City, submitted: Callable[..., Case]
) -> None:
    case = submitted()
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    actions.withdraw(actor=city.sender, case_id=case.pk)
    with clock.at(clock.now() + timedelta(minutes=1)):
        journal.deliver()
    assert Notice.objects.filter(account=city.assigner.account_id, verb=Verb.WITHDRAW).exists()


def test_who_gives_out_work_hears_that_its_handler_will_be_away(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    bring(submitted(), State.HANDLING, city, upload)
    away(city, city.handler, city.second_handler)
    away(city, city.approver, city.division_head)
    journal.deliver()
    told = Notice.objects.filter(verb="absence")
    assert {notice.account_id for notice in told} <= {city.assigner.account_id, city.division_head.account_id}
    assert "1 việc trong tay" in told.get().title
    instead = Notice.objects.filter(verb="people").values_list("account_id", flat=True)
    assert set(instead) == {city.second_handler.account_id, city.division_head.account_id}


def test_the_end_of_an_absence_is_told_to_the_other_side(city: City) -> None:
    away(city, city.approver, city.assigner)
    made = people.delegations(city.approver.account_id or 0)[0]
    people_actions.end_delegation(actor=city.approver, delegation_id=made.pk)
    journal.deliver()
    told = Notice.objects.filter(verb="people").values_list("account_id", "title")
    assert [account_id for account_id, _ in told] == [city.assigner.account_id]
    assert told[0][1] == "Việc thay đã kết thúc sớm"
