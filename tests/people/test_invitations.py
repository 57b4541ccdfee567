"""Officials are invited by letter: one link, seven days, and no account is taken over by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited
from ihanoi.people.models import Account, Invitation, Membership
from ihanoi.people.words import INVITATION, Role
from tests.conftest import City
from tests.people.officials import again, own, seat

PASSWORD = "hoa sua thang muoi"
ADDRESS = "lan.pham@hanoi.example"


def asked(city: City, **changed: object) -> Invited:
    given = Invited(
        ADDRESS,
        "Phạm Thị Lan",
        "Chuyên viên",
        city.division,
        [Role.HANDLER, Role.ASSIGNER],
        date(2026, 11, 16),
    )
    return replace(given, **changed)  # type: ignore[arg-type]  # names and types are Invited's own


def test_who_gets_the_letter_has_the_seats(city: City) -> None:
    invitation, token = actions.invite(actor=seat("minh", city.ward), invited=asked(city))
    assert people.invitation_of(token) == invitation
    assert people.account_of_invitation(invitation) is None
    account = actions.accept_invitation(token=token, password=PASSWORD)
    held = {(s.role, s.agency_id) for s in people.actor_for(account).seats}
    assert held == {(Role.HANDLER, city.division), (Role.ASSIGNER, city.division)}
    assert (account.email, account.full_name, account.job_title) == (ADDRESS, "Phạm Thị Lan", "Chuyên viên")
    assert account.check_password(PASSWORD) and account.email_verified_at and not account.phone
    assert [e.verb for e in history.history("account", account.pk)] == ["accept_invitation"]
    assert [e.verb for e in history.history(INVITATION, invitation.pk)] == ["invite", "accept_invitation"]
    assert people.invitation_of(token) is None
    with pytest.raises(NotFound):
        actions.accept_invitation(token=token, password=PASSWORD)
    assert [i.pk for i in people.invitations([city.division], account_id=account.pk)] == [invitation.pk]
    assert people.invitations([city.division]) == []


def test_no_token_and_no_address_is_kept_to_be_read(city: City) -> None:
    invitation, token = actions.invite(actor=seat("minh", city.ward), invited=asked(city))
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(row)
    said = str([(e.data, e.actor_name) for e in history.history(INVITATION, invitation.pk)])
    assert ADDRESS not in said and "Lan" not in said


def test_only_an_operator_of_the_agency_or_above_invites(city: City) -> None:
    for nobody in (city.assigner, city.approver, seat("xa", city.other_ward)):
        with pytest.raises(Denied):
            actions.invite(actor=nobody, invited=asked(city))
    made, _ = actions.invite(actor=seat("city", city.root), invited=asked(city))
    with pytest.raises(Denied):
        actions.take_back_invitation(actor=city.assigner, invitation_id=made.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "lan@"}, "email"),
        ({"full_name": " "}, "full_name"),
        ({"roles": ["king"]}, "roles"),
        ({"valid_to": date(2026, 11, 15)}, "valid_to"),
    ],
)
def test_what_is_wrong_is_said_field_by_field(city: City, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as denial:
        actions.invite(actor=seat("minh", city.ward), invited=asked(city, **wrong))
    assert set(denial.value.errors) == {field}


def test_a_link_is_of_use_for_seven_days_and_until_the_next_one(city: City) -> None:
    operator = seat("minh", city.ward)
    invitation, first = actions.invite(actor=operator, invited=asked(city))
    with pytest.raises(Invalid):
        actions.invite(actor=operator, invited=asked(city, email=" LAN.pham@hanoi.example "))
    with clock.at(clock.now() + timedelta(days=7)):
        assert people.invitation_of(first) is None
        with pytest.raises(NotFound):
            actions.accept_invitation(token=first, password=PASSWORD)
        _, second = actions.invite_again(actor=operator, invitation_id=invitation.pk)
        assert people.invitation_of(first) is None and people.invitation_of(second) is not None
        actions.take_back_invitation(actor=operator, invitation_id=invitation.pk)
        assert people.invitation_of(second) is None
    with pytest.raises(NotFound):
        actions.invite_again(actor=operator, invitation_id=invitation.pk)


def test_a_weak_password_is_refused(city: City) -> None:
    _, token = actions.invite(actor=seat("minh", city.ward), invited=asked(city))
    with pytest.raises(Invalid) as denial:
        actions.accept_invitation(token=token, password="12345678")
    assert set(denial.value.errors) == {"password"}
    assert people.invitation_of(token) is not None


def test_an_account_that_exists_takes_the_seat_only_by_its_owner(city: City) -> None:
    """A letter to a citizen's address opens nothing of that account, and does not change its password."""
    address = people.account(own(city.sender)).email
    operator = seat("minh", city.ward)
    invitation, token = actions.invite(actor=operator, invited=asked(city, email=address))
    assert people.account_of_invitation(invitation) == people.account(own(city.sender))
    with pytest.raises(Denied):
        actions.accept_invitation(token=token, password=PASSWORD)
    with pytest.raises(Denied):
        actions.accept_with_account(actor=city.neighbour, token=token)
    account = actions.accept_with_account(actor=city.sender, token=token)
    assert account.pk == own(city.sender)
    assert not account.check_password(PASSWORD)
    assert again(city.sender).holds(Role.HANDLER, city.division)
    assert account.full_name == city.sender.name and account.job_title == "Chuyên viên"


