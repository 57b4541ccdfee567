"""Passkeys, the authenticator app and recovery codes on a phone; the device is Chromium's own virtual one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys import portal
from tests.journeys.arrange import OWN_PASSWORD
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack
from tests.journeys.test_codes import ask, other_than, type_code

Phone = Callable[..., Page]


def virtual_device(page: Page, *, verified: bool = True) -> tuple[CDPSession, str]:
    """A phone with a fingerprint reader; `verified`: whether the finger is the owner's."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def by_password(page: Page, email: str) -> None:
    page.goto("/dang-nhap")
    page.get_by_text("Đăng nhập bằng mật khẩu").click()
    form = page.locator("form:has(input[type=password])").first
    form.get_by_label("Thư điện tử").fill(email)
    form.get_by_label("Mật khẩu").fill(OWN_PASSWORD)
    with page.expect_navigation():
        form.get_by_role("button", name="Đăng nhập", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/tai-khoan")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng xuất khỏi máy này").click()


def app_on(page: Page) -> pyotp.TOTP:
    """What somebody types into the app, from the letters on the page."""
    return pyotp.TOTP("".join(page.locator("[data-secret] span").all_inner_texts()))


def give_code(page: Page, app: pyotp.TOTP, later: int = 0) -> None:
    page.get_by_placeholder("123 456").fill(app.at(int(time.time()) + 30 * later))
    with page.expect_navigation():
        page.get_by_role("button", name="Xác nhận").first.click()


@pytest.fixture
def phone(open_as: Open) -> Phone:
    return lambda: open_as(phone=True)


def test_a_passkey_is_added_and_then_opens_the_account_alone(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person"), phone()
    by_password(page, email)
    virtual_device(page)
    page.goto("/tai-khoan")
    page.get_by_role("link", name="Mở trang bảo mật").click()
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Đặt tên cho máy này").fill("Điện thoại của Hạnh")
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo khóa truy cập trên máy này").click()
    expect(page.locator("[data-codes] li")).to_have_count(10)
    page.get_by_role("link", name="Tôi đã cất mã, tiếp tục").click()
    expect(page.locator("main")).to_contain_text("Điện thoại của Hạnh")
    expect(page.locator("main")).to_contain_text("Còn 10 mã chưa dùng")
    sign_out(page)
    page.goto("/dang-nhap?next=/tai-khoan/bao-mat")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảo mật đăng nhập")


def test_whoever_registers_by_a_code_comes_back_by_a_passkey(phone: Phone) -> None:
    """No password anywhere: a number, a wrong code, the right one, a key on this phone."""
    page, texts = phone(), phone()
    virtual_device(page)
    page.goto("/dang-nhap?next=/tai-khoan/bao-mat/khoa")
    ask(page, "0912 555 777")
    code = portal.texted_code(texts, "0912555777")
    type_code(page, other_than(code))
    expect(page.locator("main")).to_contain_text("còn 4 lần thử")
    type_code(page, code)
    page.get_by_label("Họ và tên").fill("Vũ Thị Bích")
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo tài khoản").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo khóa truy cập trên máy này").click()
    expect(page.locator("[data-codes] li")).to_have_count(10)
    sign_out(page)
    page.goto("/dang-nhap?next=/tai-khoan")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.locator("main")).to_contain_text("0912555777")


def test_an_official_takes_a_passkey_as_the_second_step(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person", official=True), phone()
    by_password(page, email)
    virtual_device(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cài đặt bước hai")
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo khóa truy cập trên máy này").click()
    page.get_by_role("link", name="Tôi đã cất mã, tiếp tục").click()
    sign_out(page)
    by_password(page, email)
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.goto("/ban-xu-ly/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")


def test_the_passkey_is_the_second_step_after_a_password(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person"), phone()
    by_password(page, email)
    virtual_device(page)
    page.goto("/tai-khoan/bao-mat/khoa")
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo khóa truy cập trên máy này").click()
    sign_out(page)
    by_password(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận bước hai")
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.goto("/tai-khoan/bao-mat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảo mật đăng nhập")


def test_the_finger_of_another_is_refused_in_words(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person"), phone()
    by_password(page, email)
    session, device = virtual_device(page)
    page.goto("/tai-khoan/bao-mat/khoa")
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo khóa truy cập trên máy này").click()
    sign_out(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto("/dang-nhap/khoa")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa xác nhận")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.goto("/tai-khoan/bao-mat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảo mật đăng nhập")


def test_an_official_sets_up_the_app_and_loses_the_phone(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person", official=True), phone()
    by_password(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cài đặt bước hai")
    page.goto("/ban-xu-ly/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    page.goto("/dang-nhap/cai-dat")
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng ứng dụng xác thực").click()
    app = app_on(page)
    page.get_by_placeholder("123 456").fill("000000")
    with page.expect_navigation():
        page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    give_code(page, app)
    codes = page.locator("[data-codes] li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Tôi đã cất mã, tiếp tục").click()
    expect(page).to_have_url(stack.url + "/ban-xu-ly/")
    sign_out(page)

    by_password(page, email)
    give_code(page, app, later=1)
    expect(page).to_have_url(stack.url + "/ban-xu-ly/")
    sign_out(page)

    by_password(page, email)
    page.get_by_text("Mất điện thoại, hoặc không có máy ở đây?").click()
    page.get_by_label("Mã dự phòng").fill(codes[2].lower())
    with page.expect_navigation():
        page.get_by_role("button", name="Vào bằng mã dự phòng").click()
    expect(page.locator(".toast-line")).to_contain_text("còn 9 mã")
    sign_out(page)
    by_password(page, email)
    page.get_by_text("Mất điện thoại, hoặc không có máy ở đây?").click()
    page.get_by_label("Mã dự phòng").fill(codes[2])
    with page.expect_navigation():
        page.get_by_role("button", name="Vào bằng mã dự phòng").click()
    expect(page.get_by_role("alert")).to_contain_text("đã dùng rồi")


def test_wrong_codes_lock_and_say_for_how_long(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person"), phone()
    by_password(page, email)
    page.goto("/tai-khoan/bao-mat/ung-dung")
    app = app_on(page)
    give_code(page, app)
    sign_out(page)
    by_password(page, email)
    for _ in range(5):
        page.get_by_placeholder("123 456").fill("111111")
        with page.expect_navigation():
            page.get_by_role("button", name="Xác nhận và vào").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy thử lại sau 15 phút")
    give_code(page, app, later=1)
    expect(page.get_by_role("alert")).to_contain_text("tạm khóa")


def test_without_scripts_the_app_still_opens_the_account(open_as: Open, stack: Stack) -> None:
    email, page = stack.arrange("person"), open_as(phone=True, java_script_enabled=False)
    by_password(page, email)
    page.goto("/tai-khoan/bao-mat/ung-dung")
    app = app_on(page)
    give_code(page, app)
    sign_out(page)
    by_password(page, email)
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_have_count(0)
    give_code(page, app, later=1)
    page.goto("/tai-khoan/bao-mat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảo mật đăng nhập")


def test_a_password_is_changed_after_it_was_asked_for_again(phone: Phone, stack: Stack) -> None:
    email, page = stack.arrange("person"), phone()
    by_password(page, email)
    page.goto("/tai-khoan/bao-mat")
    page.get_by_role("link", name="Đổi mật khẩu").click()
    page.get_by_label("Mật khẩu mới").fill("ngan")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.locator("main")).to_contain_text("ít nhất 14 ký tự")
    page.get_by_label("Mật khẩu mới").fill("Cau Long Bien 7 gio chieu.")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.locator(".toast-line")).to_contain_text("Đã đổi mật khẩu")
