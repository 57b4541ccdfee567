"""Accounts and seats: what is refused is said field by field; a seat counts only while it is held."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions, queries
from ihanoi.people.actions import NewAccount, NewSeat
from ihanoi.people.actions import accounts as sign_ups
from ihanoi.people.models import Account, Consent, Membership
from ihanoi.people.regulation import GIVEN_BY_THE_CITY
from ihanoi.people.rules import clean_email, clean_name, clean_phone
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Purpose, Role, Why
from tests.people.officials import again, own, seat

pytestmark = pytest.mark.django_db

GOOD = NewAccount("binh@example.org", "Nguyễn Thị Bình", "0912 345 678", "chị")
PASSWORD = "hoa sua mua thu"


@pytest.fixture
def ward() -> int:
    actions.install_agencies()
    found = queries.agency_by_code("so-y-te")
    assert found is not None
    return found.id


def sign_up(new: NewAccount = GOOD, consents: tuple[str, ...] = (Purpose.HANDLING,)) -> Account:
    return actions.sign_up(new=new, consents=[newest_wording(each) for each in consents])


def test_a_citizen_signs_up() -> None:
    account = sign_up(consents=(Purpose.HANDLING, Purpose.NEWS))
    assert (account.email, account.phone, account.title) == ("binh@example.org", "0912345678", "chị")
    assert not account.has_usable_password()
    assert account.phone_verified_at and account.email_verified_at
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"handling", "news"}
    assert [e.verb for e in history.history("account", account.pk)] == ["sign_up"]


@pytest.mark.parametrize(
    ("new", "password", "field", "why"),
    [
        (NewAccount("binh@", "Nguyễn Thị Bình", "0912345678"), PASSWORD, "email", Why.EMAIL),
        (NewAccount("a@example.org", " ", "0912345678"), PASSWORD, "full_name", Why.NAME),
        (NewAccount("", "Nguyễn Thị Bình", ""), PASSWORD, "email", Why.EMAIL),
        (NewAccount("a@example.org", "Nguyễn Thị Bình", "02438253536"), PASSWORD, "phone", Why.PHONE),
        (
            NewAccount("a@example.org", "Nguyễn Thị Bình", "0912345678"),
            "ngan",
            "password",
            Why.SHORT % {"length": 8},
        ),
        (NewAccount("a@example.org", "Nguyễn Thị Bình", "0912345678"), "password123", "password", Why.COMMON),
        (
            NewAccount("a@example.org", "Nguyễn Thị Bình", "0912345678"),
            "Nguyễn Thị Bình",
            "password",
            Why.SIMILAR,
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(new: NewAccount, password: str, field: str, why: object) -> None:
    with pytest.raises(Invalid) as denial:
        actions.create_account(actor=SYSTEM, new=new, password=password)
    assert {k: str(v) for k, v in denial.value.errors.items()} == {field: str(why)}
    assert not Account.objects.exists()


def test_without_consent_there_is_no_account() -> None:
    with pytest.raises(Invalid) as denial:
        sign_up(consents=(Purpose.NEWS,))
    assert "consent" in denial.value.errors


def test_address_and_number_belong_to_one_account() -> None:
    sign_up()
    with pytest.raises(Invalid) as denial:
        sign_up(NewAccount("BINH@example.org", "Người khác", "+84 912.345.678"))
    assert denial.value.errors == {"email": Why.EMAIL_TAKEN, "phone": Why.PHONE_TAKEN}


def test_two_sign_ups_at_once_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_up()
    monkeypatch.setattr(
        sign_ups, "_check", lambda *given: ({}, NewAccount("a@example.org", "Người khác", "0912345678"))
    )
    with pytest.raises(Invalid) as denial:
        sign_up()
    assert denial.value.errors == {"phone": Why.PHONE_TAKEN}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("091", None),
    ],
)
def test_phone_numbers_have_one_spelling(given: str, kept: str | None) -> None:
    assert clean_phone(given) == kept


def test_names_and_addresses_have_one_spelling() -> None:
    assert clean_name("  Trần   Văn Nam ") == "Trần Văn Nam"
    assert clean_name("Nguyễn Văn A 12345678") == "Nguyễn Văn A 12345678"
    for reached in ("Nam 0912 345 678", "Nam 091.234.567", "Nam nam@example.org", "Nam ٠١٢٣٤٥٦٧٨"):
        assert clean_name(reached) is None
    assert clean_email(" Nam@Example.ORG ") == "nam@example.org"
    assert clean_email("nam@example.org\nBcc: x@example.org") is None


def test_a_seat_makes_the_actor(ward: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    account = sign_up()
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward, role=Role.ASSIGNER)
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward, role=Role.HANDLER)
    with django_assert_num_queries(1):
        actor = queries.actor_for(account)
    assert actor.seats == (Seat("assigner", ward), Seat("handler", ward))
    assert actor == queries.actors_for([account])[account.pk]
    assert [h.pk for h in queries.holders(Role.ASSIGNER, ward)] == [account.pk]
    assert queries.holder_ids(Role.ASSIGNER, [ward]) == {ward: [account.pk]}


def test_a_seat_counts_from_its_first_to_its_last_day(ward: int) -> None:
    account = sign_up()
    first, last = date(2026, 11, 16), date(2026, 11, 20)
    actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler", valid_from=first, valid_to=last
    )
    held = []
    for day in range(15, 22):  # 23:30 in Hanoi is still the same day
        with clock.at(datetime(2026, 11, day, 16, 30, tzinfo=UTC)):
            held.append(bool(queries.actor_for(account).seats))
    assert held == [False, True, True, True, True, True, False]


def test_a_revoked_seat_is_gone_at_once(ward: int) -> None:
    account = sign_up()
    actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler", valid_from=date(2026, 1, 1)
    )
    actions.revoke(actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler")
    assert queries.actor_for(account).seats == ()
    assert Membership.objects.count() == 1, "the past stays"
    with pytest.raises(Denied):
        actions.revoke(actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler")
    assert [e.verb for e in history.history("account", account.pk)] == ["sign_up", "grant", "revoke"]


def test_a_role_is_not_held_twice(ward: int) -> None:
    account = sign_up()
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler")
    with pytest.raises(Denied):
        actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler")


def test_only_an_operator_of_the_agency_or_above_grants(ward: int) -> None:
    account = sign_up()
    with pytest.raises(Denied):
        actions.grant(
            actor=queries.actor_for(account), account_id=account.pk, agency_id=ward, role="approver"
        )
    operator = seat("minh", queries.city().id)
    actions.grant(actor=operator, account_id=account.pk, agency_id=ward, role="approver")
    with pytest.raises(NotFound):
        actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward, role="king")


@pytest.mark.parametrize("role", list(Role))
def test_roles_that_reach_the_city_are_given_by_operators_of_the_city(ward: int, role: Role) -> None:
    account, of_ward, of_city = sign_up(), seat("minh", ward), seat("quan", queries.city().id)
    many = [NewSeat(account.pk, ward, role, date(2026, 11, 1))]
    if role in GIVEN_BY_THE_CITY:
        with pytest.raises(Denied):
            actions.grant(actor=of_ward, account_id=account.pk, agency_id=ward, role=role)
        with pytest.raises(Denied):
            actions.grant_many(actor=of_ward, seats=many)
        assert role not in queries.roles_given(of_ward)
    else:
        actions.grant_many(actor=of_ward, seats=many)
        actions.revoke(actor=of_ward, account_id=account.pk, agency_id=ward, role=role)
        assert role in queries.roles_given(of_ward)
    actions.grant(actor=of_city, account_id=account.pk, agency_id=ward, role=role)
    assert queries.actor_for(account).holds(role, ward)
    assert queries.roles_given(of_city) == list(Role)


def test_nobody_gives_a_role_to_themselves(ward: int) -> None:
    operator = seat("quan", queries.city().id)
    for act in (
        lambda: actions.grant(actor=operator, account_id=own(operator), agency_id=ward, role="handler"),
        lambda: actions.grant_many(
            actor=operator, seats=[NewSeat(own(operator), ward, Role.HANDLER, date(2026, 11, 1))]
        ),
    ):
        with pytest.raises(Denied) as denial:
            act()
        assert "quản trị viên khác" in str(denial.value.reason)
    assert not again(operator).holds(Role.HANDLER)


def test_a_closed_account_is_nobody(ward: int) -> None:
    account = sign_up()
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward, role="handler")
    account.is_active = False
    account.save()
    assert queries.actor_for(account) == PUBLIC
    assert queries.holders("handler", ward) == []


def test_pages_learn_no_address_and_no_number() -> None:
    account = sign_up()
    found = queries.persons([account.pk, 10**9])
    assert {pk: asdict(person) for pk, person in found.items()} == {
        account.pk: {"id": account.pk, "name": "Nguyễn Thị Bình", "job_title": "", "is_active": True}
    }
    assert queries.persons([]) == {}


def test_the_actor_knows_the_own_form_of_address_and_number() -> None:
    account = sign_up()
    actor = queries.actor_for(account)
    assert (actor.title, queries.phone_of(actor)) == ("chị", "0912345678")
    assert queries.actors_for([account]) == {account.pk: actor}
    assert queries.phone_of(PUBLIC) == ""


def test_many_accounts_and_seats_at_once(
    ward: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new = [NewAccount(f"can-bo-{n}@demo.ihanoi.example", f"Cán bộ số {n}") for n in range(300)]
    with django_assert_max_num_queries(12):
        accounts = actions.create_accounts(actor=SYSTEM, new=new, password="ihanoi-demo")
        actions.grant_many(
            actor=SYSTEM, seats=[NewSeat(a.pk, ward, Role.HANDLER, date(2025, 7, 1)) for a in accounts]
        )
    assert accounts[299].check_password("ihanoi-demo")
    assert len(queries.holders("handler", ward)) == 300
    assert history.verify().sound
    assert [a.role for a in queries.demo_accounts()] == ["handler"]


@pytest.mark.parametrize("seats", [(), (Seat(Role.APPROVER, 1),)])
def test_only_an_operator_makes_accounts_for_others(seats: tuple[Seat, ...]) -> None:
    somebody = Actor(1, "Nguyễn Văn An", seats)
    new = NewAccount("moi@example.org", "Lê Thị Mới")
    with pytest.raises(Denied):
        actions.create_account(actor=somebody, new=new)
    with pytest.raises(Denied):
        actions.create_accounts(actor=somebody, new=[new], password=None)
    assert actions.create_account(actor=Actor(1, "Quản trị", (Seat(Role.OPERATOR, 1),)), new=new).pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [(NewAccount("can-bo@", "Lê Thị Mới"), "email"), (NewAccount("moi@example.org", " "), "full_name")],
)
def test_one_wrong_account_stops_the_whole_batch(wrong: NewAccount, field: str) -> None:
    with pytest.raises(Invalid) as denial:
        actions.create_accounts(actor=SYSTEM, new=[NewAccount("an@example.org", "An"), wrong], password=None)
    assert set(denial.value.errors) == {field}
    assert not Account.objects.exists()


def test_nobody_is_given_no_seat_and_found_nowhere(ward: int) -> None:
    with pytest.raises(NotFound):
        actions.grant(actor=SYSTEM, account_id=10**9, agency_id=ward, role="handler")
    with pytest.raises(NotFound):
        queries.account(10**9)
