"""My page counts what is kept and reads none of it; asking for a right and printing consents read still less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.cases.models import Case
from ihanoi.kernel.actor import Actor
from ihanoi.people.models import Consent
from ihanoi.people.words import Purpose
from ihanoi.privacy import queries
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import DataClass
from tests.conftest import MONDAY, City
from tests.privacy.past import been_in_office, sent_papers
from tests.privacy.test_pages import MINE, signed_in

CASES = '"cases_case"'
HEAVY = (CASES, '"notifications_notice"', '"identity_signin"', '"people_invitation"', '"media_file"')


@contextmanager
def captured(about: str) -> Iterator[list[str]]:
    """The statements on a table, filled when the block ends."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as asked:
        yield found
    found += [each["sql"] for each in asked if about in each["sql"]]


def test_my_page_counts_and_reads_nothing(
    city: City, guardian: Actor, submitted: Callable[..., Case], asked: Callable[..., Request]
) -> None:
    submitted()
    asked()
    assert city.sender.account_id is not None
    sent_papers(city)
    been_in_office(city, city.sender.account_id)
    with captured("SELECT") as statements:
        own = queries.own_data(city.sender)
    heavy = [each for each in statements if any(f"FROM {name}" in each for name in HEAVY)]
    assert heavy and all("COUNT(*)" in each for each in heavy)
    assert len(statements) <= 24
    counts = {row.data: row.count for row in own.rows}
    assert counts[DataClass.CASES] == 1 and counts[DataClass.REQUESTS] == 1 and counts[DataClass.PAPERS] == 1
    assert counts[DataClass.INVITATIONS] == 2 and counts[DataClass.DELEGATIONS] == 1
    assert counts[DataClass.NOTICES] and counts[DataClass.ACCOUNT] is None


def test_the_counts_are_those_of_the_copy(
    city: City, guardian: Actor, submitted: Callable[..., Case], asked: Callable[..., Request]
) -> None:
    submitted()
    asked()
    assert city.sender.account_id is not None
    been_in_office(city, city.sender.account_id)
    sheets = queries.sheets_of(city.sender.account_id)
    counts = {row.data: row.count for row in queries.own_data(city.sender).rows}
    for data, sheet in ((DataClass.CASES, "phan_anh"), (DataClass.NOTICES, "thong_bao"),
                        (DataClass.INVITATIONS, "loi_moi"), (DataClass.SIGN_INS, "dang_nhap")):  # fmt: skip
        assert counts[data] == len(sheets[sheet])


@pytest.mark.parametrize(("path", "most"), [("/dong-y", 0), ("/quyen/sua", 1), ("/quyen/xoa", 1)])
def test_other_pages_of_mine_read_no_report(
    city: City, guardian: Actor, submitted: Callable[..., Case], path: str, most: int
) -> None:
    submitted()
    client = signed_in(city.sender)
    with captured(CASES) as statements:
        page = client.get(MINE + path)
    assert page.status_code == 200
    assert len(statements) == most and all("COUNT(*)" in each for each in statements)
    assert ("Bạn còn 1 phản ánh đang mở." in page.content.decode()) == path.endswith("xoa")


def test_consents_of_others_are_not_mine(city: City, guardian: Actor) -> None:
    Consent.objects.create(account_id=city.neighbour.account_id, purpose=Purpose.NEWS, given_at=MONDAY)
    assert "Chưa có sự đồng ý nào được ghi." in signed_in(city.sender).get(f"{MINE}/dong-y").content.decode()
