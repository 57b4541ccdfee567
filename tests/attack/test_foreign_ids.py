"""Every id of every address with a number in it, asked for by those whom it does not concern: it is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.apps import apps

from ihanoi.accountability import actions as accountability
from ihanoi.cases.models import Case
from ihanoi.config.access import ACCESS
from ihanoi.identity.models import Passkey, SignIn
from ihanoi.journal.models import Entry
from ihanoi.kernel import clock
from ihanoi.notifications.models import Notice
from ihanoi.operation.access import Thing, Who
from ihanoi.people.models import Account
from tests.attack.routes import ROUTES, Route, body, client_of
from tests.conftest import City

Submit = Callable[..., Case]
SECRET: Final = "Chữ Riêng Của Người Khác"
NUMBERED: Final = [
    route
    for route in ROUTES
    if re.search(r"<(int|uuid):", route.pattern)
    and ACCESS[route.name].who is not Who.EVERYBODY
    and route.name != "identity:end_session"  # below: one of the ids is the session that asks
]


@pytest.fixture
def things(city: City, submitted: Submit, upload: Any) -> City:
    """Things of the sender and of the ward, each with the secret in it where it has words."""
    from tests.cases.stages import bring

    now = clock.now()
    case = submitted(
        text=f"{SECRET}: nắp hố ga vỡ trước cổng trường.", confidential=True, files=[upload(city.sender)]
    )
    bring(case, "handling", city, upload)
    said = {"stage": "government", "cause": SECRET, "solution": "Thêm người"}
    accountability.record_obstacle(actor=city.assigner, agency_id=city.ward, **said)
    account = Account.objects.get(pk=city.sender.account_id)
    Notice.objects.create(
        account=account, at=now, verb="x", title=SECRET, body=SECRET, key="x:1", url="/cua-toi"
    )
    Passkey.objects.create(account=account, name=SECRET, credential_id=b"1", public_key=b"1", created_at=now)
    return city


OWNERS: Final = ("identity", "notifications", "accountability", "people", "media", "privacy")


def _ids() -> list[int]:
    """The newest ids of what belongs to somebody, as far as they differ."""
    found: set[int] = {1, 2**63 - 1}
    for model in (model for room in OWNERS for model in apps.get_app_config(room).get_models()):
        if model._meta.pk.get_internal_type() == "BigAutoField":
            found |= set(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:1])
    return sorted(found)


def _concerns_nobody_else(route: Route) -> bool:
    return ACCESS[route.name].thing in (Thing.OWN, Thing.CASE, Thing.AGENCY)


def _asks_who(answer: Any) -> bool:
    """Changes of proofs first want to be told again who asks, whatever the id."""
    return str(answer.headers.get("Location", "")).startswith("/tai-khoan/bao-mat/xac-nhan")


@pytest.mark.parametrize("seat", ["neighbour", "other_assigner"])
def test_what_is_somebody_elses_is_not_there(things: City, seat: str) -> None:
    client, case = client_of(things, seat), Case.objects.latest("pk")
    before = (Entry.objects.count(), Notice.objects.filter(read_at__isnull=False).count())
    for route in NUMBERED:
        for number in _ids():
            values = dict.fromkeys(route.parameters, number) | {"code": case.code, "form": "csv"}
            for ask in (client.get, client.post):
                answer = ask(route.path(values), {"text": "x", "reason": "x", "seen": "0"})
                assert answer.status_code < 500, (route.name, number)
                assert SECRET.encode() not in body(answer), (route.name, number)
                if _concerns_nobody_else(route) and seat == "neighbour" and not _asks_who(answer):
                    assert answer.status_code in (404, 405), (route.name, number, answer.status_code)
    assert (Entry.objects.count(), Notice.objects.filter(read_at__isnull=False).count()) == before


def test_a_session_of_somebody_else_is_not_ended(city: City) -> None:
    client_of(city, "sender").get("/")
    theirs = SignIn.objects.filter(account=city.sender.account_id)
    client = client_of(city, "neighbour")
    for sign_in in theirs:
        client.post(f"/tai-khoan/phien/{sign_in.pk}/ket-thuc")
    assert not theirs.filter(ended_at__isnull=False).exists()


def test_the_table_knows_every_numbered_address() -> None:
    assert len(NUMBERED) > 30
