"""Logs of a whole journey hold no citizen number, telephone number or address to read (issue 5; security.md row 9).

Written down as they are, in hexadecimal or in base64. The fixture `stack` searches again when all journeys are over.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys import portal
from tests.journeys.conftest import Open
from tests.journeys.silence import assert_silent
from tests.journeys.stack import Stack
from tests.journeys.test_codes import ask, type_code
from tests.journeys.test_officials import invite
from tests.journeys.test_vneid import VI_DU, be, confirm, go_to_vneid

NUMBER, TYPED, CALLER, CARD = "0912888111", "0912888444", "0912888222", "001000888333"
WRITER, INVITED = "ba.tu@example.vn", "tam.do@hanoi.example"


def _registers_by_number(page: Page, phone: Page) -> None:
    page.goto("/dang-nhap?next=/cua-toi")
    ask(page, NUMBER)
    type_code(page, portal.texted_code(phone, NUMBER))
    page.get_by_label("Họ và tên").fill("Lý Thị Hằng")
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    page.wait_for_url("**/cua-toi")
    portal.tell(page, "Nước cống tràn ra ngõ, bốc mùi cả tuần nay, gọi tôi số 0912 888 111 nếu cần.")


def _sends_by_vneid(page: Page, phone: Page) -> str:
    portal.tell(
        page, f"Vỉa hè trước nhà bong gạch, mưa là đọng nước. Số của tôi là {CALLER}, căn cước {CARD}."
    )
    page.get_by_role("link", name="Đăng nhập để gửi").click()
    go_to_vneid(page)
    be(page, VI_DU)
    page.locator("#id_phone").fill(TYPED)
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    page.get_by_role("button", name="Đồng ý và tạo tài khoản").click()
    type_code(page, portal.texted_code(phone, TYPED), "Xác nhận")
    confirm(page, phone, VI_DU.email)
    expect(page.get_by_role("heading", name="Xem trước khi gửi")).to_be_visible()
    portal.send(page)
    return portal.code_on(page)


def _rings(page: Page) -> None:
    """First with a number that no card bears, which the page says and keeps."""
    page.goto("/ban-xu-ly/nhap-ho")
    page.locator("label", has_text="Điện thoại").first.click()
    page.get_by_label("Họ và tên người gửi").fill("Bà Trần Thị Tư")
    page.locator("#id_phone").fill(CALLER)
    page.locator("#id_email").fill(WRITER)
    page.locator("#id_citizen_id").fill("12345")
    page.get_by_role("textbox", name="Nội dung").fill(
        "Nắp cống trước nhà số 73 bị bể, tôi nghe tiếng xe sụp."
    )
    page.get_by_label("Nơi xảy ra").fill("73 phố Quán Sứ, phường Cửa Nam")
    page.locator("input[name=consent]").check()
    page.locator("input[name=handling]").check()
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.locator("#id_citizen_id")).to_have_value("12345")
    expect(page.locator("#id_citizen_id-error")).to_contain_text("đủ 12 chữ số")
    page.locator("#id_citizen_id").fill(CARD)
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.locator("main")).to_contain_text("Đã nhập. Mã:")


def test_the_programs_say_nothing_personal(open_as: Open, stack: Stack) -> None:
    page, phone, officer = open_as(phone=True), open_as(phone=True), open_as("phan-cong")
    _registers_by_number(page, phone)
    code = _sends_by_vneid(open_as(phone=True), phone)
    _rings(officer)
    officer.goto(f"/ban-xu-ly/tim?q={CALLER}")
    officer.goto(f"/ban-xu-ly/{code}")
    expect(officer.locator("main")).to_contain_text(CALLER)
    invite(open_as("quan-tri"), INVITED, "Đỗ Thị Tám")
    portal.wait_for_letter(phone, INVITED, "Lời mời làm việc")

    secrets = stack.arrange("told")
    assert {NUMBER, TYPED, CALLER, CARD, WRITER, INVITED, VI_DU.citizen_id} <= set(secrets)
    said = {line.split("│")[0].strip() for line in stack.log}
    assert said >= {"codes", "worker", "sms"}, said  # they were listened to; the others have nothing to say
    assert_silent(stack, secrets)
