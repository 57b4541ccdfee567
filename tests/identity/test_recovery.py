"""Recovery codes, and what an operator may do for somebody who has lost everything."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from ihanoi.identity import actions
from ihanoi.identity.models import Authenticator, Passkey, RecoveryCode, SignIn
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from ihanoi.people.words import Role
from tests.conftest import City
from tests.identity.conftest import PASSWORD, by_password, code_of, entered, verbs, with_app
from tests.people.officials import own, seat

pytestmark = pytest.mark.django_db
SECOND, PAGE = "/dang-nhap/buoc-hai", "/tai-khoan/bao-mat/ma-du-phong"
REASON = "Mất điện thoại, đã xem căn cước tại quầy"


def codes_for(account: Account) -> list[str]:
    return actions.make_recovery_codes(actor=people.actor_for(account), proven_at=clock.now())


def operator(account: Account, agency_id: int) -> Actor:
    seat = {"account_id": account.pk, "agency_id": agency_id, "role": Role.OPERATOR}
    people_actions.grant(actor=SYSTEM, **seat)
    return people.actor_for(account)


def account_of(name: str) -> Account:
    new = NewAccount(f"{name}@example.org", f"Cán bộ {name.capitalize()}")
    return people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)


@pytest.fixture
def helper(official: Account) -> Actor:
    """Somebody who operates the city's agencies."""
    return operator(account_of("quan"), people.city().id)


def test_ten_are_made_and_only_their_digests_kept(citizen: Account) -> None:
    with_app(citizen)
    codes = codes_for(citizen)
    assert len(set(codes)) == 10
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}", code) for code in codes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_recoverycode::text FROM identity_recoverycode")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert not any(code.replace("-", "").encode().hex() in kept or code in kept for code in codes)


def test_each_opens_once_however_it_is_typed(citizen: Account) -> None:
    with_app(citizen)
    code = codes_for(citizen)[3]
    _, browser = by_password(citizen)
    typed = code.lower().replace("-", "  ")
    assert browser.post(SECOND, {"recovery-code": typed})["Location"] == "/"
    assert "còn 9 mã" in browser.get("/tai-khoan/bao-mat").content.decode()
    _, browser = by_password(citizen)
    again = browser.post(SECOND, {"recovery-code": code})
    assert again.status_code == 422
    assert "đã dùng" in again.content.decode()
    journal.deliver()
    assert Notice.objects.filter(account=citizen, verb="use_recovery_code").count() == 1


def test_a_new_set_ends_the_old_one(citizen: Account) -> None:
    app = with_app(citizen)
    old = codes_for(citizen)
    _, browser = by_password(citizen)
    browser.post(SECOND, {"code": code_of(app)})
    page = browser.post(PAGE).content.decode()
    new = re.findall(r"<li class=\"num[^>]*>([^<]+)</li>", page)
    assert len(new) == 10
    assert new[0] not in browser.get(PAGE).content.decode(), "shown once"
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"recovery-code": old[0]}).status_code == 422
    assert browser.post(SECOND, {"recovery-code": new[0]}).status_code == 302


def test_the_code_of_another_opens_nothing(citizen: Account) -> None:
    other = people_actions.create_account(
        actor=SYSTEM, new=NewAccount("lan@example.org", "Lê Thị Lan"), password=PASSWORD
    )
    with_app(other)
    theirs = codes_for(other)
    with_app(citizen)
    codes_for(citizen)
    _, browser = by_password(citizen)
    assert browser.post(SECOND, {"recovery-code": theirs[0]}).status_code == 422
    assert not RecoveryCode.objects.exclude(used_at=None).exists()


def test_wrong_ones_count_with_those_of_the_app(citizen: Account) -> None:
    with_app(citizen)
    code = codes_for(citizen)[0]
    _, browser = by_password(citizen)
    for given in ({"code": "1"}, {"recovery-code": "x"}, {"code": "2"}, {"recovery-code": "y"}):
        assert browser.post(SECOND, given).status_code == 422
    assert browser.post(SECOND, {"recovery-code": "z"}).status_code == 429
    assert browser.post(SECOND, {"recovery-code": code}).status_code == 429
    assert RecoveryCode.objects.filter(used_at=None).count() == 10


def test_without_a_second_step_there_is_nothing_to_replace(citizen: Account) -> None:
    page = entered(citizen).post(PAGE)
    assert page.status_code == 409
    assert "Hãy thêm khóa truy cập" in page.content.decode()


