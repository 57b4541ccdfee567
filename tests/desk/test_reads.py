"""The record of reads: for inspectors and guardians, and for each person the own part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.cases.models import Case
from ihanoi.journal.actions import record_read
from ihanoi.journal.models import Read
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.conftest import City

LOG = "/ban-xu-ly/nhat-ky-xem"
MINE = "/tai-khoan/ai-da-xem"


def browser(account_id: int | None) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=account_id), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def guardian(city: City) -> Client:
    account = people.create_account(actor=SYSTEM, new=people.NewAccount("giu@example.org", "Người Giữ"))
    people.grant(actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=Role.GUARDIAN)
    return browser(account.pk)


@pytest.fixture
def case(city: City, submitted: Callable[..., Case]) -> Case:
    """Seen once by the assigner."""
    made = submitted()
    browser(city.assigner.account_id).get(f"/ban-xu-ly/{made.code}")
    return made


def test_the_log_says_who_what_and_in_which_case(guardian: Client, case: Case) -> None:
    page = guardian.get(LOG).content.decode()
    assert "Assigner" in page and case.code in page and "UBND phường Cửa Nam" in page
    assert "Sender" not in page and "sender@example.org" not in page


def test_it_is_filtered_by_case_person_and_day(guardian: Client, case: Case, city: City) -> None:
    for asked, is_found in (
        (f"ma={case.code}", True),
        ("ma=HN-2611-999999", False),
        ("ma=khong-phai-ma", False),
        (f"nguoi-xem={city.assigner.account_id}", True),
        (f"nguoi-xem={city.handler.account_id}", False),
        (f"tai-khoan={city.sender.account_id}", True),
        ("tu=2026-11-17", False),
        ("tu=2026-11-01&den=2026-11-16", True),
        ("tu=khong-phai-ngay&nguoi-xem=x", True),
    ):
        assert ("Mở trang xử lý" in guardian.get(f"{LOG}?{asked}").content.decode()) is is_found, asked


def test_the_log_of_one_account_says_so_and_leads_back(guardian: Client, city: City) -> None:
    page = guardian.get(f"{LOG}?tai-khoan={city.sender.account_id}").content.decode()
    assert f"của tài khoản {city.sender.account_id}." in page and "Xem tất cả" in page


def test_reading_the_log_is_a_read_too(guardian: Client, case: Case) -> None:
    guardian.get(f"{LOG}?ma={case.code}")
    read = Read.objects.order_by("id").last()
    assert read is not None
    assert (read.kind, read.way, read.role, read.reason) == (
        "log",
        "desk:reads",
        "guardian",
        f"phản ánh {case.code}",
    )


def test_the_file_says_the_same_and_is_recorded(guardian: Client, case: Case) -> None:
    answer = guardian.get(f"{LOG}.csv")
    assert answer["Content-Type"].startswith("text/csv")
    said = answer.content.decode("utf-8-sig")
    assert case.code in said and "Assigner" in said and "Sender" not in said
    assert Read.objects.filter(kind="export", way="desk:reads-csv").count() == 1


@pytest.mark.parametrize("seat", ["assigner", "overseer", "dispatcher", "sender"])
def test_nobody_else_reads_the_log(city: City, seat: str) -> None:
    for path in (LOG, f"{LOG}.csv"):
        assert browser(getattr(city, seat).account_id).get(path).status_code in (403, 404)


def test_a_longer_log_is_paged_and_asks_no_more(guardian: Client, city: City) -> None:
    def see(first: int, last: int) -> None:
        for number in range(first, last):
            record_read(
                actor=city.assigner, kind="contact", way="desk:case", owner_id=number, subject_id=number
            )

    see(1000, 1040)
    guardian.get(LOG)
    with CaptureQueriesContext(connection) as few:
        guardian.get(LOG)
    see(2000, 2060)
    with CaptureQueriesContext(connection) as many:
        page = guardian.get(LOG).content.decode()
    assert len(many) <= len(few)
    assert "Trang sau" in page and "sau=" in page


def test_each_person_sees_who_looked_without_a_name(city: City, case: Case) -> None:
    page = browser(city.sender.account_id).get(MINE).content.decode()
    assert "Cán bộ phân công xử lý, UBND phường Cửa Nam" in page
    assert case.code in page and "Mở trang xử lý của phản ánh" in page
    assert "Assigner" not in page and "assigner@example.org" not in page


def test_nobody_sees_somebody_else_s(city: City, case: Case) -> None:
    page = browser(city.neighbour.account_id).get(MINE).content.decode()
    assert "Chưa có cán bộ nào" in page and case.code not in page
    assert Client().get(MINE).status_code == 302


def test_the_reason_is_told(city: City) -> None:
    watcher = Actor(city.overseer.account_id, "X", city.overseer.seats)
    record_read(
        actor=watcher,
        kind="identity",
        way="somewhere:new",
        owner_id=city.sender.account_id,
        reason="Đơn số 5",
    )
    page = browser(city.sender.account_id).get(MINE).content.decode()
    assert "Đơn số 5" in page and "Mở một trang dành cho cán bộ" in page


def test_it_does_not_tell_who_a_confidential_sender_is(
    guardian: Client, city: City, submitted: Callable[..., Case]
) -> None:
    """Nor whose the other reports of that account are (R21)."""
    secret, told = submitted(confidential=True), submitted(text="Đèn đường trước số 31 tắt đã ba đêm liền.")
    for case in (secret, told):
        record_read(
            actor=city.assigner, kind="contact", way="desk:case", owner_id=city.sender.account_id,
            subject="case", subject_id=case.pk,
        )  # fmt: skip
    number = f"tai-khoan={city.sender.account_id}"
    of_secret = guardian.get(f"{LOG}?ma={secret.code}").content.decode()
    assert secret.code in of_secret and number not in of_secret
    assert number in guardian.get(f"{LOG}?ma={told.code}").content.decode()
    of_sender = guardian.get(f"{LOG}?{number}").content.decode()
    assert told.code in of_sender and secret.code not in of_sender
    Account.objects.filter(pk=city.sender.account_id).update(restricted_at=told.submitted_at)
    assert told.code not in guardian.get(f"{LOG}?{number}").content.decode()
    sheet = guardian.get(f"{LOG}.csv").content.decode()
    assert secret.code in sheet and f";{city.sender.account_id};" not in sheet.replace(",", ";")
