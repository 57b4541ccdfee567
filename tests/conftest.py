"""The small city in which tests of the upper rooms live.

Real units, agencies, fields and limits, and people in seats.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import translation
from PIL import Image
from psycopg import sql
from pytest_django import DjangoDbBlocker

from ihanoi.accountability import actions as accountability
from ihanoi.cases import actions as cases
from ihanoi.cases import queries as case_queries
from ihanoi.cases.models import Case
from ihanoi.identity.models import SignIn
from ihanoi.identity.queries import rights_of
from ihanoi.identity.words import Method
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.kept import Kept
from ihanoi.media import actions as media
from ihanoi.operation.middleware.limits import tallies
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import actions as places
from ihanoi.routing import actions as routing
from ihanoi.routing.queries.reading import forget_reader

MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # Monday 16/11/2026, 08:00 in Hanoi
CUA_NAM = (21.0245, 105.8465)


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    """A page asked for in English leaves its process in English; the next test begins anew."""
    translation.activate("vi")


@dataclass
class City:
    """Seats by name: `city.assigner`, … are actors in UBND phường Cửa Nam, its division, and the city."""

    root: int
    ward: int
    division: int
    office: int
    other_ward: int
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["actors"][name]
        except KeyError:
            raise AttributeError(name) from None


SEATS = {
    "assigner": (Role.ASSIGNER, "ward"),
    "approver": (Role.APPROVER, "ward"),
    "handler": (Role.HANDLER, "division"),
    "second_handler": (Role.HANDLER, "division"),
    "division_head": (Role.ASSIGNER, "division"),
    "dispatcher": (Role.DISPATCHER, "root"),
    "overseer": (Role.OVERSEER, "root"),
    "other_assigner": (Role.ASSIGNER, "other_ward"),
    "other_approver": (Role.APPROVER, "other_ward"),
}


# Who sends has said who they are (R20). Of people born in 1900 nobody lives: such numbers are invented.
CITIZENS = {
    "sender": {"phone": "0900000001", "citizen_id": "001000000001"},
    "neighbour": {"phone": "0900000002", "citizen_id": "001100000002"},
}


def build_city() -> City:
    """Install everything through the rooms' own actions."""
    places.install_units()
    places.install_calendars()
    people_actions.install_agencies()
    routing.install_fields(actor=SYSTEM)
    cases.install_numbers(actor=SYSTEM)
    accountability.install_thresholds(actor=SYSTEM)
    ward = _agency("UBND phường Cửa Nam")
    divisions = people.children(ward)
    city = City(people.city().id, ward, divisions[0].id, divisions[1].id, _agency("UBND phường Hoàn Kiếm"))
    for name, (role, where) in SEATS.items():
        account = _account(name)
        people_actions.grant(
            actor=SYSTEM,
            account_id=account.pk,
            agency_id=getattr(city, where),
            role=role,
            valid_from=date(2025, 7, 1),
        )
        city.actors[name] = people.actor_for(account)
    for name, said in CITIZENS.items():
        city.actors[name] = people.actor_for(_account(name, **said))
    return city


def _agency(name: str) -> int:
    return next(a.id for a in people.agencies() if a.name == name)


def _account(name: str, **said: str) -> Any:
    email = f"{name.replace('_', '-')}@example.org"
    new = people_actions.NewAccount(email, name.replace("_", " ").title(), **said)
    return people_actions.create_account(actor=SYSTEM, new=new)


@pytest.fixture(scope="session")
def city_built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, City]]:
    """Built once a process, in a database of its own beside the empty one. Returns its name and who lives there."""
    with django_db_blocker.unblock():
        empty = str(connection.settings_dict["NAME"])
        with beside(empty, f"{empty}_city") as name:
            with working_in(name), clock.at(MONDAY), transaction.atomic():
                built = build_city()
            yield name, built


@contextmanager
def beside(original: str, name: str) -> Iterator[str]:
    """A database that begins as a copy of another that nobody uses at the moment."""
    with _without_database() as server:
        copied, source = sql.Identifier(name), sql.Identifier(original)
        server.execute(sql.SQL("drop database if exists {}").format(copied))
        server.execute(sql.SQL("create database {} template {} strategy file_copy").format(copied, source))
    yield name
    with _without_database() as server:
        server.execute(sql.SQL("drop database {} (force)").format(copied))


@contextmanager
def _without_database() -> Iterator[psycopg.Connection]:
    """The server itself. Nobody of this process stays in a database: what is used cannot be copied."""
    connection.close()
    connection.close_pool()
    given = connection.get_connection_params() | {"dbname": "postgres", "cursor_factory": None}
    given.pop("context")
    with psycopg.connect(**given, autocommit=True) as server:
        yield server


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """Have this process work in another database of the same server; threads follow."""
    assert not connection.in_atomic_block, "Something is open in the database that would be left."
    before = connection.settings_dict["NAME"]
    _turn_to(name)
    yield
    _turn_to(str(before))


def _turn_to(name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name
    people.forget()
    for (
        each
    ) in gc.get_objects():  # what is kept belongs to the rows of the other database, whose ids are not these
        if type(each) is Kept:
            each.forget()
    forget_reader()


@pytest.fixture(scope="module")
def city_once(city_built: tuple[str, City], django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    """The small city for one module, in a transaction that is rolled back at its end."""
    name, built = city_built
    with django_db_blocker.unblock(), working_in(name), clock.at(MONDAY), transaction.atomic():
        yield replace(built, actors=dict(built.actors))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def forced_sign_ins_have_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session counts only with its row, which the one door makes: whoever is let in by force gets one that lasts."""
    plain = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        plain(self, user, backend)
        row = {
            "account": user, "method": Method.PASSWORD, "begun_at": clock.now(), "seen_at": clock.now(),
            "idle": timedelta(days=36_500), "administered_at": datetime(2100, 1, 1, tzinfo=UTC),
            "rights": rights_of(people.actor_for(user)),
        }  # fmt: skip
        SignIn.objects.update_or_create(session_key=self.session.session_key, defaults=row)

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What one test looked at is not what the next one sees."""
    cache.clear()
    case_queries.forget_rates()
    tallies.forget()


@pytest.fixture
def city(city_once: City, db: None) -> Iterator[City]:
    """The small city on Monday 16/11/2026 at 08:00."""
    with clock.at(MONDAY):
        yield city_once


def picture(colour: str = "grey") -> BytesIO:
    """A small JPEG."""
    data = BytesIO()
    Image.new("RGB", (320, 240), colour).save(data, "JPEG")
    data.seek(0)
    return data


@pytest.fixture
def upload() -> Callable[..., UUID]:
    """Upload a picture as somebody: `upload(actor)` → file id."""

    def send(actor: Actor, colour: str = "grey") -> UUID:
        return media.receive(actor=actor, stream=picture(colour), name="anh.jpg").id

    return send


@pytest.fixture
def submitted(city: City) -> Callable[..., Case]:
    """Submit a report as the sender, in Cửa Nam."""

    def send(actor: Actor | None = None, **given: Any) -> Case:
        said: dict[str, Any] = {
            "text": "Vỉa hè bong gạch trước số 29 phố Trần Quốc Toản, người già dễ vấp ngã.",
            "consent": True, "lat": CUA_NAM[0], "lon": CUA_NAM[1], "address": "29 Trần Quốc Toản",
        }  # fmt: skip
        how = {name: given.pop(name) for name in ("channel", "contact") if name in given}
        return cases.submit(actor=actor or city.sender, report=cases.Report(**(said | given)), **how)

    return send
