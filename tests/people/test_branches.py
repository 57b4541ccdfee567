"""Refusals and the ways on which nothing happens: making, correcting and stopping accounts."""

from __future__ import annotations

import pytest

from ihanoi.journal.models import Entry
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions, queries
from ihanoi.people.actions import NewAccount, forgetting, guarding, knowing
from ihanoi.people.models import Account, Consent
from ihanoi.people.queries import Contact
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Known, Proof, Purpose, Why
from tests.conftest import City

from .officials import own

pytestmark = pytest.mark.django_db
NUMBER, OTHER, THIRD = "001000000781", "001000000782", "001000000783"
PHONE, OTHER_PHONE = "0900000781", "0900000782"
NAME = "Nguyễn Văn Bình"


def somebody(email: str = "binh@example.org", phone: str = PHONE, citizen_id: str = NUMBER) -> Actor:
    new = NewAccount(email, NAME, phone, citizen_id=citizen_id)
    return queries.actor_for(actions.create_account(actor=SYSTEM, new=new))


def closed() -> Actor:
    person = somebody()
    Account.objects.filter(pk=own(person)).update(is_active=False)
    return person


def entries(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


# --- making an account -----------------------------------------------------------------------------------------------


def test_what_is_no_number_frees_nothing() -> None:
    with pytest.raises(Invalid) as denial:
        actions.sign_up(new=NewAccount("", NAME, "123"), consents=[newest_wording(Purpose.HANDLING)])
    assert denial.value.errors == {"phone": Why.PHONE}


def test_a_citizen_number_that_cannot_be() -> None:
    with pytest.raises(Invalid) as denial:
        somebody("lan@example.org", OTHER_PHONE, "123")
    assert denial.value.errors == {"citizen_id": Why.CITIZEN_ID}


# --- number and address ----------------------------------------------------------------------------------------------


def test_a_closed_account_gets_no_number() -> None:
    with pytest.raises(NotFound):
        actions.set_contact(actor=closed(), contact=Contact("phone", OTHER_PHONE))
    assert not Account.objects.filter(phone=OTHER_PHONE).exists()


def test_the_public_has_no_number() -> None:
    with pytest.raises(NotFound):
        actions.need_own_contact(actor=PUBLIC, kind="phone")


def test_a_number_taken_a_moment_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody()
    person = somebody("lan@example.org", OTHER_PHONE, OTHER)
    monkeypatch.setattr(queries, "account_at", lambda contact: None)
    with pytest.raises(Denied) as denial:
        actions.set_contact(actor=person, contact=Contact("phone", PHONE))
    assert str(denial.value) == str(Why.HELD_ELSEWHERE)
    assert queries.account(own(person)).phone == OTHER_PHONE


# --- forgetting, stopping, correcting --------------------------------------------------------------------------------


def test_whoever_holds_a_seat_is_not_forgotten(city: City) -> None:
    with pytest.raises(Denied) as denial:
        forgetting.anonymise(actor=SYSTEM, account_id=own(city.handler))
    assert str(denial.value) == str(Why.HOLDS_SEATS)
    assert queries.account(own(city.handler)).full_name == "Handler"


def test_only_a_guardian_forgets() -> None:
    person = somebody()
    with pytest.raises(Denied) as denial:
        forgetting.anonymise(actor=person, account_id=own(person))
    assert str(denial.value) == str(Why.NOT_GUARDIAN)
    assert queries.account(own(person)).full_name == NAME


def test_a_closed_account_is_not_forgotten_again() -> None:
    with pytest.raises(NotFound):
        forgetting.anonymise(actor=SYSTEM, account_id=own(closed()))


def test_use_is_stopped_once() -> None:
    person = somebody()
    for _ in range(2):
        guarding.restrict(actor=SYSTEM, account_id=own(person), restricted=True)
    assert entries("restrict") == 1


def test_a_consent_is_given_and_ended_once() -> None:
    person = somebody()
    for _ in range(2):
        actions.give_consent(actor=person, shown=newest_wording(Purpose.HANDLING))
    assert (
        Consent.objects.filter(account=own(person), withdrawn_at=None).count() == entries("give_consent") == 1
    )
    for _ in range(2):
        actions.withdraw_consent(actor=SYSTEM, account_id=own(person), purpose=Purpose.HANDLING)
    assert not Consent.objects.filter(account=own(person), withdrawn_at=None).exists()
    assert entries("withdraw_consent") == 1


def test_only_oneself_and_the_guardian_take_a_consent_back() -> None:
    person, other = somebody(), somebody("lan@example.org", OTHER_PHONE, OTHER)
    actions.give_consent(actor=person, shown=newest_wording(Purpose.NEWS))
    with pytest.raises(Denied) as denial:
        actions.withdraw_consent(actor=other, account_id=own(person), purpose=Purpose.NEWS)
    assert str(denial.value) == str(Why.NOT_GUARDIAN)
    assert Consent.objects.filter(account=own(person), withdrawn_at=None).exists()


def test_nothing_to_correct_leaves_no_trace() -> None:
    assert guarding.correct(actor=SYSTEM, account_id=own(somebody())) == []
    assert not entries("correct")


def test_what_is_typed_again_as_it_is_changes_nothing() -> None:
    person = own(somebody())
    actions.vouch(account_id=person, citizen_id=NUMBER, full_name=NAME, proof=Proof.VNEID)
    assert not guarding.correct(actor=SYSTEM, account_id=person, full_name=NAME, citizen_id=NUMBER)
    assert queries.account(person).proven_by == Proof.VNEID and not entries("correct")


@pytest.mark.parametrize("told", [{"citizen_id": OTHER}, {"full_name": "Lê Thị Lan"}])
def test_a_proof_goes_with_what_it_proved(told: dict[str, str]) -> None:
    person = own(somebody())
    guarding.correct(actor=SYSTEM, account_id=person, citizen_id=THIRD)
    assert queries.account(person).proven_at is None, "what was never proven is not by a correction"
    actions.vouch(account_id=person, citizen_id=THIRD, full_name=NAME, proof=Proof.VNEID)
    assert "proven_at" in guarding.correct(actor=SYSTEM, account_id=person, **told)
    account = queries.account(person)
    assert (account.proven_at, account.proven_by) == (None, "")
    assert all(getattr(account, name) == value for name, value in told.items())


def test_a_proof_stays_where_the_guardian_saw_the_card() -> None:
    person = own(somebody())
    actions.vouch(account_id=person, citizen_id=NUMBER, full_name=NAME, proof=Proof.VNEID)
    guarding.correct(actor=SYSTEM, account_id=person, citizen_id=OTHER, card_seen=True)
    account = queries.account(person)
    assert (account.citizen_id, account.proven_by) == (OTHER, Proof.COUNTER) and account.proven_at


@pytest.mark.parametrize(
    ("told", "errors"),
    [
        ({"full_name": "1"}, {"full_name": Why.NAME}),
        ({"citizen_id": OTHER}, {"citizen_id": Known.PROVEN_ELSEWHERE}),
        ({"citizen_id": "12"}, {"citizen_id": Why.CITIZEN_ID}),
    ],
)
def test_what_cannot_be_corrected_so(told: dict[str, str], errors: dict[str, object]) -> None:
    person = somebody()
    lan = somebody("lan@example.org", OTHER_PHONE, OTHER)
    actions.vouch(account_id=own(lan), citizen_id=OTHER, full_name="Lan", proof=Proof.COUNTER)
    with pytest.raises(Invalid) as denial:
        guarding.correct(actor=SYSTEM, account_id=own(person), **told)
    assert denial.value.errors == errors
    assert queries.account(own(person)).citizen_id == NUMBER


# --- telling who one is ----------------------------------------------------------------------------------------------


def test_an_account_of_the_demo_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    person = somebody()
    monkeypatch.setattr(queries, "is_shared", lambda account: True)
    with pytest.raises(Invalid) as denial:
        actions.declare(actor=person, citizen_id=OTHER)
    assert denial.value.errors == {"citizen_id": Known.SHARED}


def test_the_same_once_more_leaves_no_trace() -> None:
    assert actions.declare(actor=somebody(), citizen_id=NUMBER).citizen_id == NUMBER
    assert not entries("declare_identity")


def test_nobody_cannot_tell_who_they_are() -> None:
    with pytest.raises(NotFound):
        actions.declare(actor=PUBLIC, citizen_id=NUMBER)


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [({"citizen_id": "12"}, "citizen_id", Why.CITIZEN_ID), ({"full_name": "1"}, "full_name", Why.NAME)],
)
def test_nobody_vouches_for_what_is_no_number_or_no_name(
    wrong: dict[str, str], field: str, why: object
) -> None:
    given = {"citizen_id": NUMBER, "full_name": NAME} | wrong
    with pytest.raises(Invalid) as denial:
        actions.vouch(account_id=own(somebody()), proof=Proof.VNEID, **given)
    assert denial.value.errors == {field: why}


