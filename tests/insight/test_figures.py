"""Figures per agency: each with its numerator and denominator, honest about small numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.insight import queries
from ihanoi.insight.queries import Figures, Report, Share, shown
from ihanoi.kernel import clock
from tests.cases.stages import bring
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_each_case_is_counted_in_its_class(city: City, submitted: Submit, upload: Upload) -> None:
    answered = bring(submitted(), State.PUBLISHED, city, upload)
    actions.rate(actor=city.sender, case_id=answered.pk, value="accepted")
    bring(submitted(), State.REFUSED, city, upload)
    bring(submitted(), State.WITHDRAWN, city, upload)
    submitted()
    with clock.at(MONDAY + timedelta(days=3)):
        report = queries.report(NOVEMBER)
    row = next(row for row in report.rows if row.name == "UBND phường Cửa Nam").figures
    assert (row.received, row.handled, row.in_time, row.refused) == (4, 1, 1, 1)
    assert (row.open, row.overdue) == (1, 1)
    assert (row.satisfied, row.accepted, row.dissatisfied) == (0, 1, 0)
    assert row.on_time == Share(1, 2)
    assert (row.content, row.content.value) == (Share(1, 1), 1.0)
    assert report.whole == Figures(
        **{name: getattr(row, name) for name in Figures.__slots__} | {"agency_id": 0}
    )


def test_a_reopened_case_counts_against_the_agency(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.PUBLISHED, city, upload)
    actions.reopen(actor=city.overseer, case_id=case.pk, reason="Chưa sửa")
    whole = queries.report(NOVEMBER).whole
    assert whole.reopened == Share(1, 1)
    assert (whole.handled, whole.open) == (0, 1)


def test_leaving_work_open_does_not_better_the_rate() -> None:
    assert Figures(1, handled=9, in_time=9, overdue=1).on_time.value == 0.9


def test_few_cases_are_not_ranked(city: City, submitted: Submit, upload: Upload) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    assert [row.rank for row in queries.report(NOVEMBER).rows] == [None]
    assert Figures(1, handled=29).ranked is False
    assert Figures(1, handled=29, overdue=1).ranked is True


def test_an_empty_month_is_empty(city: City) -> None:
    report = queries.report(date(2026, 1, 1))
    assert report.whole.on_time.value is None
    assert report.rows == ()


def test_one_agency_sees_its_own(city: City, submitted: Submit, upload: Upload) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    assert queries.report(NOVEMBER, city.ward).whole.handled == 1
    assert queries.report(NOVEMBER, city.other_ward).whole.handled == 0


def test_eight_queries_make_a_report(city: City, submitted: Submit) -> None:
    submitted()
    with CaptureQueriesContext(connection) as taken:
        queries.report(NOVEMBER)
    assert len([q for q in taken if "FROM cases_" in q["sql"]]) == 8


@pytest.mark.parametrize("month", ["", "2026-11", "2026-13", "không phải tháng", "2999-01", "1999-01"])
def test_the_public_page_needs_no_account_and_bears_odd_months(
    city: City, submitted: Submit, month: str
) -> None:
    submitted()
    answer = Client().get("/minh-bach", {"thang": month})
    assert answer.status_code == 200
    assert "UBND phường Cửa Nam" in answer.content.decode()


def test_a_month_that_is_over_tells_what_was_open_at_its_end(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = submitted()
    with clock.at(MONDAY + timedelta(days=20)):
        bring(case, State.PUBLISHED, city, upload)
        november, december = queries.report(NOVEMBER).whole, queries.report(date(2026, 12, 1)).whole
    assert (november.received, november.handled, november.open, november.overdue) == (1, 0, 1, 1)
    assert (december.received, december.handled, december.open) == (0, 1, 0)


def test_the_change_against_the_month_before_needs_enough_cases(city: City) -> None:
    def trend(now: Figures, then: Figures) -> dict[str, str]:
        report = Report(NOVEMBER, NOVEMBER, clock.now(), now, (), (), {}, ())
        return {box["key"]: box.get("trend", "") for box in shown(report, then)["boxes"]}

    many, worse = Figures(0, handled=100, in_time=92, open=40), Figures(0, handled=100, in_time=80, open=40)
    assert trend(many, worse)["on_time"] == "+12,0 điểm so với tháng 10"
    assert trend(worse, many)["on_time"] == "−12,0 điểm so với tháng 10"
    assert trend(many, many)["on_time"] == "như tháng 10"
    assert trend(many, Figures(0, handled=20, in_time=2))["on_time"] == ""


def test_the_fields_add_up_to_what_was_received(city: City, submitted: Submit) -> None:
    submitted()
    submitted(text="Đèn đường cháy ba hôm nay, đi tối rất sợ")
    with clock.at(MONDAY + timedelta(days=20)):
        fields = queries.report(NOVEMBER).fields
    assert sum(f.received for f in fields) == 2
    assert [f.late for f in fields] == [f.received for f in fields]


def test_every_unit_is_on_the_map_with_words(city: City, submitted: Submit, upload: Upload) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    drawn = queries.ranking(queries.report(NOVEMBER))["atlas"]
    assert len(drawn["areas"]) == 126
    assert all(area["path"].startswith("M") for area in drawn["areas"])
    assert [a["words"] for a in drawn["areas"] if "1 trên 1" in a["words"]] == [
        "Phường Cửa Nam: 1 trên 1 việc đúng hạn"
    ]


def test_the_workbook_holds_the_numbers_of_the_page(city: City, submitted: Submit, upload: Upload) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    answer = Client().get("/minh-bach.xlsx", {"thang": "2026-11"})
    assert answer["Content-Disposition"] == 'attachment; filename="ihanoi-2026-11.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    rows = list(book["Cơ quan"].values)
    assert rows[0][:3] == ("Đơn vị", "Tiếp nhận trong tháng", "Đã xử lý")
    assert rows[1][:4] == ("Toàn thành phố", 1, 1, 1)
    assert rows[2][0] == "UBND phường Cửa Nam"
    assert book.sheetnames == ["Cơ quan", "Tuần", "Cách tính"]


def test_figures_of_one_kind(city: City, submitted: Submit, upload: Upload, client: Client) -> None:
    bring(submitted(), State.PUBLISHED, city, upload)
    submitted(kind="app", text="Ứng dụng hay bị thoát ra khi đang chọn ảnh.", lat=None, lon=None, address="")
    every, one, other = (queries.report(NOVEMBER, kind=kind) for kind in ("", "field", "app"))
    assert [found.whole.received for found in (every, one, other)] == [2, 1, 1]
    assert [found.whole.handled for found in (every, one, other)] == [1, 1, 0]
    assert one.lateness[0].cases.whole + other.lateness[0].cases.whole == every.lateness[0].cases.whole
    page = client.get("/minh-bach?thang=2026-11&loai=ung-dung").content.decode()
    assert "/ban-do?trang-thai=late" not in page or "loai=ung-dung" in page
    assert '<option value="ung-dung" selected>' in page
    told = load_workbook(BytesIO(client.get("/minh-bach.xlsx?loai=ung-dung").content))["Cách tính"]
    assert ["Loại phản ánh", "Góp ý về ứng dụng"] in [[cell.value for cell in row] for row in told.rows]
