"""Every row of the table of limits bounds its address, by each of what it counts, and says how long to wait."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Final

import pytest
from django.test import Client
from pytest_django import Settings

from ihanoi.config.access import ACCESS
from ihanoi.config.limits import LIMITS
from ihanoi.operation.limits import Bound, By, Limit
from ihanoi.operation.middleware import limits
from tests.attack.routes import ROUTES
from tests.attack.seats import ROLES, browser, opens
from tests.attack.things import seat_the_rest
from tests.conftest import City

NOT_SO: Final = HTTPStatus.METHOD_NOT_ALLOWED
HOUR: Final = timedelta(hours=1)
TWICE: Final = Limit(2, HOUR)
COUNTED: Final = [(name, by) for name, bound in LIMITS.items() for by in bound.limits]
# Lists of many people's data or figures as a file; documents about one thing are not.
FILES_OF_MANY: Final = (
    "desk:export-cases", "desk:export-obstacles", "desk:reads-csv", "desk:incident-persons", "desk:simulation-csv",
    "insight:workbook", "portal:geojson", "portal:feed", "privacy:fetch_copy",
)  # fmt: skip


@pytest.fixture
def limited(settings: Settings) -> None:
    settings.LIMITED = True


def _visitor(city: City, name: str, by: By) -> Client:
    """Somebody to whom the address opens and who is counted so."""
    seats = [seat for seat in ROLES if opens(ACCESS[name], seat, write=True)]
    client = browser(city, next(seat for seat in seats if by != By.ACCOUNT or seat != "nobody"))
    session = client.session  # has a key, as in a browser that was here before
    session.save()
    return client


@pytest.mark.parametrize(("name", "by"), COUNTED)
def test_the_third_is_told_how_long_to_wait(
    city: City, limited: None, monkeypatch: pytest.MonkeyPatch, name: str, by: By
) -> None:
    seat_the_rest(city)
    bound, path = LIMITS[name], next(route for route in ROUTES if route.name == name).path()
    client = _visitor(city, name, by)
    ask = client.get if bound.reads and client.get(path).status_code != NOT_SO else client.post
    monkeypatch.setattr(limits, "table", lambda: {name: Bound("tried", {by: TWICE}, bound.reads)})
    first, second, third = (ask(path) for _ in range(3))
    before = {first.status_code, second.status_code}
    assert NOT_SO not in before, "what is counted is what the address takes"
    assert HTTPStatus.TOO_MANY_REQUESTS not in before and max(before) < 500
    assert third.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert third["Retry-After"] == "3600"


@pytest.mark.parametrize("name", FILES_OF_MANY)
def test_nobody_fetches_data_of_many_without_end(name: str) -> None:
    assert LIMITS[name].reads, "they are fetched by asking, not by sending"
