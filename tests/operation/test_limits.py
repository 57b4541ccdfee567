"""Limits count across processes, say how long to wait, and lose nothing that was typed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from ihanoi.config.limits import LIMITS
from ihanoi.kernel import clock
from ihanoi.operation import actions
from ihanoi.operation.limits import Bound, By, Limit, network_of, real_address
from ihanoi.operation.middleware import gate, limits
from ihanoi.operation.middleware.limits import Tallies
from ihanoi.operation.models import Count
from ihanoi.people import queries as people
from tests.conftest import MONDAY, City

HOUR = timedelta(hours=1)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of everything an hour."""
    two = {by: Limit(2, HOUR) for by in By}
    monkeypatch.setattr(
        limits, "table", lambda: {name: Bound(bound.name, two, bound.reads) for name, bound in LIMITS.items()}
    )


@pytest.fixture
def held(db: None) -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def test_every_limit_is_of_an_address_that_there_is() -> None:
    assert set(LIMITS) <= set(gate.table())
    assert len({bound.name for bound in LIMITS.values()}) == len(set(map(id, LIMITS.values())))


@pytest.mark.parametrize("name", ["identity:sign_in", "identity:send_code", "identity:sign_up", "portal:preview",
    "media:upload", "desk:search", "portal:points", "portal:geojson", "portal:hints"])  # fmt: skip
def test_what_must_be_limited_is(name: str) -> None:
    assert LIMITS[name].limits


def test_beyond_the_limit_the_page_says_how_long(few: None, held: None) -> None:
    client, form = Client(), {"contact": "0912345678"}
    assert [client.post("/dang-nhap", form).status_code == 429 for _ in range(3)] == [False, False, True]
    refused = client.post("/dang-nhap", form)
    assert refused["Retry-After"] == "3600"
    page = refused.content.decode()
    assert "Xin chờ một chút" in page and "60 phút" in page and "0912345678" in page
    with clock.at(MONDAY + HOUR):
        assert client.post("/dang-nhap", form).status_code != 429


def test_a_form_comes_back_without_its_secrets(few: None, held: None) -> None:
    client = Client()
    for _ in range(3):
        page = client.post("/dang-nhap", {"email": "a@example.org", "password": "hoa sữa mùa thu"})
    assert page.status_code == 429 and "hoa sữa" not in page.content.decode()


def test_a_part_of_a_page_and_a_program_get_a_sentence(few: None, held: None) -> None:
    client = Client()
    ask: list[dict[str, Any]] = [{"accept": "application/json"}] * 3 + [{"hx-request": "true"}]
    *_, asked, part = (client.get("/ban-do/geojson", headers=headers) for headers in ask)
    assert asked.status_code == part.status_code == 429
    assert "60 phút" in asked.json()["error"] and "60 phút" in part.content.decode()
    assert part["Retry-After"] == "3600"


def test_accounts_behind_one_address_are_told_apart(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    bound = Bound("search", {By.ACCOUNT: Limit(1, HOUR), By.ADDRESS: Limit(100, HOUR)}, reads=True)
    monkeypatch.setattr(limits, "table", lambda: {"desk:search": bound})
    for actor in (city.assigner, city.handler):
        client = Client()
        client.force_login(people.account(actor.account_id or 0), BACKEND)
        assert [client.get("/ban-xu-ly/tim").status_code for _ in range(2)] == [200, 429]


def test_asking_is_not_counted_where_only_sending_is(few: None, held: None) -> None:
    assert {Client().get("/dang-nhap").status_code for _ in range(4)} == {200}


def test_measuring_goes_without(few: None, held: None, settings: Settings) -> None:
    settings.LIMITED = False
    assert 429 not in {Client().post("/dang-nhap").status_code for _ in range(4)}


def test_processes_share_what_they_count(held: None) -> None:
    one, other, limit = Tallies(), Tallies(), {b"k": Limit(3, HOUR)}
    assert [one.wait(limit), other.wait(limit), one.wait(limit), other.wait(limit)] == [0, 0, 0, 3600]


def test_large_limits_are_looked_at_now_and_then(held: None, django_assert_max_num_queries: Any) -> None:
    tallies, limit = Tallies(), {b"k": Limit(1000, HOUR)}
    with django_assert_max_num_queries(50):
        waits = [tallies.wait(limit) for _ in range(1001)]
    assert waits[:1000] == [0] * 1000 and waits[1000] == 3600


def test_a_crowd_is_counted_in_the_same_time_and_forgets_who_came_longest_ago(
    held: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 3)
    tallies, wide, narrow = Tallies(), Limit(1000, HOUR), Limit(1, HOUR)
    for key in (b"a", b"b", b"a", b"c"):
        tallies.wait({key: wide})
    tallies.wait({b"d": wide})
    assert list(tallies._kept) == [b"a", b"c", b"d"]
    assert tallies._kept[b"a"].waiting == 2, "what is not added to the shared count yet is kept too"
    assert [tallies.wait({b"e": narrow}) for _ in range(2)] == [0, 3600]
    for number in range(9):
        tallies.wait({b"%d" % number: wide})
    assert b"e" not in tallies._kept
    assert tallies.wait({b"e": narrow}) == 3600, "the shared count remembers"


def test_a_full_memory_costs_no_more_than_an_empty_one(held: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 20_000)
    wide, full, empty = {b"k": Limit(1_000_000, HOUR)}, Tallies(), Tallies()
    for number in range(20_001):
        full._add(b"%d" % number, MONDAY)
        full._kept[b"%d" % number].ends_at = MONDAY + HOUR

    def took(tallies: Tallies) -> float:
        begun = time.thread_time()
        for number in range(300):
            tallies.wait({b"new %d" % number: wide[b"k"]})
        return time.thread_time() - begun

    assert took(full) < 20 * took(empty) + 0.05, "each rebuilding would cost a millisecond"


def test_what_is_over_begins_anew_and_is_forgotten(held: None) -> None:
    assert actions.count({b"k": (2, HOUR)})[b"k"] == (2, MONDAY + HOUR)
    with clock.at(MONDAY + HOUR):
        assert actions.count({b"k": (1, HOUR)})[b"k"] == (1, MONDAY + 2 * HOUR)
        assert actions.forget_counts() == 0
    with clock.at(MONDAY + 3 * HOUR):
        assert actions.forget_counts() == 1
    assert not Count.objects.exists()


def test_counts_name_nobody_and_are_not_logged(few: None, held: None) -> None:
    Client(REMOTE_ADDR="203.0.113.7").post("/dang-nhap", {})
    (row,) = Count.objects.all()
    assert len(bytes(row.key)) == 32
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'operation_count'")
        assert cursor.fetchone()[0] in ("u", b"u")


PROXIES = ("10.0.0.0/24", "192.168.1.5")


@pytest.mark.parametrize(
    ("peer", "forwarded", "real"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "1.2.3.4", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, 192.168.1.5", "203.0.113.7"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("", "203.0.113.7", ""),
    ],
)
def test_only_a_trusted_proxy_is_believed(peer: str, forwarded: str, real: str) -> None:
    assert real_address(peer, forwarded, PROXIES) == real


def test_the_address_behind_the_proxy_is_what_counts(few: None, held: None, settings: Settings) -> None:
    settings.PROXIES = ["127.0.0.1"]
    for address in ("203.0.113.7", "203.0.113.8", "203.0.113.9"):
        assert Client().post("/dang-nhap", headers={"x-forwarded-for": address}).status_code != 429


def test_a_customer_of_ipv6_is_one_address() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert (network_of("203.0.113.7"), network_of("unix")) == ("203.0.113.7", "")
