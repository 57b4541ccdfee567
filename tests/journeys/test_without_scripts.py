"""The same with JavaScript switched off: plain forms, plain pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

TEXT = "Vỉa hè bong gạch trước nhà văn hóa, trẻ con hay chạy qua."


def test_a_report_and_its_answer(
    open_as: Open, stack: Stack, citizen: str, photo: Callable[[str], str]
) -> None:
    sender = open_as(citizen, phone=True, java_script_enabled=False)
    sender.goto("/gui-phan-anh")
    sender.locator("input[type=file]").set_input_files(photo("before"))
    portal.address(sender).fill("15 phố Hàng Bài, phường Cửa Nam")
    portal.go_on(sender)
    if "/mo-ta" not in sender.url:  # the unit is asked for where it was not shown before
        portal.go_on(sender)
    sender.get_by_label("Chuyện gì đang xảy ra?").fill(TEXT)
    portal.danger(sender, "Không")
    portal.on_to_the_preview(sender)
    expect(sender.get_by_alt_text("Ảnh của bạn")).to_have_count(1)
    portal.send(sender)
    code = portal.code_on(sender)

    officer = open_as("phan-cong", java_script_enabled=False)
    officer.goto(f"/ban-xu-ly/?tim={code}")
    officer.locator("[data-row]").get_by_role("link", name="Tiếp nhận").click()
    officer.locator("#buoc").get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(officer.locator(".toast-line")).to_contain_text("Tiếp nhận")

    stack.arrange("move", code=code, verb="assign")
    stack.arrange("move", code=code, verb="accept")
    handler = open_as("xu-ly", java_script_enabled=False)
    handler.goto(f"/ban-xu-ly/{code}/trinh-ket-qua")
    form = handler.locator("#buoc")
    form.get_by_label("Trả lời người gửi").fill("Đã lát lại 4 m² gạch trước nhà văn hóa lúc 8 giờ sáng nay.")
    form.locator("label", has_text=re.compile("^Đã khắc phục$")).click()
    form.locator("input[name=pictures]").set_input_files(photo("after"))
    form.get_by_role("button", name="Trình kết quả").click()
    expect(handler.locator(".toast-line")).to_contain_text("Trình kết quả")
    assert stack.arrange("facts", code=code)["state"] == "awaiting_approval"
