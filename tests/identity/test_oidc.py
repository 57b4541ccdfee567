"""Signing in at a provider (OpenID Connect), against a real one that runs as its own process and can lie."""

from __future__ import annotations

import base64
import logging
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import requests
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ihanoi.adapters.vneid import client as oidc
from ihanoi.adapters.vneid.citizens import CITIZENS
from ihanoi.adapters.vneid.web import PATIENCE, QUESTION
from ihanoi.config.limits import LIMITS
from ihanoi.identity.models import Link, Message, SignIn
from ihanoi.identity.ports import NotVouched
from ihanoi.identity.words import Elsewhere as Why
from ihanoi.journal.models import Entry
from ihanoi.kernel.actor import SYSTEM
from ihanoi.operation.limits import Bound, By, Limit
from ihanoi.operation.middleware import limits
from ihanoi.people import actions as people
from ihanoi.people import queries
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Level, Proof
from tests.identity.elsewhere import RETURN, Elsewhere, come_back, go_there, provider
from tests.identity.postbox import sent

pytestmark = pytest.mark.django_db
MAU, THU, MINH_HOA, VI_DU = CITIZENS
AGREED = {
    "phone": MAU.phone,
    "email": MAU.email,
    "title": "anh",
    "consent": newest_wording("handling").digest,
}
PASSWORD = "Một câu dài dễ nhớ 9!"


@pytest.fixture(scope="module")
def running() -> Iterator[Elsewhere]:
    with provider() as found:
        yield found


@pytest.fixture
def vneid(running: Elsewhere, settings: Settings) -> Iterator[Elsewhere]:
    """The settings name the provider, and it is honest at first."""
    settings.OIDC_ISSUER = running.issuer
    oidc.forget()
    running.lie()
    yield running
    oidc.forget()


def walk(client: Client, vneid: Elsewhere, subject: str = MAU.subject, onward: str = "") -> Any:
    """There, agree, back."""
    return come_back(client, vneid.agree(go_there(client, onward), subject))


def register(client: Client, vneid: Elsewhere, subject: str = MAU.subject, **given: str) -> Any:
    walk(client, vneid, subject)
    return client.post("/dang-nhap/vneid/moi", {**AGREED, **given})


def sentences(client: Client, response: Any) -> str:
    """The page to which the response leads."""
    return client.get(response["location"]).content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_planted_session_does_not_share_who_came_back(vneid: Elsewhere) -> None:
    thief, victim = Client(), Client()
    thief.get("/dang-nhap/vneid")
    victim.cookies["sessionid"] = thief.cookies["sessionid"].value
    walk(victim, vneid)
    assert victim.get("/dang-nhap/vneid/moi").status_code == 200
    assert thief.get("/dang-nhap/vneid/moi").status_code == 302
    assert thief.post("/dang-nhap/vneid/moi", {**AGREED, "phone": "0977888999"}).status_code == 302
    assert not is_in(thief)


# --- the good way ---------------------------------------------------------------------------------------------------


def test_a_new_person_agrees_and_is_in(client: Client, vneid: Elsewhere) -> None:
    response = walk(client, vneid, onward="/cua-toi")
    assert response["location"] == "/dang-nhap/vneid/moi"
    page = client.get("/dang-nhap/vneid/moi").content.decode()
    assert MAU.name in page and "001•••••••01" in page and MAU.citizen_id not in page
    response = client.post("/dang-nhap/vneid/moi", AGREED)
    assert response["location"] == "/tai-khoan/xac-nhan" and is_in(client)
    assert not Account.objects.get().email, "the provider has not verified it: a code was sent there"
    assert client.post("/tai-khoan/xac-nhan", {"code": sent()})["location"] == "/cua-toi"
    account = Account.objects.get(citizen_id=MAU.citizen_id)
    known = queries.known(account)
    assert (account.full_name, known.level, known.proven_by) == (MAU.name, Level.PROVEN, Proof.VNEID)
    assert account.phone_verified_at and account.email == MAU.email
    assert not account.has_usable_password()
    begun = SignIn.objects.get(account=account)
    assert (begun.method, begun.is_strong) == ("oidc", True)


