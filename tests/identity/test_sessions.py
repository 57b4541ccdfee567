"""Sessions end in time, follow rights, lose nothing that was typed, and are their owner's to see and to end."""

from __future__ import annotations

from base64 import b64decode
from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from ihanoi.identity import actions, browsers
from ihanoi.identity.models import SignIn
from ihanoi.identity.words import Method
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.conftest import MONDAY, City

DESK, MINE, OVER = "/ban-xu-ly/", "/cua-toi", "/dang-nhap/het-phien"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0"
    " Mobile Safari/537.36"
)


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")


def entered(name: str, at: datetime = MONDAY) -> Client:
    """A session begun as the door begins it."""
    client = Client()
    SignIn.objects.filter(account=account(name)).delete()
    with clock.at(at):
        client.force_login(account(name), "django.contrib.auth.backends.ModelBackend")
        SignIn.objects.filter(account=account(name)).delete()
        begin(client, name)
    return client


def begin(client: Client, name: str) -> None:
    key = client.session.session_key or ""
    actions.begin_session(
        account=account(name), session_key=key, method=Method.PASSWORD, strong=True, agent=PHONE, address="203.0.113.7"
    )  # fmt: skip


def status(client: Client, path: str, minutes: float) -> int:
    with clock.at(MONDAY + timedelta(minutes=minutes)):
        return client.get(path).status_code


def test_a_desk_s_session_lies_idle_for_fifteen_minutes(city: City) -> None:
    client = entered("assigner")
    assert [status(client, DESK, at) for at in (14, 28, 42, 56)] == [200] * 4
    with clock.at(MONDAY + timedelta(minutes=72)):
        answer = client.get(DESK)
    assert answer["Location"] == f"{OVER}?next=%2Fban-xu-ly%2F"
    assert "Phiên làm việc đã hết" in client.get(answer["Location"]).content.decode()


def test_a_citizen_s_session_lies_idle_for_thirty_days(city: City) -> None:
    client = entered("sender")
    assert status(client, MINE, 29 * 24 * 60) == 200
    assert status(client, MINE, 58 * 24 * 60) == 200
    assert status(client, MINE, 89 * 24 * 60) == 302


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(city: City) -> None:
    client = entered("assigner")
    for minutes in (5, 10, 14):
        with clock.at(MONDAY + timedelta(minutes=minutes)):
            client.get("/thong-bao/chua-doc", headers={"accept": "application/json"})
    assert status(client, DESK, 16) == 302


def test_it_is_written_once_a_minute_that_a_session_is_in_use(city: City) -> None:
    client = entered("assigner")
    status(client, DESK, 0.5)
    assert SignIn.objects.get(account=account("assigner")).seen_at == MONDAY
    status(client, DESK, 1)
    assert SignIn.objects.get(account=account("assigner")).seen_at == MONDAY + timedelta(minutes=1)
    assert account("assigner").seen_at == MONDAY
    client = entered("sender")
    status(client, MINE, 25 * 60)
    assert account("sender").seen_at == MONDAY + timedelta(hours=25)


def test_a_closed_account_is_out_at_once(city: City) -> None:
    client = entered("assigner")
    assert status(client, DESK, 1) == 200
    Account.objects.filter(email="assigner@example.org").update(is_active=False)
    assert status(client, DESK, 1) == 302


def test_a_session_without_its_row_never_began(city: City) -> None:
    client = entered("assigner")
    SignIn.objects.all().delete()
    assert status(client, DESK, 0) == 302


def test_rights_change_at_the_next_request_under_another_key(city: City) -> None:
    client = entered("neighbour")
    before, who = client.session.session_key, account("neighbour")
    assert status(client, DESK, 0) == 404
    assert client.session.session_key == before
    people_actions.grant(
        actor=SYSTEM, account_id=who.pk, agency_id=city.ward, role=Role.ASSIGNER, valid_from=date(2026, 11, 1)
    )
    assert status(client, f"{DESK}cho-tiep-nhan", 1) == 200
    assert client.session.session_key != before
    row = SignIn.objects.get(account=who)
    assert (row.session_key, row.idle) == (client.session.session_key, timedelta(minutes=15))
    people_actions.revoke(actor=SYSTEM, account_id=who.pk, agency_id=city.ward, role=Role.ASSIGNER)
    with clock.at(MONDAY + timedelta(days=1)):
        SignIn.objects.update(seen_at=clock.now())
        assert client.get(DESK).status_code == 404
        assert client.get(MINE).status_code == 200


def test_the_old_key_opens_nothing(city: City) -> None:
    client, thief = entered("neighbour"), Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    people_actions.grant(
        actor=SYSTEM, account_id=account("neighbour").pk, agency_id=city.ward, role=Role.ASSIGNER,
        valid_from=date(2026, 11, 1),
    )  # fmt: skip
    assert status(client, DESK, 1) == 200
    assert status(thief, DESK, 1) == 302


