"""Sending a report where things are not as they should be.

A closed tab, two presses, no place, a repeat, a bad file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

TEXT = "Vỉa hè bong gạch cả mảng trước hiệu sách, trời mưa là trơn."


def test_a_draft_survives_a_closed_tab(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True)
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    portal.go_on(page)
    page.get_by_label("Chuyện gì đang xảy ra?").fill(TEXT)
    expect(page.get_by_text("Đã lưu nháp lúc")).to_be_visible()
    context = page.context
    page.close()

    again = context.new_page()
    again.goto("/")
    expect(again.locator("main")).to_contain_text("Bản nháp chưa gửi")
    again.goto("/gui-phan-anh/mo-ta")
    expect(again.get_by_label("Chuyện gì đang xảy ra?")).to_have_value(TEXT)
    portal.danger(again, "Không")
    portal.on_to_the_preview(again)
    portal.send(again)
    again.goto("/gui-phan-anh")
    expect(again.locator("input[name=lat]")).to_have_value("")  # the sent draft is gone


def test_sending_twice_makes_one_report(open_as: Open, stack: Stack, citizen: str) -> None:
    page = open_as(citizen, phone=True)
    _to_the_preview(page)
    other = page.context.new_page()
    other.goto("/gui-phan-anh/xem-truoc")
    portal.send(page)
    portal.send(other)
    assert portal.code_on(page) == portal.code_on(other)
    assert stack.arrange("sent_by", sender=citizen) == [portal.code_on(page)]


def test_an_address_is_enough(open_as: Open, citizen: str) -> None:
    """Neither GPS nor map; what is not sure is asked."""
    page = open_as(citizen, phone=True, geolocation=None, permissions=[])
    page.goto("/gui-phan-anh")
    portal.address(page).fill("15 phố Hàng Bài, phường Cửa Nam")
    expect(page.locator("#don-vi")).to_contain_text("Cửa Nam")
    portal.go_on(page)
    portal.describe(page, TEXT)
    portal.on_to_the_preview(page)
    portal.send(page)
    expect(page.locator("main")).to_contain_text("UBND phường Cửa Nam")


def test_a_place_that_is_only_guessed_is_confirmed_or_corrected(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True)
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    unit = page.locator("#don-vi")
    expect(unit).to_contain_text("Ước lượng theo tâm các phường, xã")
    unit.get_by_text("Sửa").click()
    unit.get_by_label("Chọn phường, xã").select_option(label="Phường Hoàn Kiếm")
    portal.go_on(page)
    portal.describe(page, TEXT)
    portal.on_to_the_preview(page)
    expect(page.locator("main")).to_contain_text("UBND phường Hoàn Kiếm sẽ nhận")


def test_a_similar_report_near_by_is_followed_instead(open_as: Open, stack: Stack, citizen: str) -> None:
    near = {"lat": 21.0262, "lon": 105.8441}
    there = stack.arrange("report", text="Vỉa hè bong gạch trước trạm xe buýt, nước đọng thành vũng.", **near)
    page = open_as(
        citizen, phone=True, geolocation={"latitude": near["lat"], "longitude": near["lon"], "accuracy": 9}
    )
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    portal.go_on(page)
    page.get_by_label("Chuyện gì đang xảy ra?").fill("Vỉa hè bong gạch ở trạm xe buýt, nước đọng.")
    alike = page.locator("#trung")
    expect(alike).to_contain_text("Đã có người phản ánh?")
    alike.get_by_role("button", name="Theo dõi").first.click()
    page.wait_for_url(f"**/phan-anh/{there['code']}")
    expect(page.get_by_role("button", name="Bỏ theo dõi").first).to_be_visible()
    assert stack.arrange("sent_by", sender=citizen) == []


def test_wrong_input_keeps_what_was_typed(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True)
    page.goto("/gui-phan-anh")
    portal.go_on(page)  # no place at all
    expect(page.locator("main")).to_contain_text("Cần vị trí")
    portal.address(page).fill("ngõ không tên sau chợ")
    portal.go_on(page)
    expect(portal.address(page)).to_have_value("ngõ không tên sau chợ")
    page.get_by_label("Chọn phường, xã").select_option(label="Phường Cửa Nam")
    portal.go_on(page)

    page.get_by_label("Chuyện gì đang xảy ra?").fill("Hỏng rồi")
    portal.go_on(page)  # nothing said about danger
    expect(page.locator("main")).to_contain_text("Chọn Có hoặc Không.")
    expect(page.get_by_label("Chuyện gì đang xảy ra?")).to_have_value("Hỏng rồi")
    portal.danger(page, "Không")
    portal.go_on(page)
    if page.get_by_role("button", name="Gửi phản ánh").count():
        page.get_by_role("button", name="Gửi phản ánh").click()  # not declared
        expect(page.locator("main")).to_contain_text("Cần xác nhận chịu trách nhiệm")
        page.get_by_label(re.compile("Tôi chịu trách nhiệm")).check()
        page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.locator("main")).to_contain_text("Viết rõ hơn một chút")


def test_a_file_that_is_no_picture_says_why(
    open_as: Open, citizen: str, photo: Callable[[str], str], tmp_path: Path
) -> None:
    page = open_as(citizen, phone=True)
    page.goto("/gui-phan-anh")
    words = tmp_path / "anh.jpg"
    words.write_text("Đây là chữ, không phải ảnh.", encoding="utf-8")
    huge = tmp_path / "to.jpg"
    huge.write_bytes(Path(photo("before")).read_bytes() + b"\0" * (11 * 1024 * 1024))
    page.locator("input[type=file]").set_input_files(str(words))
    expect(page.locator(".chooser")).to_contain_text("Không nhận loại tệp này")
    page.locator("input[type=file]").set_input_files(str(huge))
    expect(page.locator(".chooser")).to_contain_text("Ảnh lớn hơn 10 MB")
    portal.add_picture(page, photo("before"))  # a good one still goes


def test_everything_is_readable_and_writable_signed_out_until_sending(open_as: Open, citizen: str) -> None:
    """The draft goes along when one signs in at the end."""
    page = open_as(phone=True)
    _to_the_preview(page)
    expect(page.locator("main")).to_contain_text("Đăng nhập để gửi.")
    page.get_by_role("link", name="Đăng nhập để gửi").click()
    portal.sign_in_here(page, citizen)
    page.wait_for_url("**/gui-phan-anh/xem-truoc")
    portal.send(page)


def _to_the_preview(page: Page) -> None:
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    expect(page.locator("#don-vi")).to_contain_text("Thuộc")
    portal.go_on(page)
    portal.describe(page, TEXT)
    portal.on_to_the_preview(page)
