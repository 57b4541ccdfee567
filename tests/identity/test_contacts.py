"""One's own number and address: changed by a code, told to the old one, and nobody loses what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axes.utils import reset
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.identity import actions
from ihanoi.identity.models import Message
from ihanoi.identity.words import Errand
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied
from ihanoi.notifications import actions as notifications
from ihanoi.notifications.actions import Note
from ihanoi.notifications.models import Mail, Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Role
from tests.identity.postbox import ADDRESS, NUMBER, ask_for_code, other_than, sent

pytestmark = pytest.mark.django_db
OTHER = "0987654321"


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    yield
    reset()


@pytest.fixture
def binh() -> Account:
    return people_actions.create_account(actor=SYSTEM, new=NewAccount(ADDRESS, "Nguyễn Thị Bình", NUMBER))


def signed_in(contact: str = NUMBER) -> Client:
    client = Client()
    assert client.post("/dang-nhap/ma", {"code": ask_for_code(client, contact)}).status_code == 302
    Message.objects.all().delete()
    return client


def change(client: Client, page: str, contact: str) -> str:
    answer = client.post(page, {"contact": contact})
    assert answer["Location"] == "/tai-khoan/xac-nhan", answer.content.decode()
    return sent()


def test_a_number_is_changed_and_old_number_and_address_are_told(binh: Account) -> None:
    client = signed_in()
    code = change(client, "/tai-khoan/so-dien-thoai", OTHER)
    binh.refresh_from_db()
    assert binh.phone == NUMBER, "nothing changes before the code has come back"
    assert client.post("/tai-khoan/xac-nhan", {"code": code})["Location"] == "/tai-khoan"
    binh.refresh_from_db()
    assert binh.phone == OTHER and binh.phone_verified_at
    told = {message.target: message.text for message in Message.objects.order_by("id")[1:]}
    assert set(told) == {NUMBER, ADDRESS}
    assert OTHER not in str(told), "neither learns the new number"
    line = list(journal.history("account", binh.pk))[-1]
    assert (line.verb, line.data) == ("change_contact", {"fields": ["phone"]})


def test_an_address_is_added_and_nobody_needs_telling(binh: Account) -> None:
    Account.objects.filter(pk=binh.pk).update(email=b"", email_digest=None, email_verified_at=None)
    client = signed_in()
    client.post("/tai-khoan/xac-nhan", {"code": change(client, "/tai-khoan/thu-dien-tu", "moi@example.org")})
    binh.refresh_from_db()
    assert binh.email == "moi@example.org" and binh.email_verified_at
    assert Message.objects.count() == 1, "the code alone"


def test_a_wrong_code_changes_nothing(binh: Account) -> None:
    client = signed_in()
    code = change(client, "/tai-khoan/so-dien-thoai", OTHER)
    page = client.post("/tai-khoan/xac-nhan", {"code": other_than(code)})
    assert page.status_code == 422
    binh.refresh_from_db()
    assert binh.phone == NUMBER


def test_a_number_of_somebody_else_stays_theirs(binh: Account) -> None:
    theirs = people_actions.create_account(actor=SYSTEM, new=NewAccount("an@example.org", "Lê An", OTHER))
    client = signed_in()
    code = change(client, "/tai-khoan/so-dien-thoai", OTHER)  # the same answer as for a free number
    page = client.post("/tai-khoan/xac-nhan", {"code": code})
    assert "tài khoản khác" in page.content.decode()
    theirs.refresh_from_db()
    assert theirs.phone == OTHER


def test_a_mere_claim_gives_way(binh: Account) -> None:
    theirs = people_actions.create_account(actor=SYSTEM, new=NewAccount("an@example.org", "Lê An", OTHER))
    Account.objects.filter(pk=theirs.pk).update(phone_verified_at=None)
    client = signed_in()
    client.post("/tai-khoan/xac-nhan", {"code": change(client, "/tai-khoan/so-dien-thoai", OTHER)})
    theirs.refresh_from_db()
    binh.refresh_from_db()
    assert (theirs.phone, binh.phone) == ("", OTHER)
    assert [line.verb for line in journal.history("account", theirs.pk)][-1] == "lose_claim"


def test_a_code_to_enter_changes_nothing(binh: Account) -> None:
    client = signed_in()
    code = actions.ask_for_code(actor=people.actor_for(binh), errand=Errand.ENTER, contact=OTHER)
    session = client.session
    session["code"] = {"id": code.pk, "onward": ""}
    session.save()
    assert client.post("/tai-khoan/xac-nhan", {"code": sent()})["Location"] == "/tai-khoan"
    binh.refresh_from_db()
    assert binh.phone == NUMBER


def test_after_ten_minutes_one_proves_again_who_one_is(binh: Account) -> None:
    client = signed_in()
    with clock.at(clock.now() + timedelta(minutes=11)):
        answer = client.get("/tai-khoan/so-dien-thoai")
        assert answer["Location"].startswith("/tai-khoan/bao-mat/xac-nhan")
        assert client.post("/tai-khoan/so-dien-thoai", {"contact": OTHER}).status_code == 302
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("page", "contact"),
    [("/tai-khoan/so-dien-thoai", "binh@example.org"), ("/tai-khoan/thu-dien-tu", "0912 345 678")],
)
def test_a_page_takes_its_own_kind_alone(binh: Account, page: str, contact: str) -> None:
    client = signed_in()
    answer = client.post(page, {"contact": contact})
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_an_officials_address_is_the_agencys(binh: Account) -> None:
    people_actions.install_agencies()
    people_actions.grant(actor=SYSTEM, account_id=binh.pk, agency_id=people.city().id, role=Role.OVERSEER)
    client = Client()
    client.force_login(binh, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/tai-khoan/thu-dien-tu")["Location"] == "/tai-khoan"
    with pytest.raises(Denied):
        people_actions.need_own_contact(actor=people.actor_for(binh), kind="email")
    people_actions.need_own_contact(actor=people.actor_for(binh), kind="phone")


def test_the_demos_accounts_keep_theirs() -> None:
    new = NewAccount("nguoi-dan@demo.ihanoi.example", "Nguyễn Thị Bình", NUMBER)
    shared = people_actions.create_account(actor=SYSTEM, new=new)
    with pytest.raises(Denied):
        people_actions.need_own_contact(actor=people.actor_for(shared), kind="phone")


def test_the_account_page_says_what_is_proven(binh: Account) -> None:
    Account.objects.filter(pk=binh.pk).update(email_verified_at=None)
    page = signed_in().get("/tai-khoan").content.decode()
    assert "Đã xác nhận; đăng nhập và nhận mã được." in page
    assert "Chưa xác nhận nên chưa dùng để nhận mã được." in page


def test_who_has_no_address_gets_notices_and_no_letters() -> None:
    account = people_actions.sign_up(
        new=NewAccount("", "Trần Văn Nam", NUMBER), consents=[newest_wording("handling")]
    )
    note = Note(account.pk, "receive", "Đã tiếp nhận", "", "/cua-toi", "k", clock.now())
    assert notifications.notify([note]) == 1
    assert Notice.objects.count() == 1 and not Mail.objects.exists()


def test_who_lost_the_address_meanwhile_gets_no_letter_and_stops_nobody(binh: Account) -> None:
    notifications.notify([Note(binh.pk, "receive", "Đã tiếp nhận", "", "/cua-toi", "k", clock.now())])
    Account.objects.filter(pk=binh.pk).update(email=b"", email_digest=None)
    assert notifications.send_mails().sent == 0
    mail = Mail.objects.get()
    assert mail.next_try is None and mail.error
    assert not Case.objects.exists()
