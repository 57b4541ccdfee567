"""Leaving closes everything at once; an account that nobody uses is warned, closed, and opened by an operator."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ihanoi.journal import queries as history
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited, NewAccount
from ihanoi.people.models import Account
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Closed, Purpose, Role
from tests.conftest import City
from tests.people.officials import again, own, seat

TODAY = date(2026, 11, 16)


def go(actor: Actor, whom: Actor, last_day: date = TODAY, reason: str = "Chuyển công tác") -> Account:
    return actions.leave(actor=actor, account_id=own(whom), last_day=last_day, reason=reason)


def told(name: str) -> list[int]:
    return list(Event.objects.filter(name=name).values_list("data__account_id", flat=True))


def test_everything_closes_at_once(city: City) -> None:
    operator, gone = seat("minh", city.ward), seat("hoa", city.ward)
    colleague = city.approver
    _, token = actions.invite(
        actor=gone, invited=Invited("moi@hanoi.example", "Lê Mới", "", city.ward, [Role.HANDLER], TODAY)
    )
    given = {"valid_from": date(2026, 11, 20), "valid_to": date(2026, 11, 30), "reason": "Nghỉ"}
    actions.delegate(actor=gone, account_id=own(gone), delegate_id=own(colleague), **given)  # type: ignore[arg-type]  # days and text
    earlier = given | {"valid_from": TODAY, "valid_to": date(2026, 11, 18)}
    actions.delegate(actor=city.assigner, account_id=own(city.assigner), delegate_id=own(gone), **earlier)  # type: ignore[arg-type]  # days and text
    account = go(operator, gone)
    assert (account.is_active, account.closed_as) == (False, Closed.LEFT)
    assert people.actor_for(account) == PUBLIC
    assert people.invitation_of(token) is None
    with clock.at(clock.now() + timedelta(days=7)):
        assert not again(colleague).holds(Role.OPERATOR)
    assert people.holder_ids(Role.ASSIGNER, [city.ward]) == {city.ward: [own(city.assigner)]}
    assert own(gone) in told("SeatsEnded") and told("AccountClosed") == [own(gone)]
    assert "leave" in [e.verb for e in history.history("account", own(gone))]


def test_a_later_last_day_closes_by_itself(city: City) -> None:
    operator = seat("minh", city.ward)
    go(operator, city.handler, date(2026, 11, 18))
    with clock.at(clock.now() + timedelta(days=2)):
        assert actions.close_left() == 0
        assert again(city.handler).holds(Role.HANDLER)
    with clock.at(clock.now() + timedelta(days=3)):
        assert again(city.handler).seats == ()
        assert actions.close_left() == 1
        assert actions.close_left() == 0
        assert not people.account(own(city.handler)).is_active


def test_the_account_of_a_citizen_stays_theirs(city: City) -> None:
    citizen = actions.sign_up(
        new=NewAccount("binh@example.org", "Nguyễn Thị Bình", "0912345678"),
        consents=[newest_wording(Purpose.HANDLING)],
    )
    actions.grant(actor=SYSTEM, account_id=citizen.pk, agency_id=city.ward, role=Role.HANDLER)
    left = go(seat("minh", city.ward), people.actor_for(citizen))
    assert left.is_active and not left.closed_as
    assert people.actor_for(left).seats == ()


def test_who_may_not_and_what_is_missing(city: City) -> None:
    operator = seat("minh", city.ward)
    for stranger in (city.assigner, seat("xa", city.other_ward)):
        with pytest.raises(NotFound):
            go(stranger, city.handler)
    with pytest.raises(NotFound):
        go(operator, city.sender)
    with pytest.raises(Denied):
        go(operator, operator)
    with pytest.raises(Invalid):
        go(operator, city.handler, reason=" ")


def test_an_operator_of_one_agency_does_not_close_what_lies_in_another(city: City) -> None:
    actions.grant(actor=SYSTEM, account_id=own(city.handler), agency_id=city.other_ward, role=Role.HANDLER)
    with pytest.raises(NotFound):
        go(seat("minh", city.ward), city.handler)
    go(seat("city", city.root), city.handler)


def seen(whom: Actor, days: int) -> None:
    at = clock.now() - timedelta(days=days)
    Account.objects.filter(pk=own(whom)).update(created_at=at - timedelta(days=100), seen_at=at)


def test_forty_five_days_without_use_close_an_account_after_a_warning(city: City) -> None:
    seen(city.handler, 37)
    assert actions.close_idle() == (0, 0)
    seen(city.handler, 39)
    assert actions.close_idle() == (1, 0)
    assert told("AccountIdle") == [own(city.handler)]
    assert actions.close_idle() == (0, 0)
    with clock.at(clock.now() + timedelta(days=7)):
        assert actions.close_idle()[1] == 1
    account = people.account(own(city.handler))
    assert (account.is_active, account.closed_as) == (False, Closed.IDLE)
    assert [e.verb for e in history.history("account", account.pk)][-1] == "close_idle"


def test_nobody_is_closed_without_a_warning_in_time(city: City) -> None:
    """The worker stood still for weeks: seven days are left all the same. Who came back in between stays."""
    seen(city.handler, 60)
    assert actions.close_idle() == (1, 0)
    with clock.at(clock.now() + timedelta(days=3)):
        seen(city.handler, 0)
    with clock.at(clock.now() + timedelta(days=8)):
        assert actions.close_idle()[1] == 0


def test_an_operator_opens_it_again(city: City) -> None:
    operator = seat("minh", city.ward)
    seen(city.handler, 60)
    actions.close_idle()
    with clock.at(clock.now() + timedelta(days=8)):
        actions.close_idle()
        with pytest.raises(Invalid):
            actions.reopen(actor=operator, account_id=own(city.handler), reason="")
        with pytest.raises(NotFound):
            actions.reopen(actor=city.assigner, account_id=own(city.handler), reason="Đi học về")
        actions.reopen(actor=operator, account_id=own(city.handler), reason="Đi học về")
        assert again(city.handler).holds(Role.HANDLER)
        with pytest.raises(Denied):
            actions.reopen(actor=operator, account_id=own(city.handler), reason="Đi học về")
        assert own(city.handler) not in people.unused_since(clock.now() - timedelta(days=45))


def test_shared_accounts_of_the_demo_stay_open(city: City) -> None:
    seen(city.handler, 60)
    Account.objects.filter(pk=own(city.handler)).update(is_shared=True)
    assert actions.close_idle() == (0, 0)


def test_who_came_today_and_leaves_today_is_still_found(city: City) -> None:
    operator = seat("minh", city.ward)
    fresh = actions.create_account(actor=SYSTEM, new=NewAccount("moi@hanoi.example", "Lê Thị Mới"))
    given = {"account_id": fresh.pk, "agency_id": city.ward, "role": Role.HANDLER}
    actions.grant(actor=operator, **given)  # type: ignore[arg-type]  # ids and a role
    go(operator, people.actor_for(fresh))
    assert people.official(operator, fresh.pk).closed_as == Closed.LEFT
    actions.reopen(actor=operator, account_id=fresh.pk, reason="Ghi nhầm")
    actions.grant(actor=operator, **given)  # type: ignore[arg-type]  # ids and a role
    assert people.actor_for(people.account(fresh.pk)).holds(Role.HANDLER, city.ward)
