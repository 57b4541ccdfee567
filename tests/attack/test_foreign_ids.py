"""Every id of every address with a number or a code in it, asked for by those whom it does not concern.

It is not there, and nothing in the answer tells it from one that there is not: not the status, a header or a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

import pytest
from django.db import connection
from django.test import Client

from ihanoi.config.access import ACCESS
from ihanoi.identity.models import SignIn
from ihanoi.operation.access import Answer, Thing, Who, answer
from ihanoi.people.words import Role
from tests.attack.routes import ROUTES, Route, body, client_of
from tests.attack.things import SECRET, Things
from tests.conftest import City
from tests.people import officials

NUMBERED: Final = [
    route
    for route in ROUTES
    if re.search(r"<(int|uuid):|<\w+:code>", route.pattern) and ACCESS[route.name].who is not Who.EVERYBODY
]
NO_SUCH: Final = 2**63 - 1
NO_CODE: Final = "999999"  # the number of no report, of the same month
STRANGERS: Final = {
    "neighbour": "",
    "other_assigner": Role.ASSIGNER,
    "other_approver": Role.APPROVER,
    "second_handler": Role.HANDLER,
    "other_operator": Role.OPERATOR,
}
STANDS_IN: Final = ("second_handler", "desk:end-absence")  # for the handler who will be away: may end it too
TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')  # made anew with each answer
SOME: Final = re.compile(r"/[A-Z0-9-]*[0-9](?=[/?]|$)")  # in an address that an answer leads to
OTHERWISE: Final = (
    "Content-Length",
    "Expires",
)  # by the length of the address, and by the second of the answer
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


@dataclass(frozen=True)
class Said:
    """An answer, without its own address. `leads`: whether what it leads to is there."""

    status: int
    headers: frozenset[tuple[str, str]]
    text: bytes
    leads: bool


def _asked(seat: str) -> list[Route]:
    """All; but what the table opens to operators anywhere, as calendars and incidents: they are nobody's."""
    left = {name for who, name in (STANDS_IN,) if who == seat}
    if seat == "other_operator":
        left |= {route.name for route in NUMBERED if _opens_to(STRANGERS[seat], route)} - {"desk:drop"}
    return [route for route in NUMBERED if route.name not in left]


def _opens_to(role: str, route: Route) -> bool:
    return answer(ACCESS[route.name], role, own=False, write=False) == Answer.OPEN


def _said(client: Client, path: str, *, write: bool) -> Said:
    given = {"text": "x", "reason": "x", "seen": "0"}
    got = client.post(path, given) if write else client.get(path, given)
    assert got.status_code < 500, path
    assert SECRET.encode() not in body(got), path
    leads = got.headers.get("Location", "")
    there = leads.startswith("/") and client.get(leads).status_code != 404
    headers = {(name, SOME.sub("/#", said)) for name, said in got.headers.items() if name not in OTHERWISE}
    text = TOKEN.sub(b"", body(got)).replace(path.encode(), b"")
    return Said(got.status_code, frozenset(headers), text, there)


def _differs(there: Said, nowhere: Said) -> str:
    """In what, as short as can be read."""
    lines = set(there.text.splitlines()) ^ set(nowhere.text.splitlines())
    return f"{there.status}, {nowhere.status}, {there.headers ^ nowhere.headers}, {there.leads}, {sorted(lines)[:6]}"


def _missing(route: Route, values: dict[str, object], code: str) -> dict[str, object]:
    """The same address of nothing."""
    ids: dict[str, object] = {name: NO_SUCH for name in route.parameters if name.endswith("_id")}
    return {
        **values,
        **ids,
        **({"code": code[: -len(NO_CODE)] + NO_CODE} if "code" in route.parameters else {}),
    }


def _client(city: City, seat: str) -> Client:
    """The operator of another ward is nobody in the small city."""
    if seat == "other_operator":
        city = replace(city, actors={seat: officials.seat("minh", city.other_ward)})
    return client_of(city, seat)


@pytest.mark.parametrize("seat", list(STRANGERS))
def test_what_is_somebody_elses_is_not_there(city: City, things: Things, seat: str) -> None:
    """A report, a request, an absence, an invitation, a paper: asked for by its id, and by one that there is not."""
    client, told = _client(city, seat), []
    before = _rows()
    for route in _asked(seat):
        values = things.values(route.name, route.pattern)
        missing = _missing(route, values, things.case.code)
        for write in (False, True):
            there, nowhere = (_said(client, route.path(each), write=write) for each in (values, missing))
            if not _is_somebodys(route):
                continue
            way = f"{route.name} {'POST' if write else 'GET'}"
            if there != nowhere:
                told.append(f"{way}: {_differs(there, nowhere)}")
            if there.status < 300:
                told.append(f"{way} opens")
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
