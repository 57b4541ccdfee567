"""An officer hides a part of a picture, by hand, by keys and without scripts; everybody sees only the copy."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack


def open_areas(page: Page, code: str) -> None:
    """From the case's page to the picture of its sender."""
    desk.open_case(page, code)
    page.goto(str(page.get_by_role("link", name="xem và che").first.get_attribute("href")))
    expect(page.get_by_role("heading", name="Che vùng trên ảnh")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu vùng che").click()
    expect(page.locator(".toast-line", has_text="Đã lưu vùng che")).to_be_visible()


def test_areas_are_drawn_moved_and_kept(open_as: Open, stack: Stack) -> None:
    code = stack.arrange("report", pictures=1)["code"]
    page = open_as("phe-duyet")
    open_areas(page, code)
    box = page.locator(".hides svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6, steps=4)
    page.mouse.up()
    expect(page.locator("input[name=draw]")).to_have_value("0.2000,0.2000,0.5000,0.6000")

    page.get_by_role("button", name="Thêm một vùng").click()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("input[name=draw]").nth(1)).to_have_value("0.3800,0.3900,0.5900,0.5900")
    save(page)
    expect(page.get_by_role("checkbox", name="Do cán bộ vẽ, vùng")).to_have_count(2)

    page.get_by_role("checkbox", name="Do cán bộ vẽ, vùng 1").uncheck()
    save(page)
    expect(page.get_by_role("checkbox", name="Do cán bộ vẽ, vùng")).to_have_count(1)
    page.get_by_role("button", name="Thêm một vùng").click()
    page.keyboard.press("Delete")
    expect(page.locator("input[name=draw]")).to_have_count(0)


def test_without_scripts_by_numbers_or_as_a_whole(open_as: Open, stack: Stack) -> None:
    code = stack.arrange("report", pictures=1)["code"]
    page = open_as("phe-duyet", java_script_enabled=False)
    open_areas(page, code)
    page.get_by_text("Nhập vùng bằng số").click()
    page.get_by_label("Cách mép trái (%)").fill("10")
    page.get_by_role("button", name="Lưu vùng che").click()
    expect(page.locator("main")).to_contain_text("Điền đủ bốn số của vùng cần che.")
    for label in ("Cách mép trên (%)", "Rộng (%)", "Cao (%)"):
        page.get_by_label(label).fill("20")
    page.get_by_role("button", name="Lưu vùng che").click()
    expect(page.get_by_role("checkbox", name="Do cán bộ vẽ, vùng 1")).to_be_checked()
    page.get_by_label("Che cả ảnh").check()
    page.get_by_role("button", name="Lưu vùng che").click()
    expect(page.locator(".hides rect")).to_have_count(2)
