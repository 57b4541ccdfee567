"""axe-core on every type of page, light and dark, on a phone and on a desk: nothing serious, nothing critical."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page

from tests.journeys import axe, portal
from tests.journeys.conftest import PHONE, WIDE, Open
from tests.journeys.stack import Stack
from tests.journeys.test_second_step import app_on, by_password, give_code, sign_out

PUBLIC = {
    "home": "/",
    "services": "/tien-ich",
    "map": "/ban-do",
    "a public case": "/phan-anh/{published}",
    "a refused case": "/phan-anh/{refused}",
    "figures": "/minh-bach",
    "open data": "/du-lieu-mo",
    "regulation": "/quy-che",
    "working days of a year": "/lich-lam-viec/2026",
    "privacy": "/quyen-rieng-tu",
    "card of the reader": "/may-doc",
    "sign in": "/dang-nhap",
    "sign up": "/dang-ky",
    "lost phone": "/mat-dien-thoai",
    "messages of the demo": "/tin-nhan",
    "components": "/bo-thanh-phan",
    "no such page": "/khong-co-trang-nay",
    "report, place": "/gui-phan-anh",
}
SENDER = {
    "home of a sender": "/",
    "receipt": "/phan-anh/{submitted}/da-gui",
    "my cases": "/cua-toi?loc=tat-ca",
    "my open case": "/cua-toi/{handling}",
    "my answered case": "/cua-toi/{resolved}",
    "my addition": "/cua-toi/{handling}/bo-sung",
    "my withdrawal": "/cua-toi/{submitted}/rut",
    "notices": "/thong-bao",
    "account": "/tai-khoan",
}
DESK = {
    "inbox": ("phan-cong", "/ban-xu-ly/"),
    "empty inbox": ("phan-cong", "/ban-xu-ly/?tim=khongcogica"),
    "case to receive": ("phan-cong", "/ban-xu-ly/{submitted}"),
    "receive": ("phan-cong", "/ban-xu-ly/{submitted}/tiep-nhan"),
    "refuse": ("phan-cong", "/ban-xu-ly/{submitted}/tu-choi-tiep-nhan"),
    "assign": ("phan-cong", "/ban-xu-ly/{received}/phan-cong"),
    "merge": ("phan-cong", "/ban-xu-ly/{submitted}/gop"),
    "entry": ("phan-cong", "/ban-xu-ly/nhap-ho"),
    "search": ("phan-cong", "/ban-xu-ly/tim?q=gach"),
    "result": ("xu-ly", "/ban-xu-ly/{handling}/trinh-ket-qua"),
    "extension": ("xu-ly", "/ban-xu-ly/{handling}/xin-gia-han"),
    "case to approve": ("phe-duyet", "/ban-xu-ly/{awaiting_approval}"),
    "publication": ("phe-duyet", "/ban-xu-ly/{resolved}/cong-khai"),
    "figures of the desk": ("phe-duyet", "/ban-xu-ly/so-lieu"),
    "figures of the routing": ("giam-sat", "/ban-xu-ly/do-chinh-xac"),
    "sets of rules": ("quan-tri", "/ban-xu-ly/tham-quyen"),
    "versions of the reader": ("quan-tri", "/ban-xu-ly/may-doc"),
    "where would it go": ("quan-tri", "/ban-xu-ly/tham-quyen/thu?text=rác thải đổ đầu ngõ"),
    "calendars": ("quan-tri", "/ban-xu-ly/lich"),
    "a calendar's hours": ("quan-tri", "/ban-xu-ly/lich/bo/default"),
    "a calendar's year": ("quan-tri", "/ban-xu-ly/lich/default/2027?ngay=2027-02-05"),
    "notice of a year": ("quan-tri", "/ban-xu-ly/lich/nam/2027/thong-bao"),
    "due time on trial": (
        "xu-ly",
        "/ban-xu-ly/tinh-han?start=2026-12-28T09:00&amount=7&unit=working_days&agency_id=",
    ),
    "the city's open cases": ("giam-sat", "/ban-xu-ly/ca-thanh-pho"),
    "letters": ("giam-sat", "/ban-xu-ly/cong-van"),
    "overdue list": ("giam-sat", "/ban-xu-ly/cong-van/qua-han"),
    "accounts": ("phe-duyet", "/ban-xu-ly/giai-trinh"),
    "ask for an account": ("giam-sat", "/ban-xu-ly/giai-trinh/moi?ma={submitted}"),
    "proposals": ("giam-sat", "/ban-xu-ly/de-xuat"),
    "thresholds": ("quan-tri", "/ban-xu-ly/de-xuat/nguong"),
    "directives": ("phe-duyet", "/ban-xu-ly/chi-dao"),
    "enter a directive": ("giam-sat", "/ban-xu-ly/chi-dao/moi"),
    "obstacles": ("giam-sat", "/ban-xu-ly/vuong-mac"),
    "record an obstacle": ("phan-cong", "/ban-xu-ly/vuong-mac/moi"),
    "register of inspection": ("giam-sat", "/ban-xu-ly/kiem-tra"),
    "samples": ("giam-sat", "/ban-xu-ly/kiem-tra/mau"),
    "month report": ("giam-sat", "/ban-xu-ly/bao-cao-thang"),
    "sheet": ("phan-cong", "/ban-xu-ly/{submitted}/phieu"),
}
STATES = ("submitted", "received", "handling", "awaiting_approval", "resolved", "published", "refused")


@pytest.fixture(scope="package")
def cases(stack: Stack) -> Mapping[str, str]:
    """One sender's case in each state: state → code."""
    sender = stack.arrange("citizen")
    found = {"sender": sender}
    for state in STATES:
        found[state] = stack.arrange("report", sender=sender, pictures=1)["code"]
        stack.arrange("bring", code=found[state], to=state)
    return found


