"""A request from asking to its end: who may, by when, and what the person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ihanoi.cases.models import Case
from ihanoi.cases.queries.sender import sender_of
from ihanoi.identity.models import Link
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people
from ihanoi.people.models import Account, Consent
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Proof, Purpose
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import RequestState, Right, Subject, Verb, Why
from tests.conftest import MONDAY, City

Ask = Callable[..., Request]


def test_both_clocks_begin_when_it_is_asked(asked: Ask) -> None:
    request = asked(Right.RESTRICT)
    assert request.state == RequestState.RECEIVED
    assert request.code == f"DL-26-{request.pk:06d}"
    # Monday 16/11/2026 08:00: the second working day after ends on Wednesday at 17:30, the fifteenth day is a Tuesday.
    assert request.answer_due_at == datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
    assert request.due_at == datetime(2026, 12, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("right", "day"), [(Right.CORRECT, 26), (Right.WITHDRAW, 1), (Right.RESTRICT, 1), (Right.DELETE, 7)]
)
def test_each_right_has_its_own_time(asked: Ask, right: Right, day: int) -> None:
    """Ten, fifteen and twenty days; 20 days from 16/11 end on Sunday 6/12, so on Monday."""
    city_consents(right)
    assert clock.day_of(asked(right, said="Tên đúng là Bình.").due_at).day == day


def city_consents(right: Right) -> None:
    """Accounts of the tests never gave a consent, so they have nothing to withdraw but what is given here."""
    if right == Right.WITHDRAW:
        account = Account.objects.get(email="sender@example.org")
        Consent.objects.create(account=account, purpose=Purpose.HANDLING, given_at=MONDAY)


def test_person_and_guardians_are_told(asked: Ask, city: City, guardian: Actor) -> None:
    request = asked()
    told = Notice.objects.get(account=city.sender.account_id, verb="request_received")
    assert request.code in told.title and "18/11" in told.body
    assert Notice.objects.filter(account=guardian.account_id, verb="request_asked").exists()


def test_copy_and_deletion_need_a_fresh_proof(city: City, guardian: Actor) -> None:
    for right in (Right.COPY, Right.DELETE):
        with pytest.raises(Denied) as denied:
            actions.ask(actor=city.sender, right=right)
        assert denied.value.reason == Why.SIGN_IN_AGAIN
    assert not Request.objects.exists()


def test_one_request_of_a_kind_at_a_time(asked: Ask) -> None:
    asked()
    with pytest.raises(Denied) as denied:
        asked()
    assert denied.value.reason == Why.ALREADY


def test_officials_leave_before_they_are_forgotten(city: City, guardian: Actor) -> None:
    with pytest.raises(Denied) as denied:
        actions.ask(actor=city.handler, right=Right.DELETE, fresh=True)
    assert denied.value.reason == Why.OFFICIAL


def test_nobody_withdraws_what_was_taken_back(city: City, guardian: Actor, asked: Ask) -> None:
    city_consents(Right.WITHDRAW)
    request = asked(Right.WITHDRAW)
    actions.accept(actor=guardian, request_id=request.pk)
    actions.finish(actor=guardian, request_id=request.pk)
    with pytest.raises(Denied) as denied:
        asked(Right.WITHDRAW)
    assert denied.value.reason == Why.NO_CONSENT


def test_accepted_then_done_restricts_for_real(asked: Ask, guardian: Actor, city: City) -> None:
    request = asked()
    actions.accept(actor=guardian, request_id=request.pk)
    assert Request.objects.get().state == RequestState.ACCEPTED
    actions.finish(actor=guardian, request_id=request.pk, reason="Đã hạn chế.")
    done = Request.objects.get()
    assert done.state == RequestState.DONE and done.closed_at == MONDAY
    account = Account.objects.get(pk=city.sender.account_id)
    assert account.restricted_at == MONDAY
    assert Notice.objects.filter(account=account, verb="request_done").exists()
    actions.lift_restriction(actor=city.sender, account_id=account.pk)
    assert Account.objects.get(pk=account.pk).restricted_at is None


def test_extended_once_with_a_reason(asked: Ask, guardian: Actor, city: City) -> None:
    request = asked(Right.CORRECT, said="Sai tên đệm.")
    actions.accept(actor=guardian, request_id=request.pk)
    with pytest.raises(Invalid):
        actions.extend(actor=guardian, request_id=request.pk, reason=" ")
    actions.extend(actor=guardian, request_id=request.pk, reason="Chờ xác minh giấy tờ")
    extended = Request.objects.get()
    assert extended.due_at - extended.first_due_at >= timedelta(days=10)
    told = Notice.objects.get(account=city.sender.account_id, verb="request_extended")
    assert "Chờ xác minh giấy tờ. " in told.body
    with pytest.raises(Denied):
        actions.extend(actor=guardian, request_id=request.pk, reason="Lần nữa")


def test_refused_with_reason_and_way_to_complain(asked: Ask, guardian: Actor, city: City) -> None:
    request = asked()
    with pytest.raises(Invalid):
        actions.refuse(actor=guardian, request_id=request.pk, reason="")
    actions.refuse(actor=guardian, request_id=request.pk, reason="Đang là bằng chứng của một vụ việc.")
    told = Notice.objects.get(account=city.sender.account_id, verb="request_refused")
    assert "khiếu nại" in told.body
    assert Request.objects.get().state == RequestState.REFUSED


def test_the_person_takes_it_back(asked: Ask, city: City, guardian: Actor) -> None:
    request = asked()
    with pytest.raises(NotFound):  # whoever guards data refuses with a reason, and does not take it back
        actions.cancel(actor=guardian, request_id=request.pk)
    actions.cancel(actor=city.sender, request_id=request.pk)
    assert Request.objects.get().state == RequestState.CANCELLED
    with pytest.raises(Denied):
        actions.cancel(actor=city.sender, request_id=request.pk)


def test_others_know_of_no_request(asked: Ask, city: City) -> None:
    request = asked()
    for actor in (city.neighbour, city.overseer, city.handler):
        with pytest.raises(NotFound):
            actions.accept(actor=actor, request_id=request.pk)
        with pytest.raises(NotFound):
            queries.request_page(actor, request.pk)
        with pytest.raises(NotFound):
            queries.queue(actor)


def test_the_person_moves_nothing_forward(asked: Ask, city: City) -> None:
    request = asked()
    with pytest.raises(Denied):
        actions.accept(actor=city.sender, request_id=request.pk)


def test_guardians_do_not_judge_their_own(guardian: Actor) -> None:
    request = actions.ask(actor=guardian, right=Right.RESTRICT)
    with pytest.raises(Denied):
        actions.accept(actor=guardian, request_id=request.pk)


def test_queue_is_sorted_by_what_breaks_first(city: City, guardian: Actor) -> None:
    first = actions.ask(actor=city.sender, right=Right.RESTRICT)
    actions.accept(actor=guardian, request_id=first.pk)  # its clock now runs until December
    second = actions.ask(actor=city.neighbour, right=Right.RESTRICT)
    assert [w.request.pk for w in queries.queue(guardian)] == [second.pk, first.pk]
    with clock.at(second.answer_due_at + timedelta(seconds=1)):
        assert [w.over for w in queries.queue(guardian)] == [True, False]
    with clock.at(second.answer_due_at):
        assert not queries.queue(guardian)[0].over


def test_corrected_through_the_guardian(asked: Ask, guardian: Actor, city: City) -> None:
    request = asked(Right.CORRECT, said="Căn cước sai số cuối.")
    actions.accept(actor=guardian, request_id=request.pk)
    with pytest.raises(Invalid):
        actions.finish(actor=guardian, request_id=request.pk, citizen_id="123")
    actions.finish(actor=guardian, request_id=request.pk, full_name="Nguyễn Thị Bình", reason="Đã sửa tên.")
    assert Account.objects.get(pk=city.sender.account_id).full_name == "Nguyễn Thị Bình"


def proven(city: City, number: str = "001000000008") -> int:
    account_id = city.sender.account_id
    assert account_id is not None
    Account.objects.filter(pk=account_id).update(citizen_id="")
    people.vouch(account_id=account_id, citizen_id=number, full_name="Nguyễn Bình", proof=Proof.COUNTER)
    return account_id


@pytest.mark.parametrize("card_seen", [True, False])
def test_a_proven_number_is_proven_anew(asked: Ask, guardian: Actor, city: City, card_seen: bool) -> None:
    account_id, request = proven(city), asked(Right.CORRECT, said="Căn cước sai số cuối.")
    actions.accept(actor=guardian, request_id=request.pk)
    given: dict[str, Any] = {"citizen_id": "001000000009", "card_seen": card_seen}
    actions.finish(actor=guardian, request_id=request.pk, reason="Đã sửa số.", **given)
    account = Account.objects.get(pk=account_id)
    assert account.citizen_id == "001000000009" and bool(account.proven_at) == card_seen
    told = Notice.objects.filter(account=account_id, verb="proof_gone")
    assert told.exists() != card_seen and "001000000009" not in str(list(told.values()))


@pytest.mark.parametrize("given", [{"citizen_id": "001000000009"}, {"full_name": "Nguyễn Thị Bình"}])
def test_what_vneid_says_is_not_contradicted(
    asked: Ask, guardian: Actor, city: City, given: dict[str, str]
) -> None:
    account_id, request = proven(city), asked(Right.CORRECT, said="Căn cước sai số cuối.")
    actions.accept(actor=guardian, request_id=request.pk)
    Link.objects.create(
        account_id=account_id, issuer="https://vneid.example", subject="c-1", linked_at=MONDAY, used_at=MONDAY
    )
    with pytest.raises(Invalid) as denial:
        actions.finish(actor=guardian, request_id=request.pk, **given, reason="Đã sửa.", card_seen=True)
    assert denial.value.errors == {next(iter(given)): Why.LINKED}
    account = Account.objects.get(pk=account_id)
    assert (account.citizen_id, account.full_name) == ("001000000008", "Nguyễn Bình")
    actions.finish(actor=guardian, request_id=request.pk, reason="Đã sửa nơi ở.")


def test_history_holds_no_personal_value(asked: Ask, guardian: Actor, city: City) -> None:
    request = asked(Right.CORRECT, said="Số căn cước đúng là 001000000009.")
    actions.accept(actor=guardian, request_id=request.pk)
    actions.finish(actor=guardian, request_id=request.pk, citizen_id="001000000009", reason="Đã sửa.")
    lines = journal.history(Subject.REQUEST, request.pk)
    assert [line.verb for line in lines] == [Verb.ASK, Verb.ACCEPT, Verb.FINISH]
    assert "001000000009" not in str([line.data for line in lines])
    told = journal.history("account", city.sender.account_id or 0)
    assert "001000000009" not in str([line.data for line in told])


def test_guardians_are_warned_once(asked: Ask, guardian: Actor) -> None:
    request = asked()
    with clock.at(request.answer_due_at - timedelta(hours=23)):
        assert actions.warn() == 1
        actions.warn()
    assert Notice.objects.filter(account=guardian.account_id, verb="request_soon").count() == 1
    with clock.at(request.answer_due_at + timedelta(minutes=1)):
        actions.warn()
    assert Notice.objects.filter(account=guardian.account_id, verb="request_over").count() == 1


def test_numbers_change_from_a_day_on_and_never_beyond_the_law(guardian: Actor, city: City) -> None:
    with pytest.raises(Invalid):
        actions.set_period(actor=guardian, name="delete", amount=21, valid_from=clock.today())
    with pytest.raises(Denied):
        actions.set_period(actor=city.overseer, name="delete", amount=5, valid_from=clock.today())
    actions.set_period(actor=guardian, name="delete", amount=5, valid_from=clock.today())
    assert queries.limit("delete").amount == 5
    assert queries.limit("delete", MONDAY.date() - timedelta(days=1)).amount == 20
    assert SYSTEM.is_system


def stopped(asked: Ask, guardian: Actor, right: Right) -> None:
    city_consents(right)
    request = asked(right)
    actions.accept(actor=guardian, request_id=request.pk)
    actions.finish(actor=guardian, request_id=request.pk)


def test_who_is_restricted_sends_nothing_until_it_is_lifted(
    asked: Ask, guardian: Actor, city: City, submitted: Callable[..., Case]
) -> None:
    stopped(asked, guardian, Right.RESTRICT)
    with pytest.raises(Invalid) as invalid:
        submitted()
    assert "Bỏ hạn chế" in str(invalid.value.errors["consent"])
    actions.lift_restriction(actor=city.sender, account_id=city.sender.account_id or 0)
    assert submitted().pk


def test_who_withdrew_sends_nothing_until_they_agree_again(
    asked: Ask, guardian: Actor, city: City, submitted: Callable[..., Case]
) -> None:
    stopped(asked, guardian, Right.WITHDRAW)
    with pytest.raises(Invalid) as invalid:
        submitted()
    assert "Đồng ý lại" in str(invalid.value.errors["consent"])
    actions.agree_again(actor=city.sender, shown=newest_wording(Purpose.HANDLING))
    assert submitted().pk


def test_officials_do_not_see_who_is_restricted(
    asked: Ask, guardian: Actor, city: City, submitted: Callable[..., Case]
) -> None:
    case = submitted()
    assert sender_of(city.assigner, case).phone == "0900000001"
    stopped(asked, guardian, Right.RESTRICT)
    seen = sender_of(city.assigner, Case.objects.get(pk=case.pk))
    assert seen.confidential and not seen.phone and "Sender" not in seen.name
