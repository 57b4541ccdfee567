"""The address field by keyboard alone; an address that contradicts the pin, is of former days, or lies on a border."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import axe, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

TEXT = "Nắp cống vỡ giữa ngõ, tối không nhìn thấy."
LITTER = "Rác thải sinh hoạt đổ thành đống, bốc mùi hôi thối từ hôm qua."
THONG_NHAT_PARK = {"latitude": 21.0145, "longitude": 105.8441, "accuracy": 12}  # several wards meet here


def test_an_address_is_completed_by_keyboard_and_names_its_unit(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True, geolocation=None, permissions=[])
    page.goto("/gui-phan-anh")
    field = page.get_by_role("combobox", name="Địa chỉ")
    field.press_sequentially("12 ngo 3, phuong trug hoa")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Phường Trung Hòa")
    expect(options.first).to_contain_text("nay: phường Yên Hòa")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    assert axe.faults(page) == []
    field.press("Enter")
    expect(field).to_have_value("12 ngo 3, phường Trung Hòa, quận Cầu Giấy")
    expect(page.get_by_role("listbox", name="Gợi ý địa chỉ")).to_be_hidden()
    expect(page.locator("#don-vi")).to_contain_text("Phường Yên Hòa")
    assert page.url.endswith("/gui-phan-anh")  # Enter chose, and sent nothing


def test_escape_closes_the_list_and_leaves_the_text(open_as: Open, citizen: str) -> None:
    page = open_as(citizen, phone=True, geolocation=None, permissions=[])
    page.goto("/gui-phan-anh")
    field = page.get_by_role("combobox", name="Địa chỉ")
    field.press_sequentially("hoan kiem")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("hoan kiem")
    expect(field).to_be_focused()


def test_an_address_that_contradicts_the_pin_is_noticed_and_the_sender_decides(
    open_as: Open, citizen: str
) -> None:
    page = open_as(citizen, phone=True)
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    portal.address(page).fill("thôn Đoài, xã Tân Minh, huyện Sóc Sơn")
    unit = page.locator("#don-vi")
    expect(unit).to_contain_text("Bạn gõ “thôn Đoài, xã Tân Minh, huyện Sóc Sơn”")
    expect(unit).to_contain_text("nhưng ghim nằm ở phường Cửa Nam")
    assert axe.faults(page) == []
    _choose(page, "Theo địa chỉ: Xã Sóc Sơn")
    portal.go_on(page)
    portal.describe(page, TEXT)
    portal.on_to_the_preview(page)
    expect(page.locator("main")).to_contain_text("UBND xã Sóc Sơn sẽ nhận")
    page.goto("/gui-phan-anh")
    expect(page.locator("input[name=lat]")).to_have_value("")  # the pin was wrong and is gone


def test_in_a_park_on_a_border_the_sender_chooses_the_ward_and_it_receives(
    open_as: Open, stack: Stack, citizen: str
) -> None:
    page = open_as(citizen, phone=True, geolocation=THONG_NHAT_PARK)
    page.goto("/gui-phan-anh")
    portal.use_gps(page)
    wards = page.locator("#don-vi .picks label")
    expect(wards.nth(1)).to_be_visible()
    ward = wards.nth(1).inner_text().strip()
    _choose(page, ward)
    portal.go_on(page)
    _send(page, LITTER)
    assert stack.arrange("facts", code=portal.code_on(page))["lead"] == f"UBND {ward[0].lower()}{ward[1:]}"


def test_an_address_of_a_district_that_is_gone_reaches_the_ward_of_today(
    open_as: Open, stack: Stack, citizen: str
) -> None:
    page = open_as(citizen, phone=True, geolocation=None, permissions=[])
    page.goto("/gui-phan-anh")
    portal.address(page).fill("số 12 ngõ 3, phường Trung Hòa, quận Cầu Giấy")
    expect(page.locator("#don-vi")).to_contain_text("Phường Yên Hòa")
    portal.go_on(page)
    _send(page, LITTER)
    assert stack.arrange("facts", code=portal.code_on(page))["lead"] == "UBND phường Yên Hòa"


def _send(page: Page, text: str) -> None:
    portal.describe(page, text)
    portal.on_to_the_preview(page)
    portal.send(page)


def _choose(page: Page, label: str) -> None:
    page.locator("#don-vi").get_by_role("radio", name=label).check(force=True)
