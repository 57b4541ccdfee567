"""Schemathesis reads a description of all addresses, made from the URL list, and invents requests to each of them.

Every answer is a page or a sentence: nothing fails, nothing shows another person's data. Bounded by time; for a long
night: IHANOI_SCHEMATHESIS_S=3600.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from typing import Any, Final

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from ihanoi.cases.models import Case
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from tests.attack.routes import ROUTES, Route, body, client_of
from tests.attack.test_injection import NAMES
from tests.conftest import City

SECONDS: Final = float(os.environ.get("IHANOI_SCHEMATHESIS_S", "60"))
SEATS: Final = ("nobody", "neighbour", "assigner", "overseer")
FEWEST: Final = 10  # on a machine that is busy with other things
EXAMPLES: Final = 3 if SECONDS <= 60 else 200
NAME, PHONE = "Bùi Thị Kín Đáo", "0936555444"
TYPES: Final = {"int": {"type": "integer"}, "uuid": {"type": "string", "format": "uuid"}}
FIELDS: Final = (
    "text", "reason", "seen", "email", "password", "contact", "code", "full_name", "phone", "address", "lat", "lng",
    "unit", "agency", "role", "valid_from", "name", "next", "consent", "file", "field", "value",
)  # fmt: skip
LEFT_ALONE: Final = ("identity:sign_out", "identity:vneid")  # the second leads to another program


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


def description() -> dict[str, Any]:
    """OpenAPI of everything."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        if route.name.startswith(LEFT_ALONE):
            continue
        inside = [_parameter(n, kind) for kind, n in re.findall(r"<(?:(\w+):)?(\w+)>", route.pattern)]
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.pattern)
        paths[path] = {**_operations(route), **({"parameters": inside} if inside else {})}
    return {"openapi": "3.0.3", "info": {"title": "iHanoi", "version": "1"}, "paths": paths}


def test_the_description_knows_every_address() -> None:
    assert len(description()["paths"]) > 150


def _asked(case: Any) -> tuple[str, dict[str, str], dict[str, str]]:
    """Path, question and fields of an invented request."""
    path = case.formatted_path
    fields = case.body if isinstance(case.body, dict) else {}
    return path, dict(case.query or {}), {str(k): str(v) for k, v in fields.items()}


@pytest.fixture
def hidden(city: City, submitted: Callable[..., Case]) -> City:
    """A confidential report of somebody with a name to remember."""
    account = people_actions.create_account(
        actor=SYSTEM, new=people_actions.NewAccount("kin@example.org", NAME, PHONE, citizen_id="001190004321")
    )
    submitted(actor=people.actor_for(account), confidential=True)
    return city


def _try(client: Client, operation: Any) -> list[str]:
    wrong: list[str] = []

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        path, question, fields = _asked(case)
        answer = client.post(path, fields) if case.method == "POST" else client.get(path, question)
        content = body(answer).decode(errors="replace")
        if answer.status_code >= 500:
            wrong.append(f"{answer.status_code} {case.method} {path!r} {question} {fields}")
        wrong.extend(f"{each} at {path}" for each in (NAME, PHONE) if each in content)

    ask()
    return wrong[:3]


@pytest.mark.parametrize("seat", SEATS)
def test_nothing_invented_breaks_or_leaks(hidden: City, seat: str) -> None:
    client = client_of(hidden, None if seat == "nobody" else seat)
    client.raise_request_exception = False
    operations = [found.ok() for found in schemathesis.openapi.from_dict(description()).get_all_operations()]
    random.Random(seat).shuffle(operations)  # each seat begins elsewhere, so that a short run meets all
    ends, tried, wrong = time.monotonic() + SECONDS / len(SEATS), 0, []
    for operation in operations:
        if time.monotonic() > ends and tried >= FEWEST:
            break
        wrong += _try(client, operation)
        tried += 1
    assert not wrong, "\n".join(wrong)
    assert tried >= FEWEST
