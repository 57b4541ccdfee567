"""In by a code, through the pages: registration, sign-in, the lost phone, and nothing that says who has an account."""

from __future__ import annotations

import itertools
import re
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.utils import reset
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ihanoi.identity.models import Code, SignIn
from ihanoi.identity.words import CodeWhy
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account, Consent
from ihanoi.people.wordings import newest_wording
from tests.identity.postbox import ADDRESS, NUMBER, ask_for_code, other_than, sent

pytestmark = pytest.mark.django_db
PASSWORD = "hoa sua mua thu"
FORM = {"full_name": "Trần Văn Nam", "title": "anh", "consent": newest_wording("handling").digest}


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    yield
    reset()


@pytest.fixture
def binh() -> Account:
    """A citizen with number, address and password, all proven."""
    new = NewAccount(ADDRESS, "Nguyễn Thị Bình", NUMBER)
    return people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)


def type_code(client: Client, code: str) -> Any:
    return client.post("/dang-nhap/ma", {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan").status_code == 200


# --- who has an account ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("contact", [NUMBER, "+84 912 345 678", ADDRESS, ADDRESS.upper()])
def test_a_code_opens_the_account(client: Client, binh: Account, contact: str) -> None:
    answer = type_code(client, ask_for_code(client, contact, next="/cua-toi"))
    assert answer["Location"] == "/cua-toi"
    assert is_in(client)
    assert SignIn.objects.get().method == "code"


def test_the_session_gets_a_new_key(client: Client, binh: Account) -> None:
    code = ask_for_code(client)
    before = client.session.session_key
    type_code(client, code)
    assert client.session.session_key not in (before, None)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example"])
def test_no_other_site_is_next(client: Client, binh: Account, elsewhere: str) -> None:
    assert type_code(client, ask_for_code(client, next=elsewhere))["Location"] == "/"


def test_a_wrong_code_is_said_with_422_and_the_right_one_still_opens(client: Client, binh: Account) -> None:
    code = ask_for_code(client)
    page = type_code(client, other_than(code))
    assert page.status_code == 422
    assert "còn 4 lần thử" in page.content.decode()
    assert not is_in(client)
    assert type_code(client, code)["Location"] == "/"


def test_an_expired_code_is_said_and_another_one_can_be_had(client: Client, binh: Account) -> None:
    code = ask_for_code(client)
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert str(CodeWhy.EXPIRED) in type_code(client, code).content.decode()
        assert client.post("/dang-nhap/gui-lai-ma")["Location"] == "/dang-nhap/ma"
        assert type_code(client, sent())["Location"] == "/"


def test_asking_again_at_once_says_how_long_to_wait(client: Client, binh: Account) -> None:
    code = ask_for_code(client)
    answer = client.post("/dang-nhap/gui-ma", {"contact": NUMBER})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    again = client.post("/dang-nhap/gui-lai-ma", follow=True).content.decode()
    assert "Hãy chờ" in again
    assert type_code(client, code)["Location"] == "/", "the first one still opens"


def test_a_code_opens_only_the_browser_that_asked(client: Client, binh: Account) -> None:
    code = ask_for_code(client)
    thief = Client()
    assert type_code(thief, code)["Location"] == "/dang-nhap"
    ask_for_code(thief, "0987654321")
    assert type_code(thief, code).status_code in (302, 422)
    assert not is_in(thief)


def test_a_used_code_does_not_open_again(client: Client, binh: Account) -> None:
    code = ask_for_code(client)
    session = dict(client.session)
    type_code(client, code)
    other = Client()
    kept = other.session
    kept.update({"code": session["code"]})
    kept.save()
    assert type_code(other, code).status_code == 302
    assert not is_in(other)


def test_a_closed_account_is_told_what_to_do(client: Client, binh: Account) -> None:
    Account.objects.filter(pk=binh.pk).update(is_active=False)
    page = type_code(client, ask_for_code(client))
    assert page.status_code == 404
    assert "bộ phận một cửa" in page.content.decode()
    assert not is_in(client)


def test_the_page_for_the_code_suits_phones(client: Client) -> None:
    ask_for_code(client)
    page = client.get("/dang-nhap/ma").content.decode()
    assert 'autocomplete="one-time-code"' in page and 'inputmode="numeric"' in page
    assert NUMBER in page


def test_without_a_code_there_is_nothing_to_type(client: Client) -> None:
    assert client.get("/dang-nhap/ma")["Location"] == "/dang-nhap"
    assert client.post("/dang-nhap/gui-lai-ma")["Location"] == "/dang-nhap"


# --- who has none ----------------------------------------------------------------------------------------------------


def test_a_new_number_leads_to_a_new_account(client: Client) -> None:
    answer = type_code(client, ask_for_code(client, next="/gui-phan-anh"))
    assert answer["Location"] == "/dang-ky"
    assert NUMBER in client.get("/dang-ky").content.decode()
    assert client.post("/dang-ky", FORM)["Location"] == "/gui-phan-anh"
    account = Account.objects.get(phone=NUMBER)
    assert account.phone_verified_at and not account.email and not account.has_usable_password()
    assert list(Consent.objects.values_list("purpose", flat=True)) == ["handling"]
    assert is_in(client)


def test_another_way_to_be_reached_counts_once_its_code_came_back(client: Client) -> None:
    type_code(client, ask_for_code(client, next="/gui-phan-anh"))
    answer = client.post("/dang-ky", {**FORM, "other": " NAM@example.org "})
    assert answer["Location"] == "/tai-khoan/xac-nhan"
    account = Account.objects.get(phone=NUMBER)
    assert not account.email, "nothing is kept that was not proven"
    answer = client.post("/tai-khoan/xac-nhan", {"code": sent()})
    assert answer["Location"] == "/gui-phan-anh"
    account.refresh_from_db()
    assert account.email == "nam@example.org" and account.email_verified_at


def test_an_address_begins_an_account_too(client: Client) -> None:
    type_code(client, ask_for_code(client, ADDRESS))
    client.post("/dang-ky", FORM)
    assert Account.objects.get(email=ADDRESS).phone == ""
    assert is_in(client)
    assert client.get("/thong-bao").status_code == 200


def test_all_that_is_wrong_is_told_at_once(client: Client) -> None:
    type_code(client, ask_for_code(client))
    page = client.post("/dang-ky", {"full_name": "?", "other": "0912"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"full_name", "other", "consent"}
    assert not Account.objects.exists()


def test_a_wrong_second_way_to_be_reached_is_said_before_anything_is_made(client: Client) -> None:
    type_code(client, ask_for_code(client))
    page = client.post("/dang-ky", {**FORM, "other": "0912"})
    assert page.status_code == 422 and set(page.context["form"].errors) == {"other"}
    assert not Account.objects.exists()


def test_nobody_makes_an_account_without_a_code(client: Client) -> None:
    page = client.post("/dang-ky", FORM | {"contact": NUMBER, "phone": NUMBER})
    assert "Nhận mã" in page.content.decode()
    ask_for_code(client)
    assert "Nhận mã" in client.post("/dang-ky", FORM).content.decode(), "asked for, and not typed"
    assert not Account.objects.exists()


def test_what_was_proven_ends_after_half_an_hour(client: Client) -> None:
    type_code(client, ask_for_code(client))
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert "Nhận mã" in client.post("/dang-ky", FORM).content.decode()
    assert not Account.objects.exists()


def test_pressing_twice_makes_one_account(client: Client) -> None:
    type_code(client, ask_for_code(client))
    session = dict(client.session)
    client.post("/dang-ky", FORM)
    again = Client()
    kept = again.session
    kept.update({"new": session["new"]})
    kept.save()
    assert again.post("/dang-ky", FORM).status_code == 302
    assert Account.objects.count() == 1


def test_a_planted_session_does_not_share_what_was_proven(client: Client) -> None:
    code = ask_for_code(client)
    planted = client.session.session_key
    type_code(client, code)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = str(planted)
    assert "Nhận mã" in thief.post("/dang-ky", FORM).content.decode()


def test_a_mere_claim_opens_nothing_and_gives_way(client: Client) -> None:
    """Somebody had typed this number into their account, and never shown that it is theirs."""
    claimed = people_actions.create_account(actor=SYSTEM, new=NewAccount("x@example.org", "Kẻ Gian", NUMBER))
    Account.objects.filter(pk=claimed.pk).update(phone_verified_at=None)
    assert type_code(client, ask_for_code(client))["Location"] == "/dang-ky"
    client.post("/dang-ky", FORM)
    claimed.refresh_from_db()
    assert claimed.phone == ""
    mine = Account.objects.get(phone=NUMBER)
    assert mine.pk != claimed.pk and mine.full_name == "Trần Văn Nam"


# --- a lost phone ----------------------------------------------------------------------------------------------------


def test_a_lost_phone_is_overcome_by_the_address(client: Client, binh: Account) -> None:
    thief = Client()
    type_code(thief, ask_for_code(thief))
    assert is_in(thief)
    assert client.post("/mat-dien-thoai", {"contact": ADDRESS})["Location"] == "/dang-nhap/ma"
    assert type_code(client, sent())["Location"] == "/tai-khoan/so-dien-thoai"
    assert client.get("/tai-khoan/so-dien-thoai").status_code == 200
    assert not is_in(thief), "whoever holds the phone is signed out"


def test_without_an_account_the_lost_phone_page_says_so_only_after_the_code(
    client: Client, binh: Account
) -> None:
    known, unknown = Client(), Client()
    answers = [
        known.post("/mat-dien-thoai", {"contact": ADDRESS}),
        unknown.post("/mat-dien-thoai", {"contact": "ai-do@example.org"}),
    ]
    assert [a.status_code for a in answers] == [302, 302]
    page = type_code(unknown, sent())
    assert page.status_code == 404 and str(CodeWhy.NOBODY) in page.content.decode()


def test_who_has_neither_is_told_where_to_go(client: Client) -> None:
    assert "bộ phận một cửa" in client.get("/mat-dien-thoai").content.decode()


# --- who asks cannot learn who has an account ------------------------------------------------------------------------


def without_names(page: str) -> str:
    """What differs because the person typed something else, or by chance."""
    page = re.sub(r'value="[^"]*"', "", page)
    return re.sub(r"0[0-9]{9}|[a-z-]+(@|%40)example\.org", "…", page)


@pytest.fixture
def uncounted(settings: Settings) -> None:
    """Counting how often an address asks writes at every so many requests, whoever is asked about."""
    settings.LIMITED = False


def seen(ask: Callable[[Client], Any]) -> tuple[int, str, str, list[str]]:
    """Status, where it leads, the page there, and the kinds of statements that it took."""
    client = Client()
    with CaptureQueriesContext(connection) as captured:
        answer = ask(client)
    statements = [
        re.sub(r"'[^']*'|\s*-?\d+", "?", query["sql"])[:60]
        for query in captured
        if "SAVEPOINT" not in query["sql"]
    ]
    then = client.get(answer["Location"]).content.decode() if answer.status_code == 302 else ""
    return (
        answer.status_code,
        answer.get("Location", ""),
        without_names(then or answer.content.decode()),
        statements,
    )


@pytest.mark.parametrize("page", ["/dang-nhap/gui-ma", "/mat-dien-thoai"])
@pytest.mark.parametrize(("known", "unknown"), [(NUMBER, "0987654321"), (ADDRESS, "ai-do@example.org")])
def test_asking_for_a_code_looks_and_works_the_same(
    uncounted: None, client: Client, binh: Account, page: str, known: str, unknown: str
) -> None:
    client.get("/dang-nhap")  # whatever a process reads only once
    with clock.at(clock.now()):  # the page counts the seconds until the next code
        first = seen(lambda c: c.post(page, {"contact": known}))
        second = seen(lambda c: c.post(page, {"contact": unknown}))
    assert first == second


def test_a_wrong_code_looks_the_same(uncounted: None, client: Client, binh: Account) -> None:
    def try_wrong(contact: str) -> tuple[int, str, str, list[str]]:
        def ask(browser: Client) -> Any:
            return type_code(browser, other_than(ask_for_code(browser, contact)))

        return seen(ask)

    assert try_wrong(NUMBER) == try_wrong("0987654321")


def counted(hash_: Callable[..., Any], count: list[str]) -> Callable[..., Any]:
    """The same, and noted."""

    def run(*given: Any) -> Any:
        count.append("hash")
        return hash_(*given)

    return run


@pytest.mark.parametrize("known", [NUMBER, ADDRESS])
def test_a_wrong_password_says_and_costs_the_same(
    client: Client, binh: Account, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    """By the work that takes the time: one hash each, whether there is an account, and whether it has a password."""
    people_actions.sign_up(
        new=NewAccount("", "Không Mật Khẩu", "0909090909"), consents=[newest_wording("handling")]
    )
    hashed: list[str] = []
    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name), hashed))

    def work(typed: str) -> tuple[int, str, int]:
        hashed.clear()
        answer = Client().post("/dang-nhap", {"email": typed, "password": "sai"})
        return answer.status_code, without_names(answer.content.decode()), len(hashed)

    found = [work(typed) for typed in (known, "0987654321", "ai-do@example.org", "0909090909")]
    assert found[0][0] == 422 and found[0][2] == 1
    assert found == [found[0]] * 4


# --- passwords -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [NUMBER, "+84 912.345.678", ADDRESS.upper()])
def test_a_password_opens_by_number_and_by_address(client: Client, binh: Account, typed: str) -> None:
    assert client.post("/dang-nhap", {"email": typed, "password": PASSWORD})["Location"] == "/"


def test_other_spellings_are_no_other_tries(client: Client, binh: Account) -> None:
    for typed in ("0912345678", "0912 345 678", "+84912345678", "0912.345.678", "84912345678"):
        page = client.post("/dang-nhap", {"email": typed, "password": "sai"})
    assert page.status_code == 429
    assert client.post("/dang-nhap", {"email": NUMBER, "password": PASSWORD}).status_code == 429
    assert type_code(client, ask_for_code(client))["Location"] == "/", "a code still opens"


def test_the_password_is_one_click_away_and_open_when_it_was_wrong(client: Client) -> None:
    closed = client.get("/dang-nhap").content.decode()
    assert '<details class="reveal" id="mat-khau">' in closed
    wrong = client.post("/dang-nhap", {"email": NUMBER, "password": "sai"}).content.decode()
    assert '<details class="reveal" id="mat-khau" open>' in wrong


def test_codes_leave_no_number_in_the_session(client: Client) -> None:
    ask_for_code(client)
    assert NUMBER not in str(dict(client.session))
    assert Code.objects.get().pk == client.session["code"]["id"]


def test_an_account_without_a_password_has_no_password_that_opens(client: Client) -> None:
    people_actions.sign_up(new=NewAccount("", "Trần Văn Nam", NUMBER), consents=[newest_wording("handling")])
    for typed in ("", "!", "None"):
        assert client.post("/dang-nhap", {"email": NUMBER, "password": typed}).status_code == 422
    assert people.account_at(people.Contact("phone", NUMBER)) is not None


def medians_ms(*ways: Callable[[], object], times: int = 31) -> list[float]:
    """Milliseconds that each way takes. They take turns: what else the machine does slows all of them alike."""
    took: list[list[float]] = [[] for _ in ways]
    for _ in range(times):
        for way, its in zip(ways, took, strict=True):
            begun = time.perf_counter()
            way()
            its.append(time.perf_counter() - begun)
    return [1000 * statistics.median(its) for its in took]


@pytest.mark.parametrize("way", ["password", "code"])
def test_the_time_of_an_answer_tells_nobody_who_has_an_account(
    binh: Account, settings: Settings, way: str
) -> None:
    """Coarse, for machines are busy: an answer without the work of hashing would take a tenth of the time."""
    settings.LIMITED, settings.SIGN_IN_TRIES, settings.SIGN_IN_NAMES = False, 1000, 1000
    settings.AXES_FAILURE_LIMIT = 1000
    numbers = itertools.count()

    def ask(known: bool) -> None:
        if way == "password":
            name = ADDRESS if known else f"ai{next(numbers)}@example.org"
            Client().post("/dang-nhap", {"email": name, "password": "nhầm"})
            return
        Code.objects.all().delete()  # the pause between two codes to one number is not what is measured
        Client().post("/dang-nhap/gui-ma", {"contact": NUMBER if known else "0987000111"})

    for known in (True, False):
        ask(known)  # whatever is read once is read now
    there, nowhere = medians_ms(lambda: ask(True), lambda: ask(False))
    assert 0.5 < there / nowhere < 2, f"{there:.1f} ms against {nowhere:.1f} ms"
