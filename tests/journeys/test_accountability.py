"""From the overdue list to a counted reply: the overseer drafts and sends a letter, the ward answers (R90, R91)."""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

WARD = "UBND phường Cửa Nam"
NUMBER = "1234/TTPVHCC-GS"


def test_a_letter_is_drafted_sent_answered_and_counted(open_as: Open, stack: Stack) -> None:
    codes = stack.arrange("overdue", count=2)
    overseer = open_as("giam-sat")
    _draft(overseer, str(stack.arrange("working_day")))
    for code in codes:
        expect(overseer.get_by_role("link", name=code)).to_be_visible()
    _leave_out(overseer, codes[1])
    _send(overseer)
    at = overseer.url
    assert codes[0] in _downloaded(overseer).replace("\u2011", "-")

    approver = open_as("phe-duyet", phone=True)
    approver.goto("/thong-bao")
    approver.get_by_role("link", name=f"Công văn {NUMBER} nêu").click()
    approver.wait_for_url(at)
    approver.get_by_label("Nội dung trả lời").fill("Đã tiếp nhận và giao Đội Quản lý trật tự lát lại gạch.")
    approver.get_by_role("button", name="Gửi trả lời").click()
    expect(approver.locator("main")).to_contain_text("Đã trả lời đúng hạn")

    overseer.goto("/ban-xu-ly/cong-van")
    expect(overseer.locator("main")).to_contain_text("1/1 đã trả lời")
    overseer.goto(at)
    expect(overseer.locator("main")).to_contain_text("Đã tiếp nhận và giao Đội Quản lý trật tự")


def _draft(page: Page, reply_by: str) -> None:
    """A day gone by is refused and what was typed stays; then the right one."""
    page.goto("/ban-xu-ly/cong-van")
    page.get_by_role("link", name="Soạn từ danh sách quá hạn").click()
    page.get_by_label(WARD, exact=True).check()
    page.get_by_label("Trích yếu").fill("đôn đốc xử lý phản ánh quá hạn")
    page.get_by_label("Hạn báo cáo").fill("2024-09-23")
    page.get_by_role("button", name="Soạn dự thảo").click()
    expect(page.locator("main")).to_contain_text("Hạn trả lời phải sau hôm nay")
    expect(page.get_by_label(WARD, exact=True)).to_be_checked()
    expect(page.get_by_label("Trích yếu")).to_have_value("đôn đốc xử lý phản ánh quá hạn")
    page.get_by_label("Hạn báo cáo").fill(reply_by)
    page.get_by_role("button", name="Soạn dự thảo").click()
    page.wait_for_url(re.compile(r"/cong-van/\d+$"))


def _leave_out(page: Page, code: str) -> None:
    page.get_by_role("row", name=re.compile(code)).get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.locator("main")).not_to_contain_text(code)


def _send(page: Page) -> None:
    page.get_by_label("Số, ký hiệu").fill(NUMBER)
    page.get_by_label("Chức vụ người ký").fill("Giám đốc")
    page.get_by_label("Họ tên người ký").fill("Nguyễn Văn Bình")
    page.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(page.locator("h1")).to_contain_text(NUMBER)
    expect(page.locator("main")).to_contain_text("0 trên 1 cơ quan")


def _downloaded(page: Page) -> str:
    """What the kept document says in its tables."""
    with page.expect_download() as started:
        page.get_by_role("link", name="DOCX").click()
    paper = Document(BytesIO(started.value.path().read_bytes()))
    return "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
