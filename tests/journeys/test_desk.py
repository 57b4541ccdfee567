"""The officer's desk: two at once, wrong input, keys, several cases in one go."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack


def test_the_second_officer_is_told_and_keeps_the_text(open_as: Open, stack: Stack) -> None:
    code = stack.arrange("report")["code"]
    page = open_as("phan-cong")
    desk.open_from_inbox(page, code)
    desk.choose(page, "Từ chối tiếp nhận")
    desk.pick(page, "Thiếu thông tin để xác minh")
    words = "Xin cho biết số nhà để phường tới xem."
    desk.fill(page, "Viết cho người gửi", words)
    stack.arrange("move", code=code, verb="receive", by=stack.arrange("colleague"))

    expect(page.locator("#moi")).to_contain_text("vừa ghi")  # told by the live channel, unasked
    page.locator("#buoc").get_by_role("button", name="Từ chối tiếp nhận").click()
    expect(page.locator("#buoc")).to_contain_text("Không còn “Từ chối tiếp nhận”")
    expect(page.locator("#buoc").get_by_label("Viết cho người gửi")).to_have_value(words)
    assert stack.arrange("facts", code=code)["state"] == "received"


def test_a_result_needs_proof_and_plain_words(
    open_as: Open, stack: Stack, photo: Callable[[str], str]
) -> None:
    code = stack.arrange("report")["code"]
    stack.arrange("bring", code=code, to="handling")
    page = open_as("xu-ly")
    desk.open_from_inbox(page, code)
    desk.choose(page, "Trình kết quả")
    good = "Tổ sửa chữa đã lát lại 6 m² gạch trước số 29 lúc 8 giờ sáng nay."
    desk.fill_result(page, good)
    form = page.locator("#buoc")
    form.get_by_role("button", name="Trình kết quả").click()
    expect(form).to_contain_text("Cần ít nhất một ảnh hoặc văn bản chứng minh")
    expect(form.get_by_label("Trả lời người gửi")).to_have_value(good)

    desk.fill_result(page, "Đã tiếp nhận, xử lý theo quy định.", photo("after"))
    form.get_by_role("button", name="Trình kết quả").click()
    expect(form).to_contain_text("Câu trả lời còn chung chung")
    expect(form.locator("input[name=files]")).to_have_count(1)  # the picture stays
    form.get_by_label("Trả lời người gửi").fill(good)
    desk.confirm(page, "Trình kết quả")


def test_the_inbox_by_keyboard(open_as: Open, stack: Stack) -> None:
    code = stack.arrange("report", text="Vỉa hè bong gạch, thử bằng bàn phím.")["code"]
    page = open_as("phan-cong")
    page.goto("/ban-xu-ly/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Phím tắt")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm theo mã, nội dung, địa chỉ")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**tim=**")
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("[data-row].current")).to_contain_text(code)
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-bar]")).to_contain_text(re.compile("Đã chọn\\s*1"))
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ban-xu-ly/{code}")
    page.keyboard.press("t")
    expect(page.locator("#buoc")).to_be_visible()


def test_several_are_received_in_one_go(open_as: Open, stack: Stack) -> None:
    codes = [stack.arrange("report", text=f"Vỉa hè bong gạch, việc gộp số {n}.")["code"] for n in (1, 2)]
    page = open_as("phan-cong")
    page.goto("/ban-xu-ly/?tim=việc gộp số")
    for code in codes:
        page.get_by_label(f"Chọn {code}").check()
    page.locator("[data-bulk-bar]").get_by_role("button", name="Tiếp nhận").click()
    stack.arrange(
        "move", code=codes[0], verb="receive", by=stack.arrange("colleague")
    )  # somebody was quicker with one
    page.get_by_role("button", name="Tiếp nhận: 2 phản ánh").click()
    rows = page.locator("main li")
    expect(rows.filter(has_text=codes[0])).to_contain_text("chưa làm được")
    expect(rows.filter(has_text=codes[1])).to_contain_text("xong")


def test_staff_enter_what_was_told_by_telephone(open_as: Open) -> None:
    page = open_as("phan-cong")
    page.goto("/ban-xu-ly/nhap-ho")
    page.locator("label", has_text="Điện thoại").first.click()
    page.get_by_label("Họ và tên người gửi").fill("Bà Nguyễn Thị Lan")
    page.get_by_role("textbox", name="Số điện thoại").fill("0912 000 777")
    page.get_by_role("textbox", name="Nội dung").fill("Vỉa hè bong gạch trước cổng chùa, người già vấp ngã.")
    page.get_by_label("Nơi xảy ra").fill("73 phố Quán Sứ, phường Cửa Nam")
    page.locator("input[name=consent]").check()
    page.locator("input[name=handling]").check()
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.locator("main")).to_contain_text("Đã nhập. Mã:")
