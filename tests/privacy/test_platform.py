"""The agency that keeps the platform is the one that the city has set: clocks and notices follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from pytest_django import Settings

from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account
from ihanoi.places import actions as places
from ihanoi.places import queries as read_places
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import DataClass, Period
from tests.conftest import MONDAY, City

Ask = Callable[..., Request]
MORNINGS = {day: [["07:00", "11:00"]] for day in range(5)}


@pytest.fixture
def kept_by_the_ward(city: City, guardian: Actor, settings: Settings) -> Iterator[None]:
    """The ward keeps the platform, and works in the mornings only."""
    settings.PLATFORM_AGENCY = people.agency(city.ward).code
    mornings = places.create_calendar(actor=SYSTEM, name="Chỉ làm sáng")
    today = clock.today()
    places.change_hours(actor=SYSTEM, code=mornings.code, week=MORNINGS, valid_from=today)
    people_actions.assign_calendar(
        actor=SYSTEM, agency_id=city.ward, calendar_id=mornings.pk, valid_from=today
    )
    yield
    people.forget()
    read_places.forget()


@pytest.mark.usefixtures("kept_by_the_ward")
def test_working_days_end_when_that_agency_goes_home() -> None:
    assert queries.due(Period.ANSWER, MONDAY) == datetime(2026, 11, 18, 4, 0, tzinfo=UTC)  # Wednesday, 11:00


@pytest.mark.usefixtures("kept_by_the_ward")
def test_notices_of_incidents_are_that_agency_s(city: City, guardian: Actor) -> None:
    incident = actions.record_incident(
        actor=guardian, what="Gửi nhầm tệp.", found_at=MONDAY, found_by="Trực ban", classes=[DataClass.CASES]
    )
    paper = Document(BytesIO(queries.notice_document(incident)))
    head = "\n".join(cell.text for cell in paper.tables[0].row_cells(0))
    ward = people.agency(city.ward)
    assert ward.name.upper() in head
    assert any(ward.name in paragraph.text for paragraph in paper.paragraphs)


@pytest.mark.usefixtures("kept_by_the_ward")
def test_whoever_is_refused_hears_where_to_complain(city: City, guardian: Actor, asked: Ask) -> None:
    request, ward = asked(), people.agency(city.ward).name
    actions.refuse(actor=guardian, request_id=request.pk, reason="Không phải dữ liệu của bạn.")
    assert ward in Notice.objects.get(verb="request_refused").body
    client = Client()
    account = Account.objects.get(pk=city.sender.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("", f"/yeu-cau/{request.pk}"):
        assert f"Khiếu nại tới {ward}" in client.get(f"/tai-khoan/du-lieu{path}").content.decode()
