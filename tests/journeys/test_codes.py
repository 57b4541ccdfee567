"""In by one-time codes on a phone: a new account, in again, another address, a lost phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys import portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

NUMBER, ADDRESS = "0912555666", "ly.mai@example.vn"


def ask(page: Page, contact: str, button: str = "Nhận mã") -> None:
    page.locator("#id_contact").fill(contact)
    page.get_by_role("button", name=button, exact=True).click()


def type_code(page: Page, code: str, button: str = "Tiếp tục") -> None:
    page.get_by_label("Mã 6 chữ số").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_citizen_registers_by_number_leaves_and_comes_back(open_as: Open, stack: Stack) -> None:
    page, phone = open_as(phone=True), open_as(phone=True)
    page.goto("/dang-nhap?next=/cua-toi")
    ask(page, "12")
    expect(page.locator("main")).to_contain_text("Hãy nhập số di động 10 chữ số")
    ask(page, "0912 555 666")
    expect(page.get_by_role("heading", name="Nhập mã")).to_be_visible()
    expect(page.locator("main")).to_contain_text(NUMBER)

    first = portal.texted_code(phone, NUMBER)
    type_code(page, other_than(first))
    expect(page.locator("main")).to_contain_text("còn 4 lần thử")
    stack.arrange("age_codes", minutes=6)
    type_code(page, first)
    expect(page.locator("main")).to_contain_text("Mã đã hết hạn")
    page.get_by_text("Không thấy mã đến?").click()
    page.get_by_role("button", name="Gửi mã khác").click()
    second = portal.texted_code(phone, NUMBER, after=first)
    type_code(page, second)

    expect(page.get_by_role("heading", name="Tạo tài khoản")).to_be_visible()
    page.get_by_label("Họ và tên").fill("Lý Thị Mai")
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    page.wait_for_url("**/cua-toi")
    expect(page.locator(".toast-line")).to_contain_text("Đã tạo tài khoản")

    _add_an_address(page, phone)
    _leave(page)
    _come_back(page, phone, stack, after=second)
    _change_the_address(page, phone)


def _add_an_address(page: Page, phone: Page) -> None:
    page.goto("/tai-khoan")
    page.get_by_role("link", name=re.compile("^Thêm.*Thư điện tử")).click()
    ask(page, ADDRESS)
    type_code(page, portal.mailed_code(phone, ADDRESS), "Xác nhận")
    page.wait_for_url("**/tai-khoan")
    expect(page.locator("#lien-lac")).to_contain_text(ADDRESS)


def _leave(page: Page) -> None:
    page.get_by_role("button", name="Đăng xuất khỏi máy này").click()
    page.wait_for_url("**/")


def _come_back(page: Page, phone: Page, stack: Stack, after: str) -> None:
    stack.arrange("age_codes", minutes=2)
    page.goto("/dang-nhap")
    ask(page, NUMBER)
    code = portal.texted_code(phone, NUMBER, after=after)
    type_code(page, code)
    expect(page.locator("h1")).to_contain_text("Mai")


def _change_the_address(page: Page, phone: Page) -> None:
    page.goto("/tai-khoan")
    page.get_by_role("link", name=re.compile("^Đổi.*Thư điện tử")).click()
    ask(page, "mai.moi@example.vn")
    type_code(page, portal.mailed_code(phone, "mai.moi@example.vn"), "Xác nhận")
    expect(page.locator("#lien-lac")).to_contain_text("mai.moi@example.vn")
    portal.wait_for_letter(phone, ADDRESS, "địa chỉ này đã được gỡ khỏi tài khoản")


def test_a_lost_phone_is_overcome_by_the_address(open_as: Open, stack: Stack) -> None:
    email = stack.arrange("person")
    page, mail = open_as(phone=True), open_as(phone=True)
    page.goto("/dang-nhap")
    page.get_by_role("link", name=re.compile("^Mất điện thoại")).click()
    expect(page.locator("main")).to_contain_text("bộ phận một cửa")
    ask(page, email, "Nhận mã ở đó")
    type_code(page, portal.mailed_code(mail, email))
    page.wait_for_url("**/tai-khoan/so-dien-thoai")
    ask(page, "0912777888")
    type_code(page, portal.texted_code(mail, "0912777888"), "Xác nhận")
    expect(page.locator("#lien-lac")).to_contain_text("0912777888")


def test_all_of_it_works_without_scripts(open_as: Open) -> None:
    page, phone = open_as(phone=True, java_script_enabled=False), open_as(phone=True)
    page.goto("/dang-ky")
    ask(page, "0912333444")
    type_code(page, portal.texted_code(phone, "0912333444"))
    page.get_by_label("Họ và tên").fill("Ngô Thị Tám")
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.locator("h1")).to_contain_text("Tám")
