"""Told once, read once, in pages, and a letter for those who want one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ihanoi.kernel import clock, live
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.notifications import actions, queries
from ihanoi.notifications.actions import Note
from ihanoi.notifications.models import Mail, Notice
from ihanoi.people.actions import NewAccount, create_accounts
from ihanoi.people.models import Account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.fixture
def two() -> list[Account]:
    new = [NewAccount("binh@example.org", "Nguyễn Thị Bình"), NewAccount("nam@example.org", "Trần Văn Nam")]
    return create_accounts(actor=SYSTEM, new=new, password=None)


def note(account: Account, key: str = "case:1:2", at: datetime = AT) -> Note:
    title = "UBND phường Cửa Nam đã tiếp nhận."
    return Note(
        account.pk,
        "receive",
        title,
        "Có kết quả trước 09:10 thứ Ba 24/11.",
        "/phan-anh/HN-2611-000001",
        key,
        at,
    )


def actor(account: Account) -> Actor:
    return Actor(account.pk, account.full_name)


def test_telling_twice_is_telling_once(two: list[Account]) -> None:
    assert actions.notify([note(two[0]), note(two[1]), note(two[0])]) == 2
    assert actions.notify([note(two[0]), note(two[0], "case:1:3")]) == 1
    assert queries.unread_count(actor(two[0])) == 2
    assert Mail.objects.count() == 3


def test_telling_many_takes_few_queries(
    two: list[Account], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        assert actions.notify([note(two[n % 2], f"case:{n}") for n in range(1000)]) == 1000


def test_telling_nobody_is_fine() -> None:
    assert actions.notify([]) == 0


def test_who_wants_no_letters_gets_none(two: list[Account]) -> None:
    actions.notify([note(two[0], "before")])
    actions.set_preferences(actor=actor(two[0]), email=False)
    actions.notify([note(two[0]), note(two[1])])
    assert [m.notice.account_id for m in Mail.objects.select_related("notice")] == [two[1].pk]
    assert not queries.wants_email(actor(two[0]))
    actions.set_preferences(actor=actor(two[0]), email=True)
    assert queries.wants_email(actor(two[0]))


def test_to_an_address_that_was_only_claimed_no_letter_goes(two: list[Account]) -> None:
    Account.objects.filter(pk=two[0].pk).update(email_verified_at=None)
    actions.notify([note(two[0]), note(two[1])])
    assert [m.notice.account_id for m in Mail.objects.select_related("notice")] == [two[1].pk]


def test_pages_go_on_where_the_last_one_ended(two: list[Account]) -> None:
    actions.notify([note(two[0], f"n{n}", AT + timedelta(minutes=n // 3)) for n in range(50)])
    seen, cursor = [], ""
    for _ in range(3):
        page = queries.inbox(actor(two[0]), cursor)
        seen += [n.key for n in page.notices]
        cursor = page.next
    assert cursor == ""
    assert len(set(seen)) == 50
    assert seen[0] in ("n48", "n49")


@pytest.mark.parametrize("cursor", ["x", "2026-11-16", "2026-11-16T01:00:00+00:00~x", "~", "9" * 400])
def test_a_broken_cursor_begins_at_the_newest(two: list[Account], cursor: str) -> None:
    actions.notify([note(two[0])])
    assert len(queries.inbox(actor(two[0]), cursor).notices) == 1


def test_another_ones_notice_cannot_be_found(two: list[Account]) -> None:
    actions.notify([note(two[0])])
    notice = Notice.objects.get()
    for other in (actor(two[1]), PUBLIC):
        with pytest.raises(NotFound):
            actions.mark_read(actor=other, notice_id=notice.pk)
    assert queries.unread_count(actor(two[0])) == 1


def test_reading_is_noted_once(two: list[Account]) -> None:
    actions.notify([note(two[0])])
    notice = Notice.objects.get()
    with clock.at(AT):
        actions.mark_read(actor=actor(two[0]), notice_id=notice.pk)
    actions.mark_read(actor=actor(two[0]), notice_id=notice.pk)
    notice.refresh_from_db()
    assert notice.read_at == AT


def test_the_bell_stops_counting_at_a_hundred(two: list[Account]) -> None:
    actions.notify([note(two[0], f"n{n}") for n in range(150)])
    assert queries.unread_count(actor(two[0])) == 100
    assert actions.mark_all_read(actor=actor(two[0])) == 150
    assert queries.unread_count(actor(two[0])) == 0


# --- pages ---


def test_the_inbox_needs_an_account(client: Client) -> None:
    assert client.get("/thong-bao")["Location"] == "/dang-nhap?next=/thong-bao"


def test_an_empty_inbox_says_what_will_come(client: Client, two: list[Account]) -> None:
    client.force_login(two[0], "django.contrib.auth.backends.ModelBackend")
    assert "Chưa có thông báo nào." in client.get("/thong-bao").content.decode()


def test_opening_a_notice_leads_to_its_case(client: Client, two: list[Account]) -> None:
    actions.notify([note(two[0])])
    client.force_login(two[0], "django.contrib.auth.backends.ModelBackend")
    page = client.get("/thong-bao").content.decode()
    assert "UBND phường Cửa Nam đã tiếp nhận." in page
    assert "Chưa đọc:" in page
    opened = client.get(f"/thong-bao/{Notice.objects.get().pk}")
    assert opened["Location"] == "/phan-anh/HN-2611-000001"
    assert "Chưa đọc:" not in client.get("/thong-bao").content.decode()


def test_a_notice_of_another_looks_missing(client: Client, two: list[Account]) -> None:
    actions.notify([note(two[0])])
    client.force_login(two[1], "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/thong-bao/{Notice.objects.get().pk}").status_code == 404


def test_all_is_read_by_one_button(client: Client, two: list[Account]) -> None:
    actions.notify([note(two[0], f"n{n}") for n in range(30)])
    client.force_login(two[0], "django.contrib.auth.backends.ModelBackend")
    assert "sau=" in client.get("/thong-bao").content.decode()
    client.post("/thong-bao/da-doc")
    assert queries.unread_count(actor(two[0])) == 0


def test_letters_can_be_switched_off(client: Client, two: list[Account]) -> None:
    client.force_login(two[0], "django.contrib.auth.backends.ModelBackend")
    assert "checked" in client.get("/thong-bao/cach-nhan").content.decode()
    client.post("/thong-bao/cach-nhan", {})
    assert not queries.wants_email(actor(two[0]))


def test_the_bell_asks_how_much_is_unread(two: list[Account], client: Client) -> None:
    assert client.get("/thong-bao/chua-doc").json() == {"unread": 0}
    actions.notify([note(two[0])])
    client.force_login(two[0], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/thong-bao/chua-doc").json() == {"unread": 1}


@pytest.mark.django_db(transaction=True)
def test_open_pages_of_the_account_hear_of_a_notice(two: list[Account]) -> None:
    with psycopg.connect(
        **connection.get_connection_params() | {"autocommit": True, "cursor_factory": None}
    ) as other:
        other.execute(f"LISTEN {live.CHANNEL}")
        actions.notify([note(two[0]), note(two[0], "case:1:3")])
        heard = [told.payload for told in other.notifies(timeout=5, stop_after=1)]
    assert heard == [live.account_topic(two[0].pk)]


def test_nobody_reads_and_chooses_nothing() -> None:
    assert actions.mark_all_read(actor=PUBLIC) == 0
    with pytest.raises(NotFound):
        actions.set_preferences(actor=PUBLIC, email=True)
