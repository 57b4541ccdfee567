"""A vague answer is refused while it is written, mended and approved beside its pictures; a promise comes back."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import desk, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

VAGUE = "Đã kiểm tra, xử lý theo quy định."
NO_DAY = "Đội duy tu đã lát lại gạch vỉa hè trước số 29 Trần Quốc Toản, kê phẳng bó vỉa."
GOOD = NO_DAY.replace(",", " lúc 9 giờ sáng nay,")
OTHER = "Đêm qua tổ công nhân số 3 thay 40 viên gạch trước số 29 Trần Quốc Toản, mặt hè đã phẳng."
Photo = Callable[[str], str]


def test_a_vague_answer_is_told_so_while_it_is_written_then_mended_and_approved(
    open_as: Open, stack: Stack, photo: Photo
) -> None:
    report = stack.arrange("report", pictures=1)
    stack.arrange("bring", code=report["code"], to="handling")
    handler = open_as("xu-ly")
    desk.open_case(handler, report["code"])
    desk.choose(handler, "Trình kết quả")
    said = handler.locator("#soi")
    desk.fill_result(handler, VAGUE)
    expect(said).to_contain_text("Chỉ có câu chung chung")
    expect(said).to_contain_text("Chưa có ảnh hiện trường")
    desk.fill_result(handler, VAGUE, photo("after"))
    handler.locator("#buoc").get_by_role("button", name="Trình kết quả", exact=True).click()
    expect(handler.locator("#buoc")).to_contain_text("Câu trả lời còn chung chung")

    desk.fill_result(handler, NO_DAY)
    expect(said).to_contain_text("Chưa nói khi nào")
    expect(said).not_to_contain_text("Chưa trình được")
    desk.fill_result(handler, GOOD)
    expect(said).to_contain_text("Câu trả lời nêu đủ")
    desk.confirm(handler, "Trình kết quả")

    leader = open_as("phe-duyet")
    desk.open_from_inbox(leader, report["code"])
    beside = leader.locator("#doi-chieu")
    expect(beside.locator(".pic-tag")).to_have_text(["Trước", "Sau"])
    boxes = [beside.locator(".pic-frame").nth(n).bounding_box() for n in range(2)]
    assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]
    expect(beside).to_contain_text("Câu trả lời nêu đủ")
    desk.approve(leader)


def test_on_a_phone_after_stands_below_before(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report", pictures=1)
    stack.arrange("bring", code=report["code"], to="awaiting_approval")
    leader = open_as("phe-duyet", phone=True)
    desk.open_case(leader, report["code"])
    frames = leader.locator("#doi-chieu .pic-frame")
    boxes = [frames.nth(n).bounding_box() for n in range(2)]
    assert boxes[0] and boxes[1] and boxes[0]["x"] == boxes[1]["x"] and boxes[0]["y"] < boxes[1]["y"]


def test_a_promise_whose_day_has_passed_comes_back_and_is_kept_late(
    open_as: Open, stack: Stack, photo: Photo
) -> None:
    report = stack.arrange("promised")
    sender = open_as(report["sender"], phone=True)
    portal.open_mine(sender, report["code"])
    expect(sender.locator("main")).to_contain_text(re.compile(r"Hẹn khắc phục trước \d"))
    expect(sender.locator("main")).to_contain_text("Đã trả lời, chưa khắc phục")

    stack.arrange("keep_promises")
    portal.wait_for_notice(sender, f"{report['code']} trở lại xử lý")
    handler = open_as("xu-ly")
    handler.goto("/ban-xu-ly/loi-hua")
    due = handler.locator("section", has_text="Đã tới hẹn, đang kiểm tra").first
    expect(due).to_contain_text(report["code"])
    desk.open_case(handler, report["code"])
    desk.submit_result(handler, OTHER, photo("after"))
    leader = open_as("phe-duyet")
    desk.open_case(leader, report["code"])
    desk.approve(leader)

    portal.open_mine(sender, report["code"])
    expect(sender.locator("main")).to_contain_text("Đã khắc phục")
    expect(sender.locator("main")).to_contain_text("Làm xong, trễ hẹn")
