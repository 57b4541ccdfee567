"""The whole life of a report: from a phone to a ward, a handler, a leader, the public page, and back to the rating."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import desk, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

TEXT = "Nắp hố ga trước số 29 phố Trần Quốc Toản bị vỡ một nửa, xe máy dễ sụt bánh. Liên hệ tôi 0912 345 678."
ANSWER = "Đội thoát nước đã thay nắp hố ga trước số 29 lúc 9 giờ sáng nay và dọn sạch mặt đường."


def test_from_the_phone_to_the_rating(
    open_as: Open, stack: Stack, citizen: str, photo: Callable[[str], str]
) -> None:
    sender = open_as(citizen, phone=True)
    code = _send(sender, photo("before"))
    officer, handler, leader = open_as("phan-cong"), open_as("xu-ly"), open_as("phe-duyet")

    desk.open_from_inbox(officer, code)
    expect(officer.locator("main")).to_contain_text(
        "0912 345 678"
    )  # the agency sees what the public will not
    desk.receive(officer)
    desk.assign(officer, to="Lê Thị Hồng Vân")
    desk.open_from_inbox(handler, code)
    desk.accept(handler)
    desk.submit_result(handler, ANSWER, photo("after"))
    desk.open_from_inbox(leader, code)
    desk.approve(leader)
    _publish(leader)

    _public_page(open_as(), code)
    _notices_and_letters(sender, code, citizen, stack)
    portal.rate(sender, code, "Hài lòng")
    expect(sender.locator("main")).to_contain_text("Bạn đã đánh giá: Hài lòng")


def _send(page: Page, picture: str) -> str:
    """In three steps, with picture, GPS and words."""
    page.goto("/")
    page.get_by_role("link", name="Chụp ảnh và gửi phản ánh").click()
    portal.add_picture(page, picture)
    portal.use_gps(page)
    expect(page.locator("#don-vi")).to_contain_text("Cửa Nam")
    portal.go_on(page)
    page.get_by_label("Chuyện gì đang xảy ra?").fill(TEXT)
    expect(page.locator("#goi-y")).to_contain_text("Có số điện thoại trong nội dung")  # found while typing
    expect(page.locator("#goi-y input[name=field]:checked")).to_have_count(1)
    portal.danger(page, "Không")
    portal.on_to_the_preview(page)
    public = page.locator("section", has_text="Công khai với mọi người").first
    expect(public).not_to_contain_text("0912 345 678")
    expect(public.get_by_role("img")).to_have_count(1)
    portal.send(page)
    expect(page.locator("main")).to_contain_text("UBND phường Cửa Nam")
    expect(page.locator("main")).to_contain_text("Cách tính từng ngày")
    return portal.code_on(page)


def _publish(page: Page) -> None:
    """A decision of its own, with a look at what everybody will see."""
    desk.choose(page, "Công khai kết quả")
    form = page.locator("#buoc")
    expect(form.get_by_label("Nội dung phản ánh")).not_to_have_value(re.compile("0912 345 678"))
    for box in form.get_by_label("Công khai ảnh này").all():
        box.check()
    form.get_by_role("button", name="Xem lại bản này").click()
    expect(page.locator("#buoc figure")).to_have_count(2)  # what everybody will see: before and after
    desk.confirm(page, "Công khai kết quả")


def _public_page(page: Page, code: str) -> None:
    page.goto(f"/phan-anh/{code}")
    main = page.locator("main")
    expect(main).to_contain_text("Đã xử lý – công khai")
    expect(main).to_contain_text("thay nắp hố ga")
    expect(main).not_to_contain_text("0912 345 678")
    expect(main.get_by_alt_text("Ảnh trước khi xử lý")).to_be_visible()
    expect(main.get_by_alt_text("Ảnh sau khi xử lý")).to_be_visible()
    slider = main.get_by_label("So sánh trước và sau")
    slider.focus()
    slider.press("ArrowLeft")
    expect(slider).to_have_value("48")


def _notices_and_letters(page: Page, code: str, email: str, stack: Stack) -> None:
    """The worker tells after each commit; the letters go by the minutely turn of the timetable."""
    portal.wait_for_notice(page, f"Kết quả {code} đã công khai")
    for sentence in ("Mã của bạn là", "đã tiếp nhận", "đã được giao xử lý", "bắt đầu xử lý", "Đã có kết quả"):
        expect(page.locator("main")).to_contain_text(sentence)
    portal.wait_for_letter(page, email, "Đã có kết quả")
