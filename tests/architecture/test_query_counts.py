"""No page asks the database more often because there is more to show."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.kernel import kept
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]

LISTS = {
    "the officer's inbox": ("assigner", "/ban-xu-ly/", 6),
    "the agency's cases": ("approver", "/ban-xu-ly/ca-co-quan", 6),
    "my cases": ("sender", "/cua-toi?loc=tat-ca", 6),
    "the front page": ("sender", "/", 7),
    "the list beside the map": (None, "/ban-do", 2),
    "the list of a ward": (None, "/ban-do?don-vi=00082&xep=theo-doi", 2),
    "the feed": (None, "/ban-do/rss", 1),
    "the GeoJSON": (None, "/ban-do/geojson", 1),
    # Six a report, of the own agency, of all, and of the month before.
    "the officer's figures": ("approver", "/ban-xu-ly/so-lieu", 23),
    "the public's figures": (None, "/minh-bach", 12),
}


def browser(actor: Actor | None) -> Client:
    client = Client()
    if actor is not None and actor.account_id is not None:
        account = people.account(actor.account_id)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(client: Client, address: str) -> int:
    """How many queries a page takes, once the process knows the trees; of what is kept a while nothing is."""
    client.get(address)
    cache.clear()
    with patch.object(kept, "LOOK_AGAIN_S", 3600.0), CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


@pytest.fixture
def told(city: City, submitted: Submit, upload: Upload) -> Callable[[int], None]:
    """So many reports in several states."""

    def tell(count: int) -> None:
        for number in range(count):
            case = submitted(files=[upload(city.sender)])
            bring(case, ("submitted", "assigned", "published")[number % 3], city, upload)

    return tell


@pytest.mark.parametrize("page", LISTS)
def test_a_list_asks_no_more_for_more_rows(city: City, told: Callable[[int], None], page: str) -> None:
    who, address, most = LISTS[page]
    client = browser(getattr(city, who) if who else None)
    told(3)
    few = asked(client, address)
    told(6)
    assert asked(client, address) <= few <= most


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [
        ("handler", "/ban-xu-ly/{code}", 19),
        ("sender", "/cua-toi/{code}", 11),
        (None, "/phan-anh/{code}", 5),
    ],
)
def test_a_case_asks_no_more_for_a_longer_history(
    city: City, submitted: Submit, upload: Upload, who: str | None, address: str, most: int
) -> None:
    client = browser(getattr(city, who) if who else None)
    case = bring(submitted(files=[upload(city.sender)]), "handling", city, upload)
    few = asked(client, address.format(code=case.code))
    for round_ in range(3):
        actions.ask_sender(actor=city.handler, case_id=case.pk, text=f"Ở số nhà nào, lần hỏi {round_}?")
        files = [upload(city.sender)]
        actions.add_information(actor=city.sender, case_id=case.pk, text=f"Số 31 {round_}.", files=files)
    assert asked(client, address.format(code=case.code)) <= few + 1 <= most
