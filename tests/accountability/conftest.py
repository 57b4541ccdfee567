"""The small city on Thursday, when Monday's reports are overdue; besides an inspector and an operator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document

from ihanoi.accountability import actions
from ihanoi.accountability.models import Letter
from ihanoi.cases.models import Case
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.media import actions as media
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.conftest import MONDAY, City

THURSDAY = MONDAY + timedelta(days=3)
IN_TIME = date(2026, 11, 26)
SUBJECT = "xử lý phản ánh, kiến nghị quá hạn trên ứng dụng iHanoi"
BODY = "Đề nghị Thủ trưởng các cơ quan kiểm tra từng phản ánh.\nLàm rõ nguyên nhân chậm."
NUMBER = "1234/TTPVHCC-GS"


def seated(name: str, role: Role, agency_id: int) -> Actor:
    """A new person in one seat."""
    new = people_actions.NewAccount(f"{name}@example.org", name.replace("-", " ").title())
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=agency_id, role=role, valid_from=date(2025, 7, 1)
    )
    return people.actor_for(account)


@pytest.fixture
def inspector(city: City) -> Actor:
    agency = people.agency_by_code("so-noi-vu")
    assert agency is not None
    return seated("thanh-tra-vien", Role.INSPECTOR, agency.id)


@pytest.fixture
def operator(city: City) -> Actor:
    return seated("quan-tri-vien", Role.OPERATOR, city.root)


@dataclass
class Late:
    """Two overdue cases in Cửa Nam, one of them confidential."""

    city: City
    cases: list[Case]


@pytest.fixture
def late(city: City, submitted: Callable[..., Case]) -> Iterator[Late]:
    """On Thursday at 08:00."""
    cases = [submitted(), submitted(confidential=True, text="Nắp hố ga vỡ trước cổng trường, rất nguy hiểm.")]
    with clock.at(THURSDAY):
        yield Late(city, cases)


def drafted(city: City) -> Letter:
    """A letter about all that Cửa Nam has overdue."""
    return actions.draft_letter(
        actor=city.overseer, agency_ids=[city.ward], subject=SUBJECT, body=BODY, reply_by=IN_TIME
    )


def sent(city: City) -> Letter:
    """The same, sent."""
    return actions.send_letter(
        actor=city.overseer, letter_id=drafted(city).pk, number=NUMBER, signed_on=clock.today(),
        signer_title="Giám đốc", signer_name="Đặng Thu Phương",
    )  # fmt: skip


@pytest.fixture
def paper_of() -> Callable[[Actor], UUID]:
    """Upload a Word document as somebody: → file id."""

    def send(actor: Actor) -> UUID:
        written = BytesIO()
        document = Document()
        document.add_paragraph("Báo cáo")
        document.save(written)
        written.seek(0)
        return media.receive(actor=actor, stream=written, name="bao-cao.docx").id

    return send
