"""By way of VNeID (its stand-in) on a phone: a new account that sends, linking and unlinking, a refusal."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from ihanoi.adapters.vneid.citizens import CITIZENS, Citizen
from tests.journeys import portal
from tests.journeys.conftest import Open

MAU, THU, MINH_HOA, VI_DU = CITIZENS
TEXT = "Nắp hố ga vỡ một góc ngay giữa ngõ, buổi tối rất khó thấy."


def go_to_vneid(page: Page) -> None:
    page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
    expect(page.locator(".mock")).to_contain_text("không phải VNeID thật")


def be(page: Page, citizen: Citizen) -> None:
    page.get_by_role("button", name=re.compile(citizen.name)).click()


def test_from_a_draft_by_vneid_to_a_receipt(open_as: Open) -> None:
    page, mailbox = open_as(phone=True), open_as()
    portal.tell(page, TEXT)
    page.get_by_role("link", name="Đăng nhập để gửi").click()
    go_to_vneid(page)
    be(page, MAU)
    expect(page.get_by_role("heading", name="Tạo tài khoản bằng VNeID")).to_be_visible()
    expect(page.locator("main")).to_contain_text(MAU.name)
    expect(page.locator("main")).not_to_contain_text(MAU.citizen_id)
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    page.get_by_role("button", name="Đồng ý và tạo tài khoản").click()
    confirm(page, mailbox, MAU.email)
    expect(page.get_by_role("heading", name="Xem trước khi gửi")).to_be_visible()
    portal.send(page)
    page.goto("/tai-khoan")
    expect(page.locator("main")).to_contain_text("Đã định danh")


def test_an_account_is_linked_and_unlinked(open_as: Open) -> None:
    page, phone = open_as(phone=True), open_as(phone=True)
    _register(page, phone, THU.phone, "Lê Thử")
    page.goto("/gui-phan-anh")
    portal.tell(page, TEXT.replace("Nắp", "Một nắp"))
    expect(page.locator("main")).to_contain_text("Còn thiếu thông tin về bạn")
    page.get_by_role("link", name="Hoàn tất danh tính").click()
    expect(page.locator("main")).to_contain_text("Bản bạn đang viết vẫn được giữ")
    page.get_by_role("link", name="Nối VNeID").click()
    page.get_by_role("link", name="Nối với VNeID").click()
    be(page, THU)
    page.get_by_role("button", name="Đúng, nối").click()
    expect(page.locator(".toast-line")).to_contain_text("Đã nối VNeID")
    page.goto("/tai-khoan/danh-tinh?next=/gui-phan-anh/xem-truoc")
    page.get_by_role("button", name="Lưu và xác nhận liên lạc").click()
    page.get_by_label("Thư điện tử").fill("thu.le@vneid.example")
    page.get_by_role("button", name="Nhận mã").click()
    confirm(page, phone, "thu.le@vneid.example")
    expect(page.get_by_role("heading", name="Xem trước khi gửi")).to_be_visible()
    portal.send(page)

    again = open_as(phone=True)
    again.goto("/dang-nhap?next=/tai-khoan/vneid")
    go_to_vneid(again)
    be(again, THU)
    expect(again.get_by_text("Đã nối với VNeID.")).to_be_visible()
    again.get_by_role("button", name="Gỡ VNeID").click()
    expect(again.locator(".toast-line")).to_contain_text("Đã gỡ VNeID")
    expect(again.get_by_text("Tài khoản này chưa nối với VNeID.")).to_be_visible()


def confirm(page: Page, mailbox: Page, address: str) -> None:
    """With the code that was sent there."""
    expect(page.get_by_role("heading", name="Nhập mã xác nhận")).to_be_visible()
    page.get_by_label("Mã 6 chữ số").fill(portal.mailed_code(mailbox, address))
    page.get_by_role("button", name="Xác nhận", exact=True).click()


def _register(page: Page, phone: Page, number: str, name: str) -> None:
    page.goto("/dang-nhap")
    page.locator("#id_contact").fill(number)
    page.get_by_role("button", name="Nhận mã", exact=True).click()
    page.get_by_label("Mã 6 chữ số").fill(portal.texted_code(phone, number))
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label(re.compile("Đồng ý cho thành phố")).check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    page.wait_for_url("**/")


def test_whoever_refuses_there_finds_the_other_ways(open_as: Open) -> None:
    page = open_as(phone=True)
    page.goto("/dang-nhap")
    go_to_vneid(page)
    page.get_by_role("button", name=re.compile("Không đồng ý")).click()
    expect(page.locator(".toast-line")).to_contain_text("Bạn đã không đồng ý trên VNeID")
    expect(page.locator("#id_contact")).to_be_visible()


def test_another_persons_vneid_is_refused(open_as: Open) -> None:
    """The account has told another citizen number."""
    page, phone = open_as(phone=True), open_as(phone=True)
    _register(page, phone, "0900900199", "Phạm Khác")
    page.goto("/tai-khoan/danh-tinh")
    page.get_by_label("Số căn cước").fill("001000900199")
    page.get_by_role("button", name="Lưu và xác nhận liên lạc").click()
    expect(page.get_by_role("heading", name="Thư điện tử của tôi")).to_be_visible()
    page.goto("/tai-khoan/vneid")
    page.get_by_role("link", name="Nối với VNeID").click()
    be(page, MINH_HOA)
    page.get_by_role("button", name="Đúng, nối").click()
    expect(page.locator(".toast-line")).to_contain_text("khác với số của tài khoản này")
