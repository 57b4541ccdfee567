"""Every address × everybody: the inside of a case opens to its own officers and its sender, to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.conftest import City

PUBLIC = {"portal:case", "portal:follow"}
STRANGERS = (None, "neighbour", "other_assigner", "other_approver", "second_handler", "operator")
PHONE, NOTE = "0912345678", "Ghi nhớ riêng của phòng"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _named(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _named(each, (*spaces, each.namespace) if each.namespace else spaces)
        elif each.name:
            yield ":".join((*spaces, each.name)), each


ROUTES = {name: "/" + str(pattern.pattern) for name, pattern in _named(get_resolver())}
OF_A_CASE = {name: route for name, route in ROUTES.items() if ":code>" in route}
OTHERS = {name: route for name, route in ROUTES.items() if "<" not in route}


def _path(route: str, code: str) -> str:
    return route.replace("<str:code>", code).replace("<code:code>", code)


@pytest.fixture
def case(city: City, submitted: Callable[..., Case]) -> Case:
    """A confidential report with everything in it that must not get out."""
    account = people.create_account(
        actor=SYSTEM, new=people.NewAccount("operator@example.org", "Người Quản Trị")
    )
    people.grant(actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=Role.OPERATOR)
    made = submitted(
        text=f"Nắp hố ga vỡ trước cổng trường, gọi {PHONE} gặp tôi.",
        address="Số 7 ngõ Kín", lat=21.024512, lon=105.846578, confidential=True, round_position=True,
    )  # fmt: skip
    actions.note(actor=city.assigner, case_id=made.pk, text=NOTE)
    return made


def _client(city: City, seat: str | None) -> Client:
    client = Client()
    if seat:
        email = f"{seat.replace('_', '-')}@example.org"
        client.force_login(Account.objects.get(email=email), BACKEND)
    return client


def _leaks(content: str, city: City) -> list[str]:
    sender = Account.objects.get(pk=city.sender.account_id)
    secrets = (PHONE, NOTE, "ngõ Kín", "ngo kin", "21.0245", "105.8465", sender.email)
    return [secret for secret in secrets if secret in content]


def test_there_are_addresses() -> None:
    assert len(OF_A_CASE) > 30
    assert len(OTHERS) > 30


@pytest.mark.parametrize("seat", STRANGERS)
def test_strangers_find_nothing_inside(city: City, case: Case, seat: str | None) -> None:
    client = _client(city, seat)
    before = (case.version, case.state)
    for name, route in OF_A_CASE.items():
        for ask in (client.get, client.post):
            answer = ask(_path(route, case.code), {"text": "x", "reason": "x", "seen": "0"})
            assert not _leaks(answer.content.decode(), city), (name, seat)
            if name in PUBLIC:
                continue
            to_sign_in = answer.status_code == 302 and "/dang-nhap" in answer["Location"]
            refused = answer.status_code in (404, 405)
            assert to_sign_in if seat is None and not refused else refused, (name, seat, answer.status_code)
    case.refresh_from_db()
    assert (case.version, case.state) == before


@pytest.mark.parametrize("seat", STRANGERS)
def test_no_other_page_tells_of_it(city: City, case: Case, seat: str | None) -> None:
    client = _client(city, seat)
    asked: dict[str, Any] = {
        "q": "nắp hố ga",
        "tim": "nắp hố ga",
        "bbox": "105.84,21.02,105.85,21.03",
        "zoom": "19",
    }
    for name, route in OTHERS.items():
        for data in ({}, asked):
            answer = client.get(route, data)
            assert answer.status_code < 500, (name, seat)
            content = b"".join(answer) if answer.streaming else answer.content
            assert not _leaks(content.decode(errors="replace"), city), (name, seat)


@pytest.mark.parametrize("seat", ["assigner", "dispatcher", "overseer"])
def test_officers_of_the_case_do_not_learn_the_sender(city: City, case: Case, seat: str) -> None:
    client = _client(city, seat)
    sender = Account.objects.get(pk=city.sender.account_id)
    for name, route in {**OF_A_CASE, **OTHERS}.items():
        answer = client.get(_path(route, case.code))
        assert answer.status_code < 500, (name, seat)
        content = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        assert sender.full_name not in content and sender.email not in content, (name, seat)
