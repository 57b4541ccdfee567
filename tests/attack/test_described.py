"""Schemathesis reads a description of all addresses, made from the URL list, and invents requests to each of them.

Everybody asks every address, by GET and by POST, for what there is, with invented questions and fields; nobody and a
sender ask for invented things too. Every answer is a page or a sentence: nothing fails, nothing shows another person's
data. Counted in requests; for a long night: IHANOI_SCHEMATHESIS_EXAMPLES=50.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from tests.attack.routes import ROUTES, Route, body
from tests.attack.seats import ROLES, browser, hidden_from, met, send_reports
from tests.attack.test_injection import NAMES
from tests.attack.things import Things
from tests.conftest import City

EXAMPLES: Final = int(os.environ.get("IHANOI_SCHEMATHESIS_EXAMPLES", "3"))  # of each address and method
INVENTORS: Final = (
    "nobody",
    "sender",
)  # they send all examples, to invented things; everybody else the first
TYPES: Final = {"int": {"type": "integer"}, "uuid": {"type": "string", "format": "uuid"}}
FIELDS: Final = (
    "text", "reason", "seen", "email", "password", "contact", "code", "full_name", "phone", "address", "lat", "lng",
    "unit", "agency", "role", "valid_from", "name", "next", "consent", "file", "field", "value",
)  # fmt: skip
LEFT_ALONE: Final = ("identity:vneid", "mailbox:", "sms:")  # to another program; the letters of the demo


def _parameter(name: str, kind: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": TYPES.get(kind, {"type": "string", "minLength": 1}),
    }


def _operations(route: Route) -> dict[str, Any]:
    asked = [
        {"name": name, "in": "query", "schema": {"type": "string"}}
        for name in NAMES[len(route.name) % 3 :: 3]
    ]
    sent = {"type": "object", "properties": {name: {"type": "string"} for name in FIELDS}}
    every = {"responses": {"default": {"description": "a page or a sentence"}}}
    form = {"content": {"application/x-www-form-urlencoded": {"schema": sent}}}
    return {"get": {**every, "parameters": asked}, "post": {**every, "requestBody": form}}


def _path(route: Route) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.pattern)


def description() -> dict[str, Any]:
    """OpenAPI of everything."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        if route.name.startswith(LEFT_ALONE):
            continue
        inside = [_parameter(n, kind) for kind, n in re.findall(r"<(?:(\w+):)?(\w+)>", route.pattern)]
        paths[_path(route)] = {**_operations(route), **({"parameters": inside} if inside else {})}
    return {"openapi": "3.0.3", "info": {"title": "iHanoi", "version": "1"}, "paths": paths}


@dataclass(frozen=True)
class Asked:
    """An invented request to an address."""

    route: Route
    write: bool
    path: str
    given: dict[str, str]


def _invented(operation: Any, route: Route, examples: int) -> list[Asked]:
    found: list[Asked] = []

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def keep(case: Any) -> None:
        write = case.method == "POST"
        fields = case.body if isinstance(case.body, dict) else {}
        given = fields if write else dict(case.query or {})
        found.append(Asked(route, write, case.formatted_path, {str(k): str(v) for k, v in given.items()}))

    keep()
    return found


@pytest.fixture(scope="module")
def invented() -> list[list[Asked]]:
    """For every address and method some requests."""
    routes = {_path(route): route for route in ROUTES}
    known = schemathesis.openapi.from_dict(description()).get_all_operations()
    operations = [found.ok() for found in known]
    return [_invented(each, routes[each.path], EXAMPLES) for each in operations]


def test_every_address_is_asked_by_both_methods(invented: list[list[Asked]]) -> None:
    asked = {(each.route.pattern, each.write) for examples in invented for each in examples}
    described = [route for route in ROUTES if not route.name.startswith(LEFT_ALONE)]
    assert asked == {(route.pattern, write) for route in described for write in (False, True)}


def _wrong(client: Client, path: str, each: Asked, hidden: frozenset[str]) -> list[str]:
    """What is wrong with the answer; all is as before afterwards, the sign-in too."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.post(path, each.given) if each.write else client.get(path, each.given)
        content = body(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    what = f"{'POST' if each.write else 'GET'} {path!r} {each.given}"
    broken = answer.status_code >= 500 and each.route.name not in SICK
    said = [f"{answer.status_code} for {what}"] if broken else []
    return said + [f"{secret} in the answer to {what}" for secret in met(content, hidden)]


@pytest.mark.parametrize("seat", ROLES)
def test_nothing_invented_breaks_or_leaks(
    city: City, things: Things, upload: Callable[..., UUID], invented: list[list[Asked]], seat: str
) -> None:
    send_reports(city, upload)
    client, hidden, wrong = browser(city, seat), hidden_from(seat), []
    for examples in invented:
        first = examples[0]
        wrong += _wrong(
            client, first.route.path(things.values(first.route.name, first.route.pattern)), first, hidden
        )
        for each in examples if seat in INVENTORS else ():
            wrong += _wrong(client, each.path, each, hidden)
    assert not wrong, "\n".join(wrong)


SICK: Final = ("operation:ready",)  # nobody has sent what waits in the outbox since Monday, and it says so
