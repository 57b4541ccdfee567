"""The gate refuses before the view runs, by one table that knows every address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from ihanoi.cases.models import Case
from ihanoi.config import settings as chosen
from ihanoi.kernel import clock, live
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from ihanoi.operation import access
from ihanoi.operation.access import Row, Who
from ihanoi.operation.middleware import gate
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.conftest import MONDAY, City

BACKEND = "django.contrib.auth.backends.ModelBackend"


def names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each, (*spaces, each.namespace) if each.namespace else spaces)
        else:
            assert isinstance(each, URLPattern)
            yield ":".join((*spaces, each.name or f"nameless: {each.pattern}"))


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert set(names(get_resolver())) == set(gate.table())


def test_an_address_without_a_row_does_not_open(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = {name: row for name, row in gate.table().items() if name != "portal:services"}
    assert Client().get("/tien-ich").status_code == 200
    monkeypatch.setattr(gate, "table", lambda: rest)
    assert Client().get("/tien-ich").status_code == 404


def test_no_view_runs_for_whom_the_table_refuses(
    city: City, submitted: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = dict(gate.table()) | {"portal:map": Row(Who.OFFICIALS, frozenset({"handler"}))}
    monkeypatch.setattr(gate, "table", lambda: closed)
    assert Client().get("/ban-do")["Location"] == "/dang-nhap?next=/ban-do"
    assert signed_in(city.sender).get("/ban-do").status_code == 404
    assert signed_in(city.assigner).get("/ban-do").status_code == 404
    assert signed_in(city.handler).get("/ban-do").status_code == 200


def test_the_pages_of_the_demo_are_not_there_elsewhere(db: None, settings: Settings) -> None:
    assert Client().get("/hop-thu").status_code == 200
    settings.DEMO = False
    assert Client().get("/hop-thu").status_code == 404


def test_who_may_read_but_not_change_is_told_so(city: City) -> None:
    answer = signed_in(city.overseer).post("/ban-xu-ly/lich", {})
    assert answer.status_code == 403
    assert "Trang này dành cho người khác" in answer.content.decode()


def test_a_role_of_the_city_counts_in_the_city_alone() -> None:
    row = Row(Who.OFFICIALS, frozenset({"operator"}), at_city=True)
    here, elsewhere = (Actor(1, "", (Seat("operator", agency),)) for agency in (1, 2))
    assert access.may_come(row, here, 1)
    assert not access.may_come(row, elsewhere, 1)
    assert not access.may_come(row, PUBLIC, 1)


def test_where_others_may_read_it_is_the_changes_that_are_the_city_s() -> None:
    row = Row(
        Who.OFFICIALS, frozenset({"operator", "overseer"}), at_city=True, writers=frozenset({"operator"})
    )
    ward = Actor(1, "", (Seat("operator", 2),))
    assert access.may_come(row, ward, 1) and not access.may_write(row, ward, 1)
    assert access.may_write(row, Actor(1, "", (Seat("operator", 1),)), 1)
    for write, own, role, said in (
        (False, False, "operator", access.Answer.OPEN), (True, True, "operator", access.Answer.OPEN),
        (True, False, "operator", access.Answer.FORBIDDEN), (True, True, "overseer", access.Answer.FORBIDDEN),
    ):  # fmt: skip
        assert access.answer(row, role, own=own, write=write) == said


def test_changes_alone_are_administration_where_others_may_read() -> None:
    row = Row(Who.OFFICIALS, administration=True, writers=frozenset({"operator"}))
    assert not access.is_administration(row, "GET")
    assert access.is_administration(row, "POST")
    assert access.is_administration(Row(Who.OFFICIALS, administration=True), "GET")


APART = "/ban-xu-ly/han-va-ly-do"


@pytest.mark.parametrize(
    ("name", "value", "here", "elsewhere"),
    [
        ("ADMINISTRATION_HOST", "testserver:8443", {"SERVER_PORT": "8443"}, {}),
        (
            "ADMINISTRATION_NETWORKS",
            ["10.0.0.0/24", "10.1.0.7"],
            {"REMOTE_ADDR": "10.1.0.7"},
            {"REMOTE_ADDR": "10.1.0.8"},
        ),
        (
            "ADMINISTRATION_NETWORKS",
            ["2001:db8::/32"],
            {"REMOTE_ADDR": "2001:db8::7"},
            {"REMOTE_ADDR": "unix"},
        ),
    ],
)
def test_administration_is_where_the_settings_say(
    city: City, settings: Settings, name: str, value: object, here: dict[str, str], elsewhere: dict[str, str]
) -> None:
    client = operator(city)
    setattr(settings, name, value)
    assert client.get(APART, **here).status_code == 200  # type: ignore[arg-type]  # WSGI's variables
    assert client.get(APART, **elsewhere).status_code == 404  # type: ignore[arg-type]  # the same variables
    assert client.get("/ban-xu-ly/lich", **elsewhere).status_code == 200  # type: ignore[arg-type]  # the same variables
    assert client.post("/ban-xu-ly/lich", **elsewhere).status_code == 404  # type: ignore[arg-type]  # the same variables


def test_administration_is_shut_outside_its_hours(city: City, settings: Settings) -> None:
    client, settings.ADMINISTRATION_HOURS = operator(city), "07:30-18:00"
    for hour, status in ((0, 404), (8, 200), (18, 404)):
        with clock.at(MONDAY.astimezone(clock.HANOI).replace(hour=hour)):
            assert client.get(APART).status_code == status


def operator(city: City) -> Client:
    account = people.account(city.dispatcher.account_id or 0)
    people_actions.grant(
        actor=SYSTEM,
        account_id=account.pk,
        agency_id=city.root,
        role=Role.OPERATOR,
        valid_from=date(2026, 11, 1),
    )
    return signed_in(people.actor_for(account))


def test_new_tokens_are_for_what_may_still_be_seen(city: City, submitted: Callable[..., Case]) -> None:
    case, other = submitted(), submitted(actor=city.neighbour)
    topics = [
        live.account_topic(city.sender.account_id or 0),
        live.account_topic(city.neighbour.account_id or 0),
    ]
    topics += [live.case_topic(each.pk) for each in (case, other)]
    long_ago = clock.now() - live.LIFE - live.LIFE
    given = [live.token(topic, chosen.LIVE_SECRET, long_ago) for topic in topics]
    client = Client()
    client.force_login(
        people.account(city.sender.account_id or 0), "django.contrib.auth.backends.ModelBackend"
    )
    tokens = client.get("/kenh", {"topic": [*given, "case:1.99.forged"]}).json()["tokens"]
    told = [live.read(each, chosen.LIVE_SECRET) for each in tokens]
    assert [topic for topic, _ in filter(None, told)] == [topics[0], topics[2]]
    assert all(end > clock.now().timestamp() for _, end in filter(None, told))
    assert Client().get("/kenh", {"topic": given}).status_code == 401
    client.post("/dang-xuat")
    assert client.get("/kenh", {"topic": given}).status_code == 401


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(people.account(actor.account_id or 0), BACKEND)
    return client
