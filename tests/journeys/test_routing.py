"""Who is sent a report: a sender who wants a person, a text nobody understands, rules tried before their use."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys import portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

TEXT = "Rác thải sinh hoạt đổ thành đống đầu ngõ, bốc mùi hôi thối từ hôm qua."
WITHOUT_ACCENTS = "rac thai sinh hoat do thanh dong dau ngo, boc mui hoi thoi tu hom qua"
VAGUE = "Chỗ này kỳ lắm, nhờ các bác ghé qua xem giúp bà con."


def test_a_sender_declines_automation_and_the_dispatcher_places_with_one_press(
    open_as: Open, stack: Stack, citizen: str
) -> None:
    page = open_as(citizen, phone=True)
    portal.tell(page, TEXT)
    page.get_by_label(re.compile("Nhờ người chọn cơ quan")).check()
    portal.send(page)
    expect(page.locator("main")).to_contain_text("UBND thành phố Hà Nội")
    expect(page.locator("main")).not_to_contain_text("do máy chọn")
    code = portal.code_on(page)

    desk = open_as("dieu-phoi")
    desk.goto(f"/ban-xu-ly/{code}")
    expect(desk.get_by_role("heading", name="Chuyển tới đâu?")).to_be_visible()
    desk.get_by_role("button", name="Chuyển tới UBND phường Cửa Nam").click()
    expect(desk.locator(".toasts")).to_contain_text(code)
    facts = stack.arrange("facts", code=code)
    assert facts["state"] == "submitted"
    page.goto(f"/cua-toi/{code}")
    expect(page.locator("main")).to_contain_text("UBND phường Cửa Nam")


def test_what_nobody_understands_waits_for_the_dispatcher(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True)
    portal.tell(page, VAGUE)
    expect(page.locator("main")).to_contain_text("đầu mối điều phối của thành phố")
    portal.send(page)
    code = portal.code_on(page)
    desk = open_as("dieu-phoi")
    desk.goto("/ban-xu-ly/can-dieu-phoi")
    expect(desk.locator("main")).to_contain_text(code)


def test_an_automatic_routing_is_said_and_may_be_looked_at_again(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True)
    portal.tell(page, TEXT)
    expect(page.locator("main")).to_contain_text("do máy chọn theo vị trí và nội dung")
    portal.send(page)
    page.get_by_role("link", name="Nhờ người xem lại nơi nhận").click()
    expect(page.get_by_label("Nội dung bổ sung")).to_have_value(re.compile("^Nhờ người xem lại nơi nhận"))
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.locator("main")).to_contain_text("Nhờ người xem lại nơi nhận phản ánh này")


def test_a_text_without_accents_is_understood_and_routed_by_itself(
    open_as: Open, stack: Stack, citizen: str
) -> None:
    page = open_as(citizen, phone=True)
    portal.tell(page, WITHOUT_ACCENTS)
    expect(page.locator("main")).to_contain_text("Rác thải")
    expect(page.locator("main")).to_contain_text("do máy chọn theo vị trí và nội dung")
    portal.send(page)
    facts = stack.arrange("facts", code=portal.code_on(page))
    assert (facts["state"], facts["lead"]) == ("submitted", "UBND phường Cửa Nam")


def test_rules_are_drafted_tried_and_thrown_away(open_as: Open) -> None:
    page = open_as("quan-tri")
    page.goto("/ban-xu-ly/tham-quyen")
    page.get_by_label("Thay đổi điều gì?").fill("Đèn chiếu sáng về Sở Xây dựng")
    page.get_by_role("button", name="Tạo bản nháp").click()
    expect(page.get_by_role("heading", name="Bộ quy tắc số 2")).to_be_visible()
    page.get_by_role("link", name="Thêm quy tắc Đèn chiếu sáng").click()
    page.get_by_label("Cơ quan chủ trì").select_option(label="Sở Xây dựng")
    page.get_by_label("Từ ngày").fill("2026-01-01")
    page.get_by_role("button", name="Lưu quy tắc").click()
    expect(page.locator("main")).to_contain_text("có hai quy tắc cùng hiệu lực")
    page.get_by_label("Áp dụng ở đâu").select_option(label="Mọi phường")
    page.get_by_role("button", name="Lưu quy tắc").click()
    expect(page.locator(".toasts")).to_contain_text("Đã lưu quy tắc")
    page.get_by_role("button", name="Bật bộ quy tắc này").click()
    expect(page.locator("main")).to_contain_text("hãy chạy thử bản này")
    page.get_by_role("button", name="Chạy thử").click()
    expect(page.locator("main")).to_contain_text("sẽ tới nơi khác")
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.locator(".toasts")).to_contain_text("Đã bỏ bản nháp")
