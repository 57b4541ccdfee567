"""Sign in by a password and out, through the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axes.utils import reset
from django.http import HttpResponse
from django.test import Client, override_settings

from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions, queries
from ihanoi.people.models import Account
from ihanoi.people.words import Role

pytestmark = pytest.mark.django_db

PASSWORD = "hoa sua mua thu"


@pytest.fixture
def account() -> Account:
    new = actions.NewAccount("binh@example.org", "Nguyễn Thị Bình")
    return actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    yield
    reset()


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/dang-nhap", {"email": " BINH@example.org", "password": password, **more})


def test_a_citizen_lands_on_the_front_page(client: Client, account: Account) -> None:
    assert sign_in(client)["Location"] == "/"
    assert client.get("/tai-khoan").status_code == 200


def test_an_official_sets_up_a_second_step_before_anything_else(client: Client, account: Account) -> None:
    actions.install_agencies()
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=queries.city().id, role=Role.DISPATCHER)
    assert sign_in(client)["Location"] == "/dang-nhap/cai-dat"
    assert client.get("/tai-khoan").status_code == 302
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert "UBND thành phố Hà Nội" in client.get("/tai-khoan").content.decode()


def test_the_page_one_came_from_comes_back(client: Client, account: Account) -> None:
    assert sign_in(client, next="/cua-toi")["Location"] == "/cua-toi"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_another_site_is_never_the_next_page(client: Client, account: Account, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_a_wrong_password_keeps_the_address(client: Client, account: Account) -> None:
    page = sign_in(client, "sai")
    assert page.status_code == 422
    assert "Số điện thoại, thư điện tử hoặc mật khẩu không đúng." in page.content.decode()
    assert "BINH@example.org" in page.content.decode()


def test_unknown_and_known_addresses_get_the_same_words(client: Client, account: Account) -> None:
    page = client.post("/dang-nhap", {"email": "ai-do@example.org", "password": "sai"})
    assert "Số điện thoại, thư điện tử hoặc mật khẩu không đúng." in page.content.decode()


def test_five_wrong_tries_lock_and_say_for_how_long(client: Client, account: Account) -> None:
    for _ in range(5):
        page = sign_in(client, "sai")
    assert page.status_code == 429
    assert "Hãy thử lại sau 15 phút" in page.content.decode()
    assert page["Retry-After"] == "900"
    assert sign_in(client).status_code == 429, "the right password does not help while it is locked"


def test_signing_in_changes_the_session_key(client: Client, account: Account) -> None:
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_signing_out_takes_a_post(client: Client, account: Account) -> None:
    sign_in(client)
    assert client.get("/dang-xuat").status_code == 405
    client.post("/dang-xuat")
    assert client.get("/tai-khoan").status_code == 302


def test_the_demo_offers_a_button_per_role(client: Client) -> None:
    new = actions.NewAccount("nguoi-dan@demo.ihanoi.example", "Nguyễn Thị Bình")
    actions.create_accounts(actor=SYSTEM, new=[new], password=queries.DEMO_PASSWORD)
    page = client.get("/dang-nhap").content.decode()
    assert "nguoi-dan@demo.ihanoi.example" in page
    with override_settings(DEMO=False):
        assert "nguoi-dan@demo.ihanoi.example" not in client.get("/dang-nhap").content.decode()


def test_the_actor_costs_one_query_and_only_when_asked(client: Client, account: Account) -> None:
    sign_in(client)
    page = client.get("/tai-khoan")
    assert page.wsgi_request.actor.account_id == account.pk