def test_a_proven_number_is_not_replaced() -> None:
    person = own(somebody())
    actions.vouch(account_id=person, citizen_id=NUMBER, full_name=NAME, proof=Proof.VNEID)
    with pytest.raises(Invalid) as denial:
        actions.vouch(account_id=person, citizen_id=OTHER, full_name=NAME, proof=Proof.VNEID)
    assert denial.value.errors == {"citizen_id": Known.OTHER_NUMBER}
    assert queries.account(person).citizen_id == NUMBER


def test_an_official_keeps_the_name_of_the_agency(city: City) -> None:
    account = actions.vouch(
        account_id=own(city.handler), citizen_id=NUMBER, full_name=NAME, proof=Proof.VNEID
    )
    assert (account.full_name, account.citizen_id) == ("Handler", NUMBER)


@pytest.mark.parametrize("verb", ["vouch", "correct"])
def test_a_number_proven_a_moment_ago(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lan, person = somebody("lan@example.org", OTHER_PHONE), own(somebody())
    actions.vouch(account_id=own(lan), citizen_id=OTHER, full_name="Lan", proof=Proof.COUNTER)
    if verb == "correct":
        actions.vouch(account_id=person, citizen_id=NUMBER, full_name=NAME, proof=Proof.COUNTER)
    for module in (knowing, guarding):
        monkeypatch.setattr(module, "need_unproven", lambda *given: None)
    with pytest.raises(Invalid) as denial:
        if verb == "vouch":
            actions.vouch(account_id=person, citizen_id=OTHER, full_name=NAME, proof=Proof.VNEID)
        else:
            guarding.correct(actor=SYSTEM, account_id=person, citizen_id=OTHER, card_seen=True)
    assert denial.value.errors == {"citizen_id": Known.PROVEN_ELSEWHERE}
    assert queries.account(person).citizen_id == NUMBER


def vouched(new: NewAccount) -> Account:
    return actions.sign_up_vouched(new=new, consents=[newest_wording(Purpose.HANDLING)], proof=Proof.VNEID)


def test_a_provider_must_name_the_person() -> None:
    with pytest.raises(Invalid) as denial:
        vouched(NewAccount("", "1", citizen_id=NUMBER))
    assert denial.value.errors == {"full_name": Why.NAME}


def test_whoever_is_vouched_for_needs_no_way_to_be_reached() -> None:
    account = vouched(NewAccount("", NAME, citizen_id=OTHER))
    assert (account.phone, account.email, account.citizen_id) == ("", "", OTHER)
