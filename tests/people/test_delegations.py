"""While somebody is away a colleague holds the seats, from the first day to the last, and history tells for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor, Seat
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account, Delegation, Membership
from ihanoi.people.words import Role
from tests.conftest import City
from tests.people.officials import SINCE, again, own, seat

FIRST, LAST = date(2026, 11, 18), date(2026, 11, 20)


def hand_over(city: City, **changed: object) -> Delegation:
    given: dict[str, object] = {
        "actor": city.approver,
        "account_id": own(city.approver),
        "delegate_id": own(city.assigner),
        "valid_from": FIRST,
        "valid_to": LAST,
        "reason": "Nghỉ phép năm",
    }
    return actions.delegate(**(given | changed))  # type: ignore[arg-type]  # names and types are the action's own


def test_the_delegate_has_the_seats_on_these_days_only(city: City) -> None:
    hand_over(city)
    held = []
    for day in range(17, 22):
        with clock.at(clock.now().replace(day=day)):
            held.append(again(city.assigner).holds(Role.APPROVER, city.ward))
            assert again(city.approver).holds(Role.APPROVER, city.ward), "who is away may come back"
    assert held == [False, True, True, True, False]


def test_who_is_away_is_replaced_among_the_holders(city: City) -> None:
    hand_over(city)
    with clock.at(clock.now() + timedelta(days=2)):
        assert people.holder_ids(Role.APPROVER, [city.ward]) == {city.ward: [own(city.assigner)]}
        assert [h.pk for h in people.holders(Role.APPROVER, city.ward)] == [own(city.assigner)]
        standing = again(city.assigner)
        assert standing.seats == (
            Seat(Role.ASSIGNER, city.ward), Seat(Role.APPROVER, city.ward, stands_for=own(city.approver))
        )  # fmt: skip
        assert standing.stands_for(Role.APPROVER, city.ward) == own(city.approver)
        assert standing.stands_for(Role.ASSIGNER, city.ward) is None
        assert [(s.role, s.stands_for) for s in people.seats(standing)] == [
            (Role.ASSIGNER, ""), (Role.APPROVER, city.approver.name)
        ]  # fmt: skip
        assert set(people.away([own(city.approver), own(city.handler)])) == {own(city.approver)}
        pairs = {
            (own(city.approver), city.ward),
            (own(city.assigner), city.ward),
            (own(city.handler), city.ward),
        }
        assert people.seated(Role.APPROVER, pairs) == {*pairs} - {(own(city.handler), city.ward)}
    assert people.seated(Role.APPROVER, []) == set()


def test_an_own_seat_goes_before_a_lent_one(city: City) -> None:
    actions.delegate(
        actor=city.second_handler, account_id=own(city.second_handler), delegate_id=own(city.handler),
        valid_from=date(2026, 11, 16), valid_to=LAST, reason="Ốm",
    )  # fmt: skip
    assert again(city.handler).seats == (Seat(Role.HANDLER, city.division),)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"delegate_id": None}, "delegate_id"),
        ({"valid_to": date(2026, 11, 17)}, "valid_to"),
        ({"valid_from": date(2026, 11, 15)}, "valid_from"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_is_wrong_is_said(city: City, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as denial:
        hand_over(city, **wrong)
    assert set(denial.value.errors) == {field}


def test_only_a_colleague_stands_in(city: City) -> None:
    for stranger in (city.other_approver, city.sender, city.approver):
        with pytest.raises(Invalid) as denial:
            hand_over(city, delegate_id=own(stranger))
        assert set(denial.value.errors) == {"delegate_id"}
    names = {person.id for person in people.colleagues(own(city.approver))}
    assert own(city.division_head) in names and own(city.other_approver) not in names
    assert people.colleagues(own(city.sender)) == []


def test_nobody_is_away_twice_and_no_two_stand_in_for_each_other(city: City) -> None:
    hand_over(city)
    with pytest.raises(Invalid) as twice:
        hand_over(city, delegate_id=own(city.division_head))
    assert set(twice.value.errors) == {"valid_from"}
    with pytest.raises(Invalid) as both:
        hand_over(city, actor=city.assigner, account_id=own(city.assigner), delegate_id=own(city.approver))
    assert set(both.value.errors) == {"delegate_id"}


def test_an_operator_hands_over_for_others_but_not_to_oneself(city: City) -> None:
    operator = seat("minh", city.ward)
    with pytest.raises(Invalid):
        hand_over(city, actor=operator, delegate_id=own(operator))
    made = hand_over(city, actor=operator)
    assert [e.verb for e in history.history("account", own(city.approver))][-1] == "delegate"
    with pytest.raises(NotFound):
        hand_over(city, actor=city.handler)
    with pytest.raises(NotFound):
        hand_over(city, actor=seat("xa", city.other_ward))
    with pytest.raises(NotFound):
        hand_over(city, account_id=10**9)
    assert [d.pk for d in people.delegations(own(city.assigner))] == [made.pk]
    assert people.delegation(made.pk) == made and people.delegation(10**9) is None


def test_it_is_ended_early_by_either_side(city: City) -> None:
    made = hand_over(city, valid_from=date(2026, 11, 16))
    assert again(city.assigner).holds(Role.APPROVER, city.ward)
    with pytest.raises(NotFound):
        actions.end_delegation(actor=city.handler, delegation_id=made.pk)
    actions.end_delegation(actor=again(city.assigner), delegation_id=made.pk)
    assert not again(city.assigner).holds(Role.APPROVER, city.ward)
    with pytest.raises(Denied):
        actions.end_delegation(actor=city.approver, delegation_id=made.pk)
    with pytest.raises(NotFound):
        actions.end_delegation(actor=city.approver, delegation_id=10**9)
    assert [e.verb for e in history.history("account", own(city.approver))][-2:] == [
        "delegate",
        "end_delegation",
    ]


TODAY = date(2026, 11, 16)


def moved(city: City, who: Actor, role: Role) -> None:
    """From the ward to another one."""
    actions.revoke(actor=SYSTEM, account_id=own(who), agency_id=city.ward, role=role)
    actions.grant(actor=SYSTEM, account_id=own(who), agency_id=city.other_ward, role=role)


def test_who_has_no_seat_any_more_stands_in_for_nobody(city: City) -> None:
    made = hand_over(city, valid_from=TODAY)
    operator = seat("minh", city.ward)
    actions.revoke(actor=operator, account_id=own(city.assigner), agency_id=city.ward, role=Role.ASSIGNER)
    assert again(city.assigner).seats == ()
    assert people.holder_ids(Role.APPROVER, [city.ward]) == {city.ward: [own(city.approver)]}
    made.refresh_from_db()
    assert made.ended_by_id == own(operator)
    lines = history.history("account", own(city.approver))
    assert lines[-1].verb == "end_delegation" and lines[-1].role == Role.OPERATOR


def test_a_lent_seat_follows_nobody_to_another_agency(city: City) -> None:
    hand_over(city, valid_from=TODAY)
    moved(city, city.approver, Role.APPROVER)
    assert again(city.assigner).seats == (Seat(Role.ASSIGNER, city.ward),)
    assert own(city.approver) in people.holder_ids(Role.APPROVER, [city.other_ward])[city.other_ward]


def test_who_stands_in_leaves_the_lent_seat_behind(city: City) -> None:
    hand_over(city, valid_from=TODAY)
    moved(city, city.assigner, Role.ASSIGNER)
    assert again(city.assigner).seats == (Seat(Role.ASSIGNER, city.other_ward),)
    assert people.holder_ids(Role.APPROVER, [city.ward]) == {city.ward: [own(city.approver)]}


def test_a_seat_that_ends_by_its_day_ends_what_is_lent_beside_it(city: City) -> None:
    """Nobody takes it away, so nobody ends the absence: it lends nothing all the same."""
    Membership.objects.filter(account=own(city.assigner)).update(valid_to=date(2026, 11, 18))
    actions.grant(
        actor=SYSTEM, account_id=own(city.assigner), agency_id=city.other_ward, role=Role.HANDLER
    )  # no colleague: a seat there alone would not do
    hand_over(city)
    with clock.at(clock.now() + timedelta(days=2)):
        assert again(city.assigner).holds(Role.APPROVER, city.ward)
        assert people.holder_ids(Role.APPROVER, [city.ward]) == {city.ward: [own(city.assigner)]}
    with clock.at(clock.now() + timedelta(days=3)):
        assert again(city.assigner).seats == (Seat(Role.HANDLER, city.other_ward),)
        assert people.holder_ids(Role.APPROVER, [city.ward]) == {city.ward: [own(city.approver)]}


def test_who_stands_in_and_may_not_sign_in_is_told_nothing(city: City) -> None:
    hand_over(city, valid_from=TODAY)
    Account.objects.filter(pk=own(city.assigner)).update(is_active=False)
    assert people.holder_ids(Role.APPROVER, [city.ward]) == {city.ward: [own(city.approver)]}


def test_a_division_lends_to_its_agency(city: City) -> None:
    given = {"actor": city.handler, "account_id": own(city.handler), "delegate_id": own(city.assigner)}
    hand_over(city, valid_from=TODAY, **given)
    assert again(city.assigner).stands_for(Role.HANDLER, city.division) == own(city.handler)
    assert own(city.assigner) in people.holder_ids(Role.HANDLER, [city.division])[city.division]


@pytest.mark.parametrize("how", ["grant", "grant_many", "invite"])
def test_a_role_of_the_city_is_not_lent_by_what_was_agreed_before(city: City, how: str) -> None:
    """An operator of the ward wrote the absence, and could not have lent such a role."""
    operator, above = seat("minh", city.ward), seat("quan", city.root)
    made = hand_over(city, actor=operator, valid_from=TODAY)
    who, role = own(city.approver), Role.OVERSEER
    if how == "grant":
        actions.grant(actor=above, account_id=who, agency_id=city.ward, role=role)
    elif how == "grant_many":
        new = [actions.NewSeat(who, city.ward, role, TODAY)]
        actions.grant_many(actor=above, seats=new)
    else:
        asked = actions.Invited("approver@example.org", "Approver", "", city.ward, [role], TODAY)
        _, token = actions.invite(actor=above, invited=asked)
        actions.accept_with_account(actor=city.approver, token=token)
    assert again(city.approver).holds(role) and not again(city.assigner).holds(role)
    made.refresh_from_db()
    assert made.ended_at


def test_what_is_given_to_who_stands_in_or_stays_in_the_agency_ends_nothing(city: City) -> None:
    made = hand_over(city, valid_from=TODAY)
    actions.grant(actor=SYSTEM, account_id=own(city.assigner), agency_id=city.root, role=Role.OVERSEER)
    actions.grant(actor=SYSTEM, account_id=own(city.approver), agency_id=city.ward, role=Role.ASSIGNER)
    actions.revoke(actor=SYSTEM, account_id=own(city.approver), agency_id=city.ward, role=Role.ASSIGNER)
    made.refresh_from_db()
    assert made.ended_at is None and again(city.assigner).holds(Role.APPROVER, city.ward)


def test_a_second_agency_of_who_is_away_ends_what_was_agreed_in_the_first(city: City) -> None:
    made = hand_over(city, valid_from=TODAY)
    actions.grant(actor=SYSTEM, account_id=own(city.approver), agency_id=city.other_ward, role=Role.HANDLER)
    made.refresh_from_db()
    assert made.ended_at and history.history("account", own(city.approver))[-1].role == ""


def test_roles_that_reach_the_city_are_lent_by_their_holder_or_by_the_city(city: City) -> None:
    """Else an operator of one ward would hand to a colleague what they may not give."""
    actions.grant(actor=SYSTEM, account_id=own(city.approver), agency_id=city.ward, role=Role.OVERSEER)
    with pytest.raises(Denied):
        hand_over(city, actor=seat("minh", city.ward))
    made = hand_over(city, actor=seat("quan", city.root))
    actions.end_delegation(actor=city.approver, delegation_id=made.pk)
    assert hand_over(city).pk


def test_what_was_held_once_hinders_nobody(city: City) -> None:
    given = {"account_id": own(city.approver), "agency_id": city.ward, "role": Role.OVERSEER}
    actions.grant(actor=SYSTEM, **given, valid_from=SINCE)
    actions.revoke(actor=SYSTEM, **given)
    assert hand_over(city, actor=seat("minh", city.ward)).pk
