"""Every id of every address with a number in it, asked for by those whom it does not concern: it is not there."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from django.db import connection

from ihanoi.config.access import ACCESS
from ihanoi.identity.models import SignIn
from ihanoi.operation.access import Thing, Who
from tests.attack.routes import ROUTES, Route, body, client_of
from tests.attack.things import SECRET, Things
from tests.conftest import City

NUMBERED: Final = [
    route
    for route in ROUTES
    if re.search(r"<(int|uuid):", route.pattern) and ACCESS[route.name].who is not Who.EVERYBODY
]
NO_SUCH: Final = 2**63 - 1
READING: Final = ("django_session", "identity_signin", "identity_visit", "journal_read", "places_")


def _is_somebodys(route: Route) -> bool:
    return ACCESS[route.name].thing in (Thing.OWN, Thing.CASE, Thing.AGENCY)


def _rows() -> dict[str, str]:
    """Every table, as one number; but what is written by looking, and what is too large to be meant."""
    with connection.cursor() as cursor:
        tables = [
            name for name in connection.introspection.table_names(cursor) if not name.startswith(READING)
        ]
        asked = " UNION ALL ".join(
            f"SELECT '{name}', md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM \"{name}\" t"
            for name in tables
        )
        cursor.execute(asked)
        return dict(cursor.fetchall())


def _said(client: Any, path: str, *, write: bool) -> tuple[int, bool]:
    """The status, and whether what it leads to is there."""
    given = {"text": "x", "reason": "x", "seen": "0"}
    answer = client.post(path, given) if write else client.get(path, given)
    assert answer.status_code < 500, path
    assert SECRET.encode() not in body(answer), path
    leads = answer.headers.get("Location", "")
    return answer.status_code, leads.startswith("/") and client.get(leads).status_code != 404


@pytest.mark.parametrize("seat", ["neighbour", "other_assigner"])
def test_what_is_somebody_elses_is_not_there(city: City, things: Things, seat: str) -> None:
    """A request, an absence, an invitation, a paper: asked for by its id, and by one that there is not."""
    client, before, told = client_of(city, seat), _rows(), []
    for route in NUMBERED:
        values = things.values(route.name, route.pattern)
        missing = {**values, **{name: NO_SUCH for name in route.parameters if name.endswith("_id")}}
        for write in (False, True):
            there, nowhere = (_said(client, route.path(each), write=write) for each in (values, missing))
            if _is_somebodys(route) and there != nowhere:
                told.append(f"{route.name} {'POST' if write else 'GET'}: {there}, and {nowhere} for none")
            if _is_somebodys(route) and there[0] < 300:
                told.append(f"{route.name} opens")
    assert not told, "\n".join(told)
    after = _rows()
    assert {name for name in before if before[name] != after[name]} == set()


def test_of_every_kind_there_is_one(things: Things) -> None:
    """So that no address is asked with a number of nothing."""
    unknown = {
        (r.name, p) for r in NUMBERED for p in r.parameters if p not in things.values(r.name, r.pattern)
    }
    assert unknown == set()


def test_a_session_of_somebody_else_is_not_ended(city: City) -> None:
    client_of(city, "sender").get("/")
    theirs = SignIn.objects.filter(account=city.sender.account_id)
    client = client_of(city, "neighbour")
    for sign_in in theirs:
        client.post(f"/tai-khoan/phien/{sign_in.pk}/ket-thuc")
    assert not theirs.filter(ended_at__isnull=False).exists()


def test_the_table_knows_every_numbered_address() -> None:
    assert len(NUMBERED) > 30
