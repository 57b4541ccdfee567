"""What everybody reads of a published case tells nobody who sent it, even where the sender wrote it into the text."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.kernel.actor import Actor
from ihanoi.people.models import Account
from tests.cases.stages import bring
from tests.conftest import City

NAME, PHONE, CITIZEN = "Nguyễn Văn Khoai", "0900000001", "001000000001"


def test_no_page_of_a_published_case_names_its_sender(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    Account.objects.filter(pk=city.sender.account_id).update(full_name=NAME)
    who = f"Tôi là {NAME}, gọi {PHONE} hoặc sender@example.org, CCCD {CITIZEN}."
    text = f"{who} Vỉa hè bong gạch trước nhà, rất dễ ngã."
    case = submitted(Actor(city.sender.account_id, NAME), text=text)
    case = bring(case, "published", city, upload)
    assert NAME in case.text  # the agency reads what was written
    anybody = Client()
    for address in (
        f"/phan-anh/{case.code}",
        "/ban-do",
        "/ban-do/rss",
        "/ban-do/geojson",
        "/tra-cuu?ma=vỉa hè",
        "/",
    ):
        page = anybody.get(address).content.decode()
        for word in (NAME, "Khoai", PHONE, "sender@example.org", CITIZEN):
            assert word not in page, address
