"""An official's time in an agency: invited, in, at work, gone; and the work comes back to who gives it out."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys import desk, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack
from tests.journeys.test_second_step import app_on, give_code

ADDRESS, NAME = "uyen.kha@hanoi.example", "Kha Thị Mỹ Uyên"
DIVISION = "Phòng Kinh tế, Hạ tầng và Đô thị phường Cửa Nam"


def invite(page: Page, address: str = ADDRESS, name: str = NAME) -> None:
    page.goto("/ban-xu-ly/quan-tri/tai-khoan")
    page.get_by_role("link", name="Mời cán bộ").click()
    page.get_by_label("Thư công vụ").fill(address)
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Chức danh").fill("Chuyên viên")
    page.get_by_label("Cơ quan, đơn vị").select_option(label=DIVISION)
    page.locator("label.pick", has_text=re.compile("^Cán bộ xử lý$")).click()
    page.get_by_role("button", name="Gửi thư mời").click()
    expect(page.locator(".toast-line")).to_contain_text("Đã gửi thư mời")
    expect(page.locator("main")).to_contain_text(name)


def accept(page: Page) -> None:
    """With the letter from the demo's mailbox; ends at the desk, with a second proof."""
    portal.wait_for_letter(page, ADDRESS, "Lời mời làm việc")
    page.get_by_role("link", name="Lời mời làm việc").first.click()
    page.locator("main a", has_text="/loi-moi/").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lời mời làm việc")
    page.locator("input[name=password]").fill("hoa sua thang muoi")
    page.get_by_role("button", name="Đặt mật khẩu và nhận lời mời").click()
    page.get_by_role("button", name="Dùng ứng dụng xác thực").click()
    give_code(page, app_on(page))
    page.get_by_role("link", name="Tôi đã cất mã, tiếp tục").click()
    expect(page).to_have_url(re.compile("/ban-xu-ly/"))


def test_invited_at_work_gone_and_the_work_comes_back(open_as: Open, stack: Stack) -> None:
    operator, official = open_as("quan-tri"), open_as()
    invite(operator)
    accept(official)

    code = stack.arrange("report")["code"]
    stack.arrange("give_to", code=code, who=ADDRESS)
    desk.open_from_inbox(official, code)
    desk.accept(official)
    desk.shows_state(official, "Đang xử lý")

    official.goto("about:blank")  # an open page would complain that its stream has ended
    operator.goto("/ban-xu-ly/quan-tri/tai-khoan?tim=kha+thi+my+uyen")
    operator.locator("main a", has_text=NAME).first.click()
    expect(operator.locator("main")).to_contain_text("Đang có 1 phản ánh trong tay")
    operator.get_by_text("Thôi công tác", exact=True).click()
    leaving = operator.locator("form", has=operator.get_by_role("button", name="Ghi thôi công tác"))
    leaving.get_by_label("Lý do").fill("Chuyển công tác")
    leaving.get_by_role("button", name="Ghi thôi công tác").click()
    expect(operator.locator(".desk-head")).to_contain_text("Đã thôi công tác")

    official.goto("/ban-xu-ly/")
    expect(official).to_have_url(re.compile("/dang-nhap"))
    assigner = open_as("phan-cong")
    portal.wait_for_notice(assigner, "Cần giao người khác")
    desk.open_case(assigner, code)
    desk.shows_state(assigner, "Bị trả lại")
    desk.assign(assigner, "Lê Thị Hồng Vân")
