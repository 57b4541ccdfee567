"""The operator's pages of calendars: years, days, hours, who works by which, the notice, and a due time on trial."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import actions
from ihanoi.places import queries as places
from tests.conftest import City
from tests.desk.conftest import Enter

LIST, YEAR = "/ban-xu-ly/lich", "/ban-xu-ly/lich/default/2027"
NOTICE = "/ban-xu-ly/lich/nam/2027/thong-bao"
NAMED = {"number": "1234/TB-BNV", "issued_on": "2026-11-10"}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What is rolled back must not be kept."""
    yield
    people.forget()
    places.forget()


@pytest.fixture
def operator(city: City, enter: Enter) -> Client:
    return enter(_seated(city, Role.OPERATOR))


def _seated(city: City, role: str) -> Actor:
    new = people_actions.NewAccount(f"{role}@example.org", "Hoàng Minh Đức")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=role, valid_from=date(2025, 7, 1)
    )
    return people.actor_for(account)


def text_of(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def file_of(*lines: str) -> SimpleUploadedFile:
    whole = "\n".join([*places.notice_file(2027).splitlines(), *lines])
    return SimpleUploadedFile("tb-2027.csv", whole.encode(), "text/csv")


PAGES = (
    LIST, YEAR, f"{YEAR}?ngay=2027-02-06", NOTICE, "/ban-xu-ly/lich/bo/default",
    "/ban-xu-ly/lich/nam/2027/tep",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["assigner", "handler", "approver", "dispatcher"])
def test_others_find_no_calendars(city: City, enter: Enter, who: str, address: str) -> None:
    assert enter(getattr(city, who)).get(address).status_code == 404


def test_overseers_look_and_change_nothing(city: City, enter: Enter) -> None:
    overseer = enter(city.overseer)
    for address in PAGES:
        shown = text_of(overseer, address)
        assert 'action="/ban-xu-ly/lich' not in shown
    posted = overseer.post(f"{YEAR}/2027-03-01", {"what": "off", "name": "Bão"})
    assert posted.status_code == 403
    assert places.working_time().is_working_day(date(2027, 3, 1))


def test_the_list_says_which_years_are_confirmed_and_warns(operator: Client) -> None:
    shown = text_of(operator, LIST)
    assert "Lịch nghỉ năm 2027 chưa được xác nhận." in shown
    assert "Đã xác nhận" in shown
    assert "Tạm tính" in shown
    assert "Giờ hành chính thành phố Hà Nội" in shown
    actions.confirm_year(actor=SYSTEM, year=2027, number="1/TB", issued_on=date(2026, 11, 1))
    assert "chưa được xác nhận" not in text_of(operator, LIST)


def test_operators_and_overseers_are_warned_on_the_desk_and_others_are_not(city: City, enter: Enter) -> None:
    assert "Lịch nghỉ năm 2027 chưa được xác nhận." in text_of(enter(city.overseer), "/ban-xu-ly/")
    assert "Lịch nghỉ năm 2027" not in text_of(enter(city.approver), "/ban-xu-ly/")


def test_every_day_of_the_year_is_a_link_that_says_what_it_is(operator: Client) -> None:
    shown = text_of(operator, YEAR)
    assert shown.count('class="yd ') == 365
    assert 'aria-label="thứ Bảy 6/2: Nghỉ lễ, Tết Nguyên Đán"' in shown
    assert 'aria-label="thứ Hai 4/1: Ngày làm việc"' in shown
    assert "249 ngày làm việc" in shown
    assert operator.get("/ban-xu-ly/lich/default/1999").status_code == 404
    assert operator.get("/ban-xu-ly/lich/khong-co/2027").status_code == 404


@pytest.mark.parametrize(
    ("day", "given", "hours"),
    [
        ("2027-03-01", {"what": "off"}, []),
        ("2027-03-01", {"what": "morning"}, [["08:00", "12:00"]]),
        ("2027-03-01", {"what": "afternoon"}, [["13:30", "17:30"]]),
        ("2027-03-06", {"what": "full"}, [["08:00", "12:00"], ["13:30", "17:30"]]),
        ("2027-03-06", {"what": "hours", "hours": "7h30-11h30"}, [["07:30", "11:30"]]),
    ],
)
def test_a_day_is_made_to_differ_and_that_is_undone(
    operator: Client, day: str, given: dict[str, str], hours: list[list[str]]
) -> None:
    before = places.working_time().hours_of(date.fromisoformat(day))
    done = operator.post(f"{YEAR}/{day}", {**given, "name": "Đại hội"}, follow=True)
    assert done.status_code == 200
    assert "Thay đổi sau cùng" in done.content.decode()
    assert places.working_time().hours_of(date.fromisoformat(day)) == hours
    operator.post(f"{YEAR}/hoan-tac")
    assert places.working_time().hours_of(date.fromisoformat(day)) == before
    assert operator.post(f"{YEAR}/hoan-tac").status_code == 409


def test_a_day_follows_its_week_again(operator: Client) -> None:
    shown = text_of(operator, f"{YEAR}?ngay=2027-02-05")
    assert "Trả về như tuần thường" in shown
    operator.post(f"{YEAR}/2027-02-05", {"bo": "1"})
    assert places.working_time().is_working_day(date(2027, 2, 5))
    assert 'name="bo"' not in text_of(operator, f"{YEAR}?ngay=2027-02-05")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"what": "off", "name": ""}, "Cần"),
        ({"what": "hours", "name": "Họp", "hours": ""}, "08:00-12:00"),
        ({"what": "hours", "name": "Họp", "hours": "sáng"}, "08:00-12:00"),
        ({"name": "Họp"}, "Cần"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(
    operator: Client, given: dict[str, str], says: str
) -> None:
    refused = operator.post(f"{YEAR}/2027-03-01", given)
    assert refused.status_code == 422
    assert "fld-error" in refused.content.decode()
    assert places.last_change(2027) is None
    assert operator.post(f"{YEAR}/2026-03-01", given).status_code == 302


def test_a_notice_is_previewed_taken_over_and_undone(operator: Client) -> None:
    seen = operator.post(
        NOTICE,
        {**NAMED, "file": file_of("03/02/2027,nghỉ,,Hoán đổi", "20/02/2027,làm bù,,Làm bù cho 03/02/2027")},
    )
    shown = seen.content.decode()
    assert seen.status_code == 200
    assert "thêm 2, đổi 0, bỏ 0, giữ nguyên 15" in shown
    assert places.working_time().is_working_day(date(2027, 2, 3))
    agreed = seen.context["agreed"].initial
    done = operator.post(NOTICE, {**agreed, "issued_on": "2026-11-10"}, follow=True)
    assert "Theo thông báo 1234/TB-BNV ngày 10/11/2026; Hoàng Minh Đức" in done.content.decode()
    assert not places.working_time().is_working_day(date(2027, 2, 3))
    assert "chưa được xác nhận" not in text_of(operator, LIST)
    operator.post(f"{YEAR}/hoan-tac")
    assert places.to_confirm() == [2027]


def test_a_file_with_slips_is_refused_whole_with_its_lines(operator: Client) -> None:
    refused = operator.post(NOTICE, {**NAMED, "file": file_of("32/01/2027,nghỉ,,x", "12/02/2027,làm bù,,y")})
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Tệp chưa nhập được, chưa có gì thay đổi." in shown
    assert "Dòng 17: “32/01/2027” không phải một ngày." in shown
    assert "Dòng 18: 12/02/2027 vốn là ngày làm việc, không thể làm bù." in shown
    assert "Nhập và xác nhận năm" not in shown


def test_a_notice_without_tet_is_warned_of(operator: Client) -> None:
    whole = "\n".join(line for line in places.notice_file(2027).splitlines() if "Tết Nguyên" not in line)
    file = SimpleUploadedFile("tb.csv", whole.encode(), "text/csv")
    shown = operator.post(NOTICE, {**NAMED, "file": file}).content.decode()
    assert "08/02/2027 (Mùng ba Tết Nguyên Đán) là ngày lễ theo luật nhưng tệp không cho nghỉ." in shown


def test_what_cannot_be_taken_over_is_said(operator: Client) -> None:
    assert operator.post(NOTICE, NAMED).status_code == 422
    large = SimpleUploadedFile("tb.csv", b"x" * 100_001, "text/csv")
    assert "Tệp quá lớn" in operator.post(NOTICE, {**NAMED, "file": large}).content.decode()
    agreed = {**NAMED, "text": "ngày,loại,tên\n03/02/2027,nghỉ,Thử", "seen": "x", "source": "tb.csv"}
    stale = operator.post(NOTICE, agreed)
    assert stale.status_code == 422
    assert "đã đổi từ lúc xem trước" in stale.content.decode()


def test_a_year_whose_days_are_right_is_simply_confirmed(operator: Client) -> None:
    later = {"number": "1/TB", "issued_on": "2027-01-01"}
    assert operator.post("/ban-xu-ly/lich/nam/2027/xac-nhan", later).status_code == 422
    operator.post("/ban-xu-ly/lich/nam/2027/xac-nhan", NAMED)
    assert places.year_state(2027).number == "1234/TB-BNV"


def test_the_file_of_a_year_is_offered(operator: Client) -> None:
    answer = operator.get("/ban-xu-ly/lich/nam/2027/tep")
    assert answer["Content-Disposition"] == 'attachment; filename="lich-nghi-2027.csv"'
    assert answer.content.startswith("\ufeffngày,loại,giờ,tên\r\n01/01/2027,nghỉ,,Tết Dương lịch".encode())


def test_a_calendar_is_made_given_hours_and_an_agency(city: City, operator: Client) -> None:
    operator.post(LIST, {"name": "Bộ phận một cửa"})
    page = "/ban-xu-ly/lich/bo/bo-phan-mot-cua"
    assert "chưa có giờ riêng" in text_of(operator, LIST)
    week = {f"day_{n}": "08:00-12:00 13:30-17:30" for n in range(5)} | {"day_5": "8:00-12:00"}
    assert operator.post(page, {"valid_from": "2026-11-01", **week}).status_code == 422
    assert operator.post(page, {"valid_from": "2026-11-16", "day_0": "sáng"}).status_code == 422
    assert operator.post(page, {"valid_from": "2026-12-01", **week}).status_code == 302
    shown = text_of(operator, page)
    assert "Từ 1/12/2026" in shown
    assert "Chưa đến ngày" in shown
    calendar_id = places.calendar_row("bo-phan-mot-cua").id
    given = {"agency_id": city.ward, "calendar_id": calendar_id, "valid_from": "2026-12-01"}
    assert operator.post(f"{LIST}/co-quan", given).status_code == 302
    assert people.calendar_of(city.division, date(2026, 12, 1)) == calendar_id
    assert "UBND phường Cửa Nam" in text_of(operator, page)
    operator.post(f"{page}/ten", {"name": "Một cửa"})
    operator.post(f"{page}/bo-gio", {"valid_from": "2026-12-01"})
    assert places.calendar_row("bo-phan-mot-cua").weeks == ()
    assert operator.post(f"{page}/bo-gio", {"valid_from": "x"}).status_code == 404
    assert operator.post(f"{page}/bo-gio", {"valid_from": "2026-12-01"}).status_code == 409
    assert "Một cửa" in text_of(operator, LIST)
    past = {**given, "valid_from": "2026-11-01"}
    assert operator.post(f"{LIST}/co-quan", past).status_code == 422
    assert operator.post(LIST, {"name": "Bộ phận một cửa"}).status_code == 422


def test_a_day_of_one_calendar_is_marked_as_its_own(operator: Client) -> None:
    operator.post(LIST, {"name": "Trực"})
    own = "/ban-xu-ly/lich/truc/2027"
    operator.post(f"{own}/2027-02-08", {"what": "morning", "name": "Trực Tết"})
    shown = text_of(operator, f"{own}?ngay=2027-02-08")
    assert "Đặt riêng cho lịch này." in shown
    assert "yd-own" in shown
    assert "yd-own" not in text_of(operator, YEAR)
    assert "Theo ngày chung của mọi lịch." in text_of(operator, f"{own}?ngay=2027-02-09")
    assert not places.working_time().is_working_day(date(2027, 2, 8))


def test_a_due_time_is_tried_with_its_sentence_and_drawing(city: City, enter: Enter) -> None:
    officer = enter(city.handler)
    address = "/ban-xu-ly/tinh-han?start=2026-12-28T09:00&amount=7&unit=working_days&agency_id="
    shown = text_of(officer, address)
    assert "17:30, thứ Năm 7/1/2027" in shown
    assert "nghỉ lễ 1/1, lịch nghỉ năm 2027 chưa được xác nhận" in shown
    assert "hạn có thể được tính lại" in shown
    assert 'class="wt"' in shown
    far = officer.get("/ban-xu-ly/tinh-han?start=2040-01-01T09:00&amount=1&unit=days&agency_id=")
    assert far.status_code == 422
    assert "Lịch chỉ có từ năm" in far.content.decode()
    assert text_of(officer, "/ban-xu-ly/tinh-han")


def test_a_half_day_is_drawn_as_half_a_day(city: City, enter: Enter) -> None:
    morning = [["08:00", "12:00"]]
    actions.set_day(actor=SYSTEM, day=date(2026, 12, 31), name="Tất niên", intervals=morning)
    address = f"/ban-xu-ly/tinh-han?start=2026-12-30T09:00&amount=2&unit=working_days&agency_id={city.ward}"
    shown = text_of(enter(city.handler), address)
    assert "nửa ngày 31/12 (08:00–12:00)" in shown
    assert "Làm nửa ngày: T5 31/12 (08:00–12:00)." in shown
    assert "off-half" in shown
    assert "ngày 1, nửa ngày" in shown
    to_the_half_day = address.replace("amount=2", "amount=1")
    assert "Chỉ tính giờ làm việc 08:00–12:00, 13:30–17:30." in text_of(enter(city.handler), to_the_half_day)


def test_everybody_reads_the_year(city: City, client: Client) -> None:
    shown = text_of(client, "/lich-lam-viec/2027")
    assert "Lịch nghỉ năm 2027 chưa được xác nhận." in shown
    assert "chưa được xác nhận" not in text_of(client, "/lich-lam-viec/2026")
    assert client.get("/lich-lam-viec/1999").status_code == 404
    assert "/lich-lam-viec/2026" in text_of(client, "/quy-che")
    assert clock.today().year == 2026
