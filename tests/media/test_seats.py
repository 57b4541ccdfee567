"""What an official was shown by a seat opens no more once the seat is gone, whatever addresses a browser remembers."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from ihanoi.cases import queries
from ihanoi.cases.models import Case
from ihanoi.kernel.actor import SYSTEM
from ihanoi.media import actions
from ihanoi.media import queries as media
from ihanoi.media.models import File
from ihanoi.people import actions as people
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.conftest import City, picture


def test_an_address_goes_with_the_seat(
    city: City, submitted: Callable[..., Case], upload: Callable[..., File]
) -> None:
    case = submitted(confidential=True, files=[upload(city.sender)])
    paper = actions.receive(actor=city.sender, stream=picture("grey"), name="cccd.jpg", sealed=True)
    shown = [
        queries.case_page(city.assigner, case.code).pictures[0].view,
        media.url(paper, "full", to=city.assigner),
    ]
    assert city.assigner.account_id is not None
    browser = Client()
    browser.force_login(
        Account.objects.get(pk=city.assigner.account_id), "django.contrib.auth.backends.ModelBackend"
    )
    assert [browser.get(address).status_code for address in shown] == [200, 200]
    people.revoke(actor=SYSTEM, account_id=city.assigner.account_id, agency_id=city.ward, role=Role.ASSIGNER)
    assert [browser.get(address).status_code for address in shown] == [404, 404]
