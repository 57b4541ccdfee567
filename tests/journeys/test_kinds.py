"""The other kinds of report: waste in an agency and through a commune, a business announced, a complaint refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

WARD = "UBND phường Cửa Nam"
DEPARTMENT = "Sở Xây dựng"
IDLE = "Nhà văn hóa phường xây xong từ năm 2023 vẫn khóa cửa, điện bật suốt đêm, không ai dùng."
ANSWER = "Đoàn kiểm tra ngày 20/11 đã lập biên bản; nhà văn hóa mở cửa lại từ ngày mai và tắt đèn ban đêm."
FIRM = "Công ty TNHH Thương mại và Xây dựng Gạch Hạ Đình"

Photo = Callable[[str], str]


def _write(page: Page, slug: str, text: str, agency: str) -> None:
    page.goto(f"/gui/{slug}")
    page.locator("#id_text").fill(text)
    page.locator("#id_agency").fill(agency)


def _send(page: Page) -> str:
    portal.go_on(page)
    expect(page.get_by_role("heading", name="Xem trước khi gửi")).to_be_visible()
    page.get_by_label(re.compile("Tôi chịu trách nhiệm")).check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**/da-gui")
    return portal.code_on(page)


def _announce(page: Page) -> None:
    desk.choose(page, "Duyệt và công bố kết quả")
    desk.confirm(page, "Duyệt và công bố kết quả")


def _waste(page: Page, agency: str) -> str:
    page.goto("/tien-ich")
    page.get_by_role("link", name="Phản ánh lãng phí").click()
    page.wait_for_url("**/gui/lang-phi")
    _write(page, "lang-phi", IDLE, agency)
    page.locator("label", has_text="Trụ sở, xe, tài sản công").click()
    return _send(page)


def test_waste_is_received_given_out_and_announced_by_the_head_of_the_agency(
    open_as: Open, stack: Stack, citizen: str, photo: Photo
) -> None:  # W1–W5
    sender = open_as(citizen, phone=True)
    code = _waste(sender, WARD)
    leader, handler = open_as("phe-duyet"), open_as("xu-ly")
    desk.open_from_inbox(leader, code, "cho-tiep-nhan")
    desk.receive(leader)
    desk.assign(leader, to="Lê Thị Hồng Vân")
    desk.open_from_inbox(handler, code)
    desk.accept(handler)
    desk.submit_result(handler, ANSWER, photo("after"))
    desk.open_from_inbox(leader, code, "cho-duyet")
    _announce(leader)
    public = open_as()
    public.goto(f"/phan-anh/{code}")
    expect(public.locator("main")).to_contain_text("Phản ánh hành vi lãng phí")
    expect(public.locator("main")).to_contain_text("mở cửa lại từ ngày mai")
    portal.wait_for_notice(sender, f"{code} đã có kết quả và được công bố")
    portal.rate(sender, code, "Hài lòng")


def test_waste_goes_from_a_department_through_a_commune(
    open_as: Open, stack: Stack, citizen: str, photo: Photo
) -> None:
    sender = open_as(citizen)
    code = _waste(sender, DEPARTMENT)
    head = open_as(stack.arrange("holder", role="approver", agency=DEPARTMENT))
    desk.open_from_inbox(head, code)
    desk.receive(head)
    desk.choose(head, "Chuyển cơ quan khác")
    choice = head.locator("#buoc").get_by_label("Cơ quan")
    expect(choice.locator("option", has_text=DEPARTMENT)).to_have_count(0)  # communes alone (R73)
    choice.select_option(label=WARD)
    desk.fill(head, "Lý do", "Nhà văn hóa do phường quản lý, đề nghị kiểm tra tại chỗ.")
    desk.confirm(head, "Chuyển cơ quan khác")
    leader, handler = open_as("phe-duyet"), open_as("xu-ly")
    desk.open_from_inbox(leader, code)
    desk.receive(leader)
    desk.assign(leader, to="Lê Thị Hồng Vân")
    desk.open_from_inbox(handler, code)
    desk.accept(handler)
    desk.submit_result(handler, ANSWER, photo("after"))
    desk.open_from_inbox(leader, code)
    _announce(leader)
    assert stack.arrange("facts", code=code) | {"assigner": ""} == {
        "state": "published", "lead": WARD, "round": 1, "assigner": "",
    }  # fmt: skip


def test_a_business_from_its_tax_code_to_the_announced_answer(
    open_as: Open, stack: Stack, citizen: str, photo: Photo
) -> None:
    sender = open_as(citizen, phone=True)
    text = f"{FIRM} chờ giấy phép đào hè đấu nối nước đã ba tháng, đề nghị trả lời rõ thời gian."
    _write(sender, "doanh-nghiep", text, WARD)
    sender.get_by_role("button", name="Khai tổ chức").click()
    sender.get_by_label("Mã số thuế").fill("0100112437")
    sender.get_by_label("Tên doanh nghiệp, tổ chức").fill(FIRM)
    sender.get_by_label("Phường, xã nơi đặt trụ sở").select_option(label="Phường Cửa Nam")
    sender.get_by_label("Chức vụ của bạn").fill("Phó Giám đốc phụ trách")
    sender.get_by_role("button", name="Thêm tổ chức").click()
    sender.wait_for_url("**/gui/doanh-nghiep")
    expect(sender.locator("#id_text")).to_have_value(text)
    sender.locator("label", has_text=FIRM).get_by_role("radio").check()
    code = _send(sender)
    officer, handler, leader = open_as("phan-cong"), open_as("xu-ly"), open_as("phe-duyet")
    desk.open_from_inbox(officer, code)
    expect(officer.locator("main")).to_contain_text("0100112437")
    desk.receive(officer)
    desk.assign(officer, to="Lê Thị Hồng Vân")
    desk.open_from_inbox(handler, code)
    desk.accept(handler)
    desk.submit_result(handler, ANSWER, photo("after"))
    desk.open_from_inbox(leader, code)
    _announce(leader)
    public = open_as()
    public.goto(f"/phan-anh/{code}")
    main = public.locator("main")
    expect(main).to_contain_text("Một doanh nghiệp")
    expect(main).to_contain_text("Có kết quả và công bố")
    expect(main).not_to_contain_text("Hạ Đình")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_complaint_is_pointed_out_and_refused_with_guidance(
    open_as: Open, stack: Stack, citizen: str, scripts: bool
) -> None:
    sender = open_as(citizen, java_script_enabled=scripts)
    _write(sender, "thu-tuc", "Tôi gửi đơn khiếu nại quyết định xử phạt số 12 của phường.", WARD)
    sender.get_by_label("Tên thủ tục hoặc quy định").fill("Xử phạt vi phạm hành chính")
    portal.go_on(sender)
    expect(sender.locator("main")).to_contain_text("Có vẻ là khiếu nại.")
    expect(sender.locator("main")).to_contain_text("theo Luật Khiếu nại")
    sender.get_by_label(re.compile("vẫn muốn gửi như một phản ánh")).check()
    code = _send(sender)
    officer = open_as("phan-cong")
    desk.open_from_inbox(officer, code)
    expect(officer.locator("main")).to_contain_text("Xem có thuộc kênh khác không.")
    desk.choose(officer, "Từ chối tiếp nhận")
    expect(officer.locator("#buoc").get_by_label("Viết cho người gửi")).to_have_value(
        re.compile("Luật Khiếu nại")
    )
    desk.confirm(officer, "Từ chối tiếp nhận")
    sender.goto(f"/cua-toi/{code}")
    expect(sender.locator("main")).to_contain_text("Đã từ chối")
    expect(sender.locator("main")).to_contain_text("nộp tại nơi tiếp công dân")