def test_administration_asks_again_after_five_minutes(city: City) -> None:
    who = account("overseer")
    people_actions.grant(
        actor=SYSTEM, account_id=who.pk, agency_id=city.root, role=Role.OPERATOR, valid_from=date(2026, 11, 1)
    )
    client, page = entered("overseer"), "/ban-xu-ly/han-va-ly-do"
    assert [status(client, page, at) for at in (4, 8, 12)] == [200] * 3
    assert status(client, DESK, 17.5) == 302
    assert status(client, "/ban-xu-ly/ca-thanh-pho", 17.5) == 200
    with clock.at(MONDAY + timedelta(minutes=18)):
        answer = client.get(page)
        assert answer["Location"].endswith("vi=quan-tri")
        assert client.get(page)["Location"] == answer["Location"]  # asking again opens nothing
        assert "Xác nhận lại" in client.get(answer["Location"]).content.decode()
        begin(client, "overseer")
        assert client.get(page).status_code == 200
    assert SignIn.objects.filter(account=who).count() == 1


def test_what_was_typed_waits_for_its_writer(city: City) -> None:
    client = entered("assigner")
    text = "Đã gọi cho tổ trưởng dân phố, chiều nay ra xem."
    with clock.at(MONDAY + timedelta(hours=1)):
        answer = client.post("/ban-xu-ly/bo-loc", {"name": text, "password": "khong-giu", "query": "mau=do"})
        assert answer["Location"] == f"{OVER}?next=%2Fdang-nhap%2Fnoi-dung-da-nhap&nhap=1"
        assert "vẫn còn" in client.get(answer["Location"]).content.decode()
        stored = Session.objects.get(pk=client.session.session_key).session_data
        assert text not in b64decode(stored).decode(errors="replace"), "sealed"
        again(client, "assigner")
        page = client.get("/dang-nhap/noi-dung-da-nhap").content.decode()
        assert page.count(text) == 2 and 'action="/ban-xu-ly/bo-loc"' in page and "khong-giu" not in page
        client.post("/dang-nhap/noi-dung-da-nhap")
        assert client.get("/dang-nhap/noi-dung-da-nhap").status_code == 302


def test_nobody_else_gets_what_was_typed(city: City) -> None:
    client = entered("assigner")
    with clock.at(MONDAY + timedelta(hours=1)):
        client.post("/ban-xu-ly/bo-loc", {"name": "Chuyện của tôi, không phải của ai khác"})
        again(client, "neighbour")
        assert client.get("/dang-nhap/noi-dung-da-nhap").status_code == 302
        assert "typed" not in client.session


def again(client: Client, name: str) -> None:
    """Sign in on the session that the browser holds, as the door does."""
    kept = dict(client.session.items())
    client.force_login(account(name), "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session.update({key: value for key, value in kept.items() if key == "typed"})
    session.save()


def test_a_page_that_is_swapped_in_place_leads_away_as_a_whole(city: City) -> None:
    client = entered("assigner")
    with clock.at(MONDAY + timedelta(hours=1)):
        answer = client.get(DESK, headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"].split("?")[0]) == (204, OVER)


def test_one_s_own_sessions_are_seen_and_ended(city: City) -> None:
    phone, other = entered("sender"), Client()
    other.force_login(account("sender"), "django.contrib.auth.backends.ModelBackend")
    page = other.get("/tai-khoan/phien").content.decode()
    assert "Chrome, Android" in page and "203.0.113.7" in page and page.count("máy này") == 1
    row = SignIn.objects.get(account=account("sender"), browser="Chrome, Android")
    foreign = Client()
    foreign.force_login(account("neighbour"), "django.contrib.auth.backends.ModelBackend")
    assert foreign.post(f"/tai-khoan/phien/{row.pk}/ket-thuc").status_code == 404
    assert status(phone, MINE, 0) == 200
    assert other.post(f"/tai-khoan/phien/{row.pk}/ket-thuc").status_code == 302
    assert status(phone, MINE, 0) == 302
    assert other.get(MINE).status_code == 200
    assert "Chrome, Android" not in other.get("/tai-khoan/phien").content.decode()


def test_ending_this_one_is_signing_out(city: City) -> None:
    client = entered("sender")
    row = SignIn.objects.get(account=account("sender"))
    assert client.post(f"/tai-khoan/phien/{row.pk}/ket-thuc")["Location"] == "/"
    assert client.get(MINE).status_code == 302
    row.refresh_from_db()
    assert row.ended_at == MONDAY


def test_all_others_end_at_once(city: City) -> None:
    here, there = entered("sender"), Client()
    there.force_login(account("sender"), "django.contrib.auth.backends.ModelBackend")
    here.post("/tai-khoan/bao-mat/dang-xuat-noi-khac")
    assert (here.get(MINE).status_code, there.get(MINE).status_code) == (200, 302)


def test_the_patience_is_a_setting(city: City, settings: Settings) -> None:
    settings.DESK_IDLE = timedelta(minutes=3)
    assert status(entered("assigner"), DESK, 4) == 302


@pytest.mark.parametrize(
    ("agent", "name"), [(PHONE, "Chrome, Android"), ("", ""), ("ai biết", ""), ("x" * 100_000, "")]
)
def test_browsers_have_short_names(agent: str, name: str) -> None:
    assert browsers.browser(agent) == name