def test_history_tells_no_values(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    told = list(Entry.objects.values_list("verb", "data"))
    assert {"sign_up", "vouch", "link"} <= {verb for verb, _data in told}
    hidden = (MAU.citizen_id, MAU.phone, MAU.email, MAU.name, MAU.subject)
    assert not any(value in str(data) for _verb, data in told for value in hidden)


def test_the_session_keeps_the_person_sealed(client: Client, vneid: Elsewhere) -> None:
    walk(client, vneid)
    assert MAU.citizen_id in str(dict(client.session))
    kept = base64.b64decode(Session.objects.get(pk=client.session.session_key).session_data).decode(
        errors="replace"
    )
    assert not any(value in kept for value in (MAU.citizen_id, MAU.phone, MAU.email, MAU.name))


def test_without_consent_there_is_no_account(client: Client, vneid: Elsewhere) -> None:
    walk(client, vneid)
    response = client.post("/dang-nhap/vneid/moi", AGREED | {"consent": ""})
    assert response.status_code == 422 and not Account.objects.exists() and not is_in(client)


def test_the_second_time_opens_the_account(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    other = Client()
    response = walk(other, vneid, onward="/cua-toi")
    assert response["location"] == "/cua-toi" and is_in(other)
    assert Account.objects.count() == 1


def test_strong_only_if_the_provider_says_so(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid, VI_DU.subject, phone="", email="")
    assert SignIn.objects.get().is_strong is False


def test_what_was_typed_instead_is_kept_code_by_code(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid, phone="0900 111 222")
    assert not Account.objects.get().phone
    for kind, then in (("phone", "/tai-khoan/xac-nhan"), ("email", "/tai-khoan")):
        code = Message.objects.filter(channel=kind).latest("id").text
        found = re.search(r"\b[0-9]{6}\b", code)
        assert found and client.post("/tai-khoan/xac-nhan", {"code": found.group()})["location"] == then
    account = Account.objects.get()
    assert (account.phone, account.email) == ("0900111222", MAU.email) and account.phone_verified_at


@pytest.mark.parametrize(
    ("kind", "typed"), [("phone", "123"), ("email", "0912345678"), ("phone", "a@example.org")]
)
def test_what_is_no_number_or_address_is_said_at_its_field(
    client: Client, vneid: Elsewhere, kind: str, typed: str
) -> None:
    page = register(client, vneid, **{kind: typed})
    assert page.status_code == 422 and set(page.context["form"].errors) == {kind}
    assert not Account.objects.exists()


def test_the_answer_tells_nobody_whether_a_number_has_an_account(client: Client, vneid: Elsewhere) -> None:
    """What the provider does not vouch for is answered alike, statement by statement, until its code has come back."""
    an_account(email="da.co@example.org", phone="0900111222")
    answers = []
    for subject, phone, email in (
        (MAU.subject, "0900111222", "da.co@example.org"), (THU.subject, "0900111333", "chua.co@example.org"),
    ):  # fmt: skip
        browser = Client()
        walk(browser, vneid, subject)
        browser.get("/dang-nhap/vneid/moi")
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post("/dang-nhap/vneid/moi", AGREED | {"phone": phone, "email": email})
        page = browser.get("/tai-khoan/xac-nhan").content.decode().partition("<main")[2]
        shown = re.sub(r'value="[^"]*"', "", page).replace(phone, "")
        answers.append((answer.status_code, answer["location"], len(asked), shown))
    assert answers[0] == answers[1]
    assert browser.get("/tai-khoan/xac-nhan").status_code == 200


def test_an_unverified_address_of_the_provider_tells_nothing(client: Client, vneid: Elsewhere) -> None:
    """Somebody may have typed a stranger's address there."""
    an_account(email=MAU.email)
    walk(client, vneid)
    assert "Có thể bạn đã có tài khoản" not in client.get("/dang-nhap/vneid/moi").content.decode()


def test_onward_leads_nowhere_else(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    assert walk(Client(), vneid, onward="https://evil.example/")["location"] == "/"


def test_an_officials_account_still_owes_its_second_proof(client: Client, vneid: Elsewhere) -> None:
    """VNeID by one factor alone opens no desk (security.md row 2)."""
    register(client, vneid, VI_DU.subject, phone="", email="")
    account = Account.objects.get()
    people.install_agencies()
    people.grant(actor=SYSTEM, account_id=account.pk, agency_id=queries.city().id, role="overseer")
    other = Client()
    assert walk(other, vneid, VI_DU.subject)["location"] == "/dang-nhap/cai-dat" and not is_in(other)


# --- no takeover ----------------------------------------------------------------------------------------------------


def an_account(**given: str) -> Account:
    new = NewAccount(given.pop("email", "mau.cu@example.org"), "Trần Mẫu", **given)
    return people.create_account(actor=SYSTEM, new=new, password=PASSWORD)


@pytest.mark.parametrize("said", [{"citizen_id": "001000900101"}, {"phone": "0900900101"}])
def test_a_match_alone_opens_nothing(client: Client, vneid: Elsewhere, said: dict[str, str]) -> None:
    account = an_account(**said)
    walk(client, vneid)
    assert not is_in(client) and not Link.objects.exists()
    page = client.get("/dang-nhap/vneid/moi").content.decode()
    assert "Có thể bạn đã có tài khoản" in page and account.full_name not in page


def test_who_proves_the_old_account_links_it(client: Client, vneid: Elsewhere) -> None:
    account = an_account(citizen_id=MAU.citizen_id)
    walk(client, vneid)
    login = {"email": account.email, "password": PASSWORD, "next": "/tai-khoan/vneid"}
    assert client.post("/dang-nhap", login)["location"] == "/tai-khoan/vneid"
    assert "Nối VNeID này" in client.get("/tai-khoan/vneid").content.decode()
    client.post("/tai-khoan/vneid/noi")
    account.refresh_from_db()
    assert Link.objects.get().account == account and account.full_name == MAU.name
    assert account.proven_by == Proof.VNEID


def test_linking_asks_on_this_site(client: Client, vneid: Elsewhere) -> None:
    """Somebody who leads another's browser through their own VNeID must not have linked it."""
    account = an_account()
    client.force_login(account)
    walk(client, vneid)
    assert not Link.objects.exists()
    client.post("/tai-khoan/vneid/bo")
    client.post("/tai-khoan/vneid/noi")
    assert not Link.objects.exists()


@pytest.mark.parametrize("lie", ["yesterday", "no_auth_time"])
def test_a_session_that_still_lives_there_proves_nothing_again(
    client: Client, vneid: Elsewhere, lie: str
) -> None:
    """Whoever finds the browser open, and VNeID too, is not the person (security.md row 5)."""
    register(client, vneid)
    url = go_there(client, "/tai-khoan/bao-mat")
    assert "prompt=login" in url and "max_age=0" in url
    vneid.lie(lie)
    assert str(Why.UNTRUE) in sentences(client, come_back(client, vneid.agree(url, MAU.subject)))
    vneid.lie()
    assert walk(client, vneid, onward="/tai-khoan/bao-mat")["location"] == "/tai-khoan/bao-mat"
    assert "prompt" not in go_there(Client())


@pytest.mark.parametrize("lie", ["yesterday", "no_auth_time"])
def test_signing_in_by_it_is_a_proof_as_old_as_it(client: Client, vneid: Elsewhere, lie: str) -> None:
    """Else out and in again would do what the page that asks for a proof refuses."""
    register(client, vneid)
    assert client.get("/tai-khoan/bao-mat/khoa").status_code == 200
    client.post("/dang-xuat")
    vneid.lie(lie)
    walk(client, vneid)
    assert is_in(client)
    assert client.get("/tai-khoan/bao-mat/khoa")["Location"].startswith("/tai-khoan/bao-mat/xac-nhan")


def test_a_way_begun_before_signing_in_proves_nothing_after_it(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    client.post("/dang-xuat")
    url = go_there(client, "/tai-khoan/bao-mat/khoa")
    kept = client.session["oidc"]
    client.force_login(Account.objects.get(), "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["oidc"] = kept
    session.pop("proven_at", None)
    session.save()
    come_back(client, vneid.agree(url, MAU.subject))
    assert client.get("/tai-khoan/bao-mat/khoa")["Location"].startswith("/tai-khoan/bao-mat/xac-nhan")


def test_a_mere_claim_stands_in_the_way_of_no_proof(client: Client, vneid: Elsewhere) -> None:
    other = an_account(citizen_id=MAU.citizen_id)
    register(client, vneid)
    assert is_in(client) and Account.objects.get(proven_by=Proof.VNEID).citizen_id == MAU.citizen_id
    other.refresh_from_db()
    assert (other.citizen_id, other.proven_at) == (MAU.citizen_id, None)


def test_a_proven_number_does_not_give_way(client: Client, vneid: Elsewhere) -> None:
    holder = an_account()
    people.vouch(account_id=holder.pk, citizen_id=MAU.citizen_id, full_name="Trần Mẫu", proof=Proof.COUNTER)
    response = register(client, vneid)
    assert response.status_code == 422 and not is_in(client)
    assert str(Why.PROVEN_ELSEWHERE)[:40] in response.content.decode()


def test_a_verified_number_of_another_account_is_not_taken(client: Client, vneid: Elsewhere) -> None:
    an_account(phone=MAU.phone)
    assert register(client, vneid).status_code == 422
    assert register(client, vneid, phone="", email="")["location"] == "/"


def test_another_persons_vneid_is_refused(client: Client, vneid: Elsewhere) -> None:
    account = an_account(citizen_id="001000000999")
    client.post("/dang-nhap", {"email": account.email, "password": PASSWORD})
    walk(client, vneid)
    assert str(Why.OTHER_PERSON) in sentences(client, client.post("/tai-khoan/vneid/noi"))
    assert not Link.objects.exists()


def test_a_link_opens_one_account(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    other = Client()
    account = an_account()
    other.post("/dang-nhap", {"email": account.email, "password": PASSWORD})
    assert str(Why.LINKED) in sentences(other, walk(other, vneid))


def test_a_closed_account_stays_closed(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    Account.objects.update(is_active=False)
    other = Client()
    assert str(Why.CLOSED) in sentences(other, walk(other, vneid)) and not is_in(other)


# --- unlinking ------------------------------------------------------------------------------------------------------


def test_unlinking_keeps_who_one_is(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    client.post("/tai-khoan/vneid/go")
    account = Account.objects.get()
    assert not Link.objects.exists() and account.proven_at  # the verified number is a way in


def test_the_last_way_in_stays(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid, VI_DU.subject, phone="", email="")
    assert str(Why.LAST_WAY) in sentences(client, client.post("/tai-khoan/vneid/go"))
    assert Link.objects.exists()


# --- a provider that is down, slow, or lies -------------------------------------------------------------------------

LIES = (
    "issuer", "audience", "audiences", "nonce", "no_nonce", "expired", "future", "at_hash", "none", "shared_key",
    "other_key", "unknown_key", "no_kid", "garbage", "somebody_else",
)  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_opens_nothing(client: Client, vneid: Elsewhere, lie: str) -> None:
    register(Client(), vneid)
    url = vneid.agree(go_there(client), MAU.subject)
    vneid.lie(lie)
    page = sentences(client, come_back(client, url))
    assert str(Why.UNTRUE) in page and not is_in(client)
    assert 'name="contact"' in page or 'name="email"' in page  # another way in stands on the same page


@pytest.mark.parametrize("lie", ["discovery", "downgrade"])
def test_a_false_description_leads_nowhere(client: Client, vneid: Elsewhere, lie: str) -> None:
    vneid.lie(lie)
    response = client.get("/dang-nhap/vneid")
    assert response["location"].startswith("/dang-nhap")
    assert str(Why.NOT_THERE) in sentences(client, response)


@pytest.mark.parametrize("lie", ["no_number", "bad_number"])
def test_without_a_citizen_number_there_is_no_account(client: Client, vneid: Elsewhere, lie: str) -> None:
    vneid.lie(lie)
    response = register(client, vneid)
    assert response.status_code == 422 and str(Why.NO_NUMBER) in response.content.decode()


@pytest.mark.parametrize("lie", ["birth_year", "gender", "gender_in_vietnamese"])
def test_what_contradicts_the_citizen_number_makes_no_account(
    client: Client, vneid: Elsewhere, lie: str
) -> None:
    vneid.lie(lie)
    response = register(client, vneid)
    assert response.status_code == 422 and str(Why.CONTRADICTION) in response.content.decode()
    assert not Account.objects.exists()


def test_nor_does_it_open_one(client: Client, vneid: Elsewhere) -> None:
    register(client, vneid)
    vneid.lie("gender")
    other = Client()
    assert str(Why.CONTRADICTION) in sentences(other, walk(other, vneid)) and not is_in(other)


@pytest.mark.parametrize("lie", ["no_gender", "odd_gender"])
def test_a_sex_that_is_not_told_changes_nothing(client: Client, vneid: Elsewhere, lie: str) -> None:
    vneid.lie(lie)
    register(client, vneid)
    assert is_in(client) and Account.objects.get().proven_at


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"state": "another"}, Why.UNTRUE),
        ({"iss": "https://somebody-else.example"}, Why.UNTRUE),
        ({"iss": ""}, Why.UNTRUE),
        ({"code": "another"}, Why.UNTRUE),
        ({"code": ""}, Why.UNTRUE),
        ({"error": "access_denied"}, Why.DECLINED),
        ({"error": "<script>"}, Why.UNTRUE),
    ],
)
def test_an_answer_that_was_changed(
    client: Client, vneid: Elsewhere, changed: dict[str, str], why: Any
) -> None:
    register(Client(), vneid)
    url = vneid.agree(go_there(client), MAU.subject)
    assert str(why) in sentences(client, come_back(client, url, **changed)) and not is_in(client)


def test_an_answer_works_once(client: Client, vneid: Elsewhere) -> None:
    register(Client(), vneid)
    url = vneid.agree(go_there(client), MAU.subject)
    assert come_back(client, url) and is_in(client)
    again = Client()
    assert str(Why.TOO_LATE) in sentences(again, come_back(again, url)) and not is_in(again)


def test_a_code_works_once_even_for_whoever_asked(client: Client, vneid: Elsewhere) -> None:
    register(Client(), vneid)
    url = vneid.agree(go_there(client), MAU.subject)
    kept = dict(client.session["oidc"])
    come_back(client, url)
    other = Client()
    go_there(other)
    session = other.session
    session["oidc"] = kept
    session.save()
    assert str(Why.UNTRUE) in sentences(other, come_back(other, url)) and not is_in(other)


def test_refusing_there_is_told_here(client: Client, vneid: Elsewhere) -> None:
    assert str(Why.DECLINED) in sentences(client, walk(client, vneid, subject=""))


def test_keys_that_changed_are_asked_for_once_more(client: Client, vneid: Elsewhere) -> None:
    register(Client(), vneid)
    time.sleep(1.1)  # younger keys are not asked for again
    vneid.rotate()
    walk(client, vneid)
    assert is_in(client)


def test_a_provider_may_call_what_it_tells_by_other_names(
    client: Client, vneid: Elsewhere, settings: Settings
) -> None:
    """As the setting IHANOI_OIDC_CLAIMS maps them; without the map nobody is known by them."""
    vneid.lie("renamed")
    walk(client, vneid)
    assert MAU.name not in client.get("/dang-nhap/vneid/moi").content.decode()
    settings.OIDC_CLAIMS = settings.OIDC_CLAIMS | {
        "citizen_id": "so_dinh_danh", "name": "ho_ten", "birth_date": "ngay_sinh"
    }  # fmt: skip
    other = Client()
    walk(other, vneid)
    page = other.get("/dang-nhap/vneid/moi").content.decode()
    assert MAU.name in page and "001•••••••01" in page


def test_a_slow_provider_is_not_waited_for(client: Client, vneid: Elsewhere) -> None:
    url = vneid.agree(go_there(client), MAU.subject)
    vneid.lie("slow")
    begun = time.monotonic()
    assert str(Why.NOT_THERE) in sentences(client, come_back(client, url))
    assert time.monotonic() - begun < QUESTION + 4, "the provider would take eight seconds"


def test_all_questions_of_one_way_back_have_one_end(client: Client, vneid: Elsewhere) -> None:
    url = vneid.agree(go_there(client), MAU.subject)
    vneid.lie("tired")  # each question is answered in time, and all of them would take ten seconds
    begun = time.monotonic()
    assert str(Why.NOT_THERE) in sentences(client, come_back(client, url))
    assert time.monotonic() - begun < PATIENCE + 3, "all of them would take ten seconds"


def test_a_provider_that_hangs_holds_two_threads_and_the_third_is_answered_at_once(
    client: Client, vneid: Elsewhere
) -> None:
    oidc.forget()
    vneid.lie("hang")
    with ThreadPoolExecutor(oidc.AT_ONCE) as pool:
        waiting = [pool.submit(oidc.Client().begin, RETURN) for _ in range(oidc.AT_ONCE)]
        end = time.monotonic() + 30
        while oidc._turns._value:
            assert time.monotonic() < end
            time.sleep(0.01)
        begun = time.monotonic()
        assert str(Why.NOT_THERE) in sentences(client, client.get("/dang-nhap/vneid"))
        assert time.monotonic() - begun < QUESTION, "it does not wait for its turn"
        assert not any(each.done() for each in waiting)
    assert {type(each.exception()) for each in waiting} == {NotVouched}
    vneid.lie()
    assert go_there(client).startswith(vneid.issuer)


def test_going_there_and_back_is_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {by: Limit(1, timedelta(hours=1)) for by in By}
    bounds = {name: Bound(name, one, bound.reads) for name, bound in LIMITS.items()}
    monkeypatch.setattr(limits, "table", lambda: bounds)
    for path in ("/dang-nhap/vneid", "/dang-nhap/vneid/ve"):
        answers = [client.get(path).status_code for _ in range(2)]
        assert answers == [302, 429]


@pytest.mark.parametrize("lie", ["broken", "fat"])
def test_a_broken_provider(client: Client, vneid: Elsewhere, lie: str) -> None:
    url = vneid.agree(go_there(client), MAU.subject)
    vneid.lie(lie)
    page = sentences(client, come_back(client, url))
    assert str(Why.NOT_THERE) in page or str(Why.UNTRUE) in page


def test_a_provider_that_is_down(client: Client, vneid: Elsewhere, settings: Settings) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    response = client.get("/dang-nhap/vneid", {"next": "/cua-toi"})
    assert response["location"] == "/dang-nhap?next=%2Fcua-toi"
    assert str(Why.NOT_THERE) in sentences(client, response)


def test_without_a_provider_nobody_is_offered_it(client: Client, settings: Settings) -> None:
    settings.OIDC_ISSUER = ""
    assert "/dang-nhap/vneid" not in client.get("/dang-nhap").content.decode()
    assert str(Why.NO_PROVIDER) in sentences(client, client.get("/dang-nhap/vneid"))


def test_the_log_holds_no_values(client: Client, vneid: Elsewhere, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    register(client, vneid)
    for lie in ("nonce", "somebody_else", "other_key"):
        url = vneid.agree(go_there(other := Client()), MAU.subject)
        vneid.lie(lie)
        come_back(other, url)
        vneid.lie()
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("urllib3"))
    assert not any(value in ours for value in (MAU.citizen_id, MAU.phone, MAU.email, MAU.name))


# --- the provider itself --------------------------------------------------------------------------------------------


def test_the_provider_sends_nobody_to_strangers(client: Client, vneid: Elsewhere) -> None:
    url = go_there(client)
    for wrong in (url.replace("testserver", "evil.example"), url.replace("S256", "plain")):
        answer = requests.get(wrong, allow_redirects=False, timeout=5)
        assert answer.status_code == 400 and "location" not in answer.headers