@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC.keys())
def test_pages_for_everybody(address: str, open_as: Open, cases: Mapping[str, str]) -> None:
    _look_at(open_as(), address.format(**cases))


@pytest.mark.parametrize("address", SENDER.values(), ids=SENDER.keys())
def test_pages_of_a_sender(address: str, open_as: Open, cases: Mapping[str, str]) -> None:
    _look_at(open_as(cases["sender"]), address.format(**cases))


@pytest.mark.parametrize(("who", "address"), DESK.values(), ids=DESK.keys())
def test_pages_of_the_desk(who: str, address: str, open_as: Open, cases: Mapping[str, str]) -> None:
    _look_at(open_as(who), address.format(**cases))


def test_the_steps_of_a_report(open_as: Open, cases: Mapping[str, str]) -> None:
    page = open_as(cases["sender"])
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    _judge(page)
    portal.go_on(page)
    portal.describe(page, "Vỉa hè bong gạch trước trường, gọi tôi 0912 345 678.")
    page.locator("#goi-y .notice").wait_for()
    _judge(page)
    portal.on_to_the_preview(page)
    _judge(page)


def test_a_draft_of_the_rules(open_as: Open) -> None:
    page = open_as("quan-tri")
    page.goto("/ban-xu-ly/tham-quyen")
    page.get_by_label("Thay đổi điều gì?").fill("Đèn chiếu sáng về Sở Xây dựng")
    page.get_by_role("button", name="Tạo bản nháp").click()
    page.get_by_role("button", name="Bỏ bản nháp").wait_for()
    at = page.url
    _judge(page)
    page.get_by_role("link", name="Thêm quy tắc").first.click()
    page.get_by_role("button", name="Lưu quy tắc").wait_for()
    _judge(page)
    page.goto(at)
    page.get_by_role("button", name="Bỏ bản nháp").click()
    page.get_by_role("button", name="Tạo bản nháp").wait_for()


def test_pages_of_ones_own_sign_in(open_as: Open, stack: Stack) -> None:
    page = open_as()
    by_password(page, stack.arrange("person"))
    for address in ("", "/mat-khau", "/khoa", "/xac-nhan", "/ung-dung"):
        _look_at(page, f"/tai-khoan/bao-mat{address}")
    app = app_on(page)
    give_code(page, app)
    _judge(page)
    for address in ("", "/ma-du-phong", "/xac-nhan"):
        _look_at(page, f"/tai-khoan/bao-mat{address}")


def test_the_steps_of_an_officials_first_sign_in(open_as: Open, stack: Stack) -> None:
    page, email = open_as(), stack.arrange("person", official=True)
    by_password(page, email)
    _judge(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng ứng dụng xác thực").click()
    _judge(page)
    give_code(page, app_on(page))
    sign_out(page)
    by_password(page, email)
    _judge(page)
    _look_at(page, "/dang-nhap/khoa")


def _look_at(page: Page, address: str) -> None:
    page.goto(address)
    _judge(page)


def _judge(page: Page) -> None:
    """All rules in the light on both screens; in the dark only the colours can differ."""
    wrong = []
    for size in (PHONE, WIDE):
        axe.unroll(page, size["width"])
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            axe.settle(page)
            found = axe.faults(page, only="color-contrast" if scheme == "dark" else "") + axe.shape(page)
            wrong += [f"{size['width']} px, {scheme}: {each}" for each in found]
    page.emulate_media(color_scheme="light")
    assert not wrong, "\n".join(wrong)