def test_a_seat_that_is_held_already_is_not_given_twice(city: City) -> None:
    address = people.account(own(city.handler)).email
    Account.objects.filter(email=address).update(job_title="Đội trưởng")
    _, token = actions.invite(actor=seat("minh", city.ward), invited=asked(city, email=address))
    account = actions.accept_with_account(actor=city.handler, token=token)
    assert account.job_title == "Đội trưởng"
    assert Membership.objects.filter(account=account, role=Role.HANDLER).count() == 1
    assert again(city.handler).holds(Role.ASSIGNER, city.division)


def test_roles_that_reach_the_city_are_invited_into_by_operators_of_the_city(city: City) -> None:
    of_ward, of_city = seat("minh", city.ward), seat("quan", city.root)
    with pytest.raises(Denied):
        actions.invite(actor=of_ward, invited=asked(city, roles=[Role.HANDLER, Role.OVERSEER]))
    made, token = actions.invite(actor=of_city, invited=asked(city, roles=[Role.OVERSEER]))
    with pytest.raises(Denied):
        actions.invite_again(actor=of_ward, invitation_id=made.pk)
    assert people.actor_for(actions.accept_invitation(token=token, password=PASSWORD)).holds(Role.OVERSEER)


def test_a_letter_is_worth_what_its_sender_may_still_give(city: City) -> None:
    """Whoever lost the office must not come back by a letter sent while they held it."""
    operator, colleague = seat("minh", city.ward), seat("quan", city.ward)
    made, token = actions.invite(actor=operator, invited=asked(city, roles=[Role.OPERATOR]))
    assert people.is_backed(made)
    actions.revoke(actor=SYSTEM, account_id=own(operator), agency_id=city.ward, role=Role.OPERATOR)
    assert not people.is_backed(made)
    with pytest.raises(Denied) as denial:
        actions.accept_invitation(token=token, password=PASSWORD)
    assert "thư mời mới" in str(denial.value.reason)
    with pytest.raises(Denied):
        actions.accept_with_account(actor=city.sender, token=token)
    assert not Account.objects.filter(email=ADDRESS).exists()
    _, token = actions.invite_again(actor=colleague, invitation_id=made.pk)
    account = actions.accept_invitation(token=token, password=PASSWORD)
    assert people.actor_for(account).holds(Role.OPERATOR, city.division), "a colleague vouches for it now"


def test_nobody_invites_themselves(city: City) -> None:
    operator = seat("minh", city.ward)
    address = people.account(own(operator)).email
    _, token = actions.invite(actor=operator, invited=asked(city, email=address))
    with pytest.raises(Denied):
        actions.accept_with_account(actor=operator, token=token)
    assert not again(operator).holds(Role.HANDLER)
