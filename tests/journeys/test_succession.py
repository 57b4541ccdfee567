"""A report that a district left open: its sender, the ward that takes it over, and the dispatcher who must choose."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.stack import Stack

Open = Callable[..., Page]
HANG_BONG = {"lat": 21.028898, "lon": 105.84591, "address": "phố Hàng Bông"}


def test_the_ward_takes_over_and_everybody_reads_why(stack: Stack, open_as: Open) -> None:
    made = stack.arrange("left_behind")
    page = open_as(made["sender"], phone=True)
    page.goto(f"/cua-toi/{made['code']}")
    expect(page.get_by_text("UBND phường Cửa Nam nhận tiếp việc này")).to_be_visible()
    expect(page.get_by_text(re.compile("UBND quận Hoàn Kiếm đã được sắp xếp lại"))).to_be_visible()
    desk = open_as("phan-cong")
    desk.goto(f"/ban-xu-ly/{made['code']}")
    expect(desk.get_by_text("Chuyển cho cơ quan kế thừa: UBND phường Cửa Nam")).to_be_visible()
    expect(desk.get_by_role("link", name="Tiếp nhận").first).to_be_visible()


def test_the_dispatcher_chooses_among_the_heirs_of_a_divided_ward(stack: Stack, open_as: Open) -> None:
    made = stack.arrange("left_behind", **HANG_BONG)
    page = open_as("dieu-phoi")
    page.goto("/ban-xu-ly/can-dieu-phoi")
    expect(page.locator(f'a[href="/ban-xu-ly/{made["code"]}"]').first).to_be_visible()
    page.goto(f"/ban-xu-ly/{made['code']}")
    expect(page.get_by_text("đã nhập, cả hoặc một phần").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Chuyển tới UBND phường Cửa Nam")).click()
    expect(page.get_by_text(re.compile("Chuyển cơ quan khác: ")).first).to_be_visible()
    assert stack.arrange("facts", code=made["code"])["lead"] == "UBND phường Cửa Nam"