def test_an_operator_takes_a_lost_second_step_away(official: Account, helper: Actor) -> None:
    with_app(official)
    codes_for(official)
    browser = Client()
    begun = by_password(official, browser)[0]
    assert begun["Location"] == SECOND
    actions.reset_second_proof(actor=helper, account_id=official.pk, reason=REASON)
    assert not Authenticator.objects.exists() and not Passkey.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert browser.post(SECOND, {"code": "000000"})["Location"] == "/dang-nhap/cai-dat"
    assert by_password(official)[0]["Location"] == "/dang-nhap/cai-dat", "an official sets up another"
    line = list(history.history("account", official.pk))[-1]
    assert (line.verb, line.data, line.actor_id) == (
        "reset_second_proof",
        {"reason": REASON},
        helper.account_id,
    )
    journal.deliver()
    assert Notice.objects.filter(account=official, verb="reset_second_proof").exists()


def test_and_ends_the_sessions(official: Account, helper: Actor) -> None:
    app, browser = with_app(official), Client()
    by_password(official, browser)
    browser.post(SECOND, {"code": code_of(app)})
    assert browser.get("/tai-khoan").status_code == 200
    actions.reset_second_proof(actor=helper, account_id=official.pk, reason=REASON)
    assert browser.get("/tai-khoan").status_code == 302
    assert not SignIn.objects.filter(account=official, ended_at=None).exists()


@pytest.mark.parametrize("verb", ["reset_second_proof", "unlock"])
def test_only_operators_above_do_it_and_say_why(official: Account, helper: Actor, verb: str) -> None:
    act = getattr(actions, verb)
    below = people.children(people.city().id)[0]
    account = account_of("phuong")
    of_one_below = operator(account, below.id)
    for actor in (PUBLIC, people.actor_for(official), of_one_below):
        with pytest.raises(Denied):
            act(actor=actor, account_id=official.pk, reason=REASON)
    with pytest.raises(Denied):
        act(actor=helper, account_id=helper.account_id, reason=REASON)
    with pytest.raises(Invalid):
        act(actor=helper, account_id=official.pk, reason="vì thế")
    act(actor=helper, account_id=official.pk, reason=REASON)
    act(actor=helper, account_id=account.pk, reason=REASON)


def test_of_several_seats_all_must_be_the_operator_s(official: Account, helper: Actor) -> None:
    """Else the operator of one ward could take the second step of somebody who works for the city."""
    below = people.children(people.city().id)[0]
    people_actions.grant(actor=SYSTEM, account_id=official.pk, agency_id=below.id, role=Role.HANDLER)
    of_one_seat = operator(account_of("phuong"), below.id)
    with_app(official)
    for act in (actions.reset_second_proof, actions.unlock):
        with pytest.raises(Denied):
            act(actor=of_one_seat, account_id=official.pk, reason=REASON)
    assert Authenticator.objects.filter(account=official).exists()
    actions.reset_second_proof(actor=helper, account_id=official.pk, reason=REASON)


def test_seats_of_who_is_away_count_too(city: City) -> None:
    """Who stands in for the head of the ward guards more with the second step than their own division."""
    deputy = own(city.division_head)
    of_the_division = seat("phong", city.division)
    actions.unlock(actor=of_the_division, account_id=deputy, reason=REASON)
    people_actions.delegate(
        actor=city.approver, account_id=own(city.approver), delegate_id=deputy, reason="Nghỉ phép",
        valid_from=clock.today(), valid_to=clock.today(),
    )  # fmt: skip
    with pytest.raises(Denied):
        actions.unlock(actor=of_the_division, account_id=deputy, reason=REASON)


def test_citizens_are_the_citys(citizen: Account, helper: Actor) -> None:
    with_app(citizen)
    actions.reset_second_proof(actor=helper, account_id=citizen.pk, reason=REASON)
    assert by_password(citizen)[0]["Location"] == "/"


def test_an_operator_unlocks_before_the_time(official: Account, helper: Actor) -> None:
    app = with_app(official)
    for _ in range(5):
        answer, _ = by_password(official, password="sai")
    assert answer.status_code == 429
    actions.unlock(actor=helper, account_id=official.pk, reason=REASON)
    answer, browser = by_password(official)
    assert answer["Location"] == SECOND
    for _ in range(5):
        browser.post(SECOND, {"code": "1"})
    assert browser.post(SECOND, {"code": code_of(app)}).status_code == 429
    actions.unlock(actor=helper, account_id=official.pk, reason=REASON)
    assert browser.post(SECOND, {"code": code_of(app)}).status_code == 302
    assert verbs(official).count("unlock_sign_in") == 2


def test_guessing_a_password_locks_the_account_from_wherever_it_comes(citizen: Account) -> None:
    for number in range(5):
        answer, _ = by_password(citizen, Client(REMOTE_ADDR=f"203.0.113.{number}"), password="sai")
    assert answer.status_code == 429
    assert by_password(citizen, Client(REMOTE_ADDR="198.51.100.7"))[0].status_code == 429
