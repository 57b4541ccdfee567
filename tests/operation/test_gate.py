"""The gate refuses before the view runs, by one table that knows every address."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from ihanoi.cases.models import Case
from ihanoi.kernel.actor import PUBLIC, Actor, Seat
from ihanoi.operation import access
from ihanoi.operation.access import Row, Who
from ihanoi.operation.middleware import gate
from ihanoi.people import queries as people
from tests.conftest import City

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


def test_changes_alone_are_administration_where_others_may_read() -> None:
    row = Row(Who.OFFICIALS, administration=True, writers=frozenset({"operator"}))
    assert not access.is_administration(row, "GET")
    assert access.is_administration(row, "POST")
    assert access.is_administration(Row(Who.OFFICIALS, administration=True), "GET")


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(people.account(actor.account_id or 0), BACKEND)
    return client
