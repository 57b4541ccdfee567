"""What belongs to everybody: accounts, language, light and dark, the map beside its list."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import portal
from tests.journeys.conftest import Open
from tests.journeys.people import PASSWORD
from tests.journeys.stack import Stack


def test_a_wrong_password_says_so_and_five_lock_the_door(open_as: Open, citizen: str) -> None:
    page = open_as()
    page.goto("/dang-nhap")
    for password in ("sai-mot", "sai-hai", "sai-ba", "sai-bon"):
        _try(page, citizen, password)
        expect(page.locator("main")).to_contain_text("Số điện thoại, thư điện tử hoặc mật khẩu không đúng.")
        expect(page.locator("#id_email")).to_have_value(citizen)
    _try(page, citizen, "sai-nam")
    expect(page.locator("main")).to_contain_text("Đăng nhập sai quá nhiều lần. Hãy thử lại sau 15 phút")
    _try(page, citizen, PASSWORD)
    expect(page.locator("main")).to_contain_text("Đăng nhập sai quá nhiều lần")


def _try(page: Page, email: str, password: str) -> None:
    with page.expect_navigation():
        portal.sign_in_here(page, email, password)


def test_vietnamese_and_english(open_as: Open) -> None:
    page = open_as()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/dang-nhap")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_dark_stays_dark(open_as: Open) -> None:
    page = open_as()
    page.goto("/")
    page.locator("footer").get_by_role("button", name="Giao diện tối").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "ihanoi-dark")
    page.goto("/ban-do")
    expect(page.locator("html")).to_have_attribute("data-theme", "ihanoi-dark")
    page.goto("/")
    page.locator("footer").get_by_role("button", name="Giao diện sáng").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "ihanoi")


def test_the_map_has_a_list_beside_it(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report", text="Vỉa hè bong gạch, để tìm trên bản đồ.")
    page = open_as(phone=True)
    page.goto("/ban-do?q=tim tren ban do")  # without accents
    page.locator("#danh-sach").get_by_role("link", name=report["title"]).click()
    page.wait_for_url(f"**/phan-anh/{report['code']}")
    page.goto("/tra-cuu?q=" + report["code"])
    page.wait_for_url(f"**/phan-anh/{report['code']}")
