"""A year without a confirmed Tết: warned of, taken over from the notice, counted by, and taken back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

MONDAY = "2027-02-01T09:00:00+07:00"
WARNING = "Lịch nghỉ năm 2027 chưa được xác nhận"


def notice(page: Page, folder: Path) -> Path:
    """The computed year with what the Government decided otherwise: two days more off, one Saturday worked for them."""
    page.goto("/ban-xu-ly/lich/nam/2027/thong-bao")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải lịch đang có để sửa").click()
    computed = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    decided = [
        *(line for line in computed if "29 Tết" not in line),
        "11/02/2027,nghỉ,,Mùng sáu Tết Nguyên Đán",
        "12/02/2027,nghỉ,,Mùng bảy Tết Nguyên Đán",
        "20/02/2027,làm bù,,Làm bù cho ngày 11/02/2027",
    ]
    path = folder / "thong-bao.csv"
    path.write_text("\r\n".join(decided), encoding="utf-8-sig")
    return path


def upload(page: Page, path: Path) -> None:
    form = page.locator("#tep")
    form.get_by_label("Tệp CSV").set_input_files(path)
    form.get_by_label("Số thông báo").fill("1234/TB-BNV")
    form.get_by_label("Ngày ký").fill("2026-11-20")
    form.get_by_role("button", name="Xem trước").click()


def test_a_year_without_a_confirmed_tet(open_as: Open, stack: Stack, tmp_path: Path) -> None:
    older = stack.arrange("received_at", moment=MONDAY)["code"]
    officer = open_as("phan-cong")
    desk.open_case(officer, older)
    expect(officer.locator("main")).to_contain_text("thứ Tư 17/2")
    expect(officer.locator("main")).to_contain_text(f"{WARNING}; hạn có thể được tính lại")

    operator = open_as("quan-tri")
    operator.goto("/ban-xu-ly/lich")
    expect(operator.locator("main")).to_contain_text(WARNING)
    upload(operator, notice(operator, tmp_path))
    preview = operator.locator("main")
    expect(preview).to_contain_text("thêm 3, đổi 0, bỏ 1")
    expect(preview).to_contain_text("Mùng bảy Tết Nguyên Đán (nghỉ)")
    operator.get_by_role("button", name="Nhập và xác nhận năm 2027").click()
    expect(operator.locator("main")).to_contain_text("Theo thông báo 1234/TB-BNV ngày 20/11/2026")
    expect(
        operator.get_by_role("link", name="thứ Sáu 12/2: Nghỉ lễ, Mùng bảy Tết Nguyên Đán")
    ).to_be_visible()
    operator.goto("/ban-xu-ly/lich")
    expect(operator.locator("main")).not_to_contain_text(WARNING)

    newer = stack.arrange("received_at", moment=MONDAY)["code"]
    desk.open_case(officer, newer)
    expect(officer.locator("main")).to_contain_text("thứ Năm 18/2")
    expect(officer.locator("main")).to_contain_text("Mùng bảy Tết Nguyên Đán")
    expect(officer.locator("main")).not_to_contain_text(WARNING)
    desk.open_case(officer, older)
    expect(officer.locator("main")).to_contain_text("thứ Tư 17/2")

    operator.goto("/ban-xu-ly/lich/default/2027")
    operator.get_by_role("button", name="Hoàn tác").click()
    expect(operator.locator("main")).to_contain_text(WARNING)


def test_a_day_is_chosen_by_keyboard_and_made_a_half_day(open_as: Open) -> None:
    page = open_as("quan-tri")
    page.goto("/ban-xu-ly/lich/default/2027")
    page.get_by_role("link", name="thứ Năm 30/12: Ngày làm việc").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = page.locator("#ngay")
    expect(panel).to_contain_text("thứ Sáu 31/12: Ngày làm việc")
    panel.get_by_label("Chỉ làm buổi sáng").check()
    panel.get_by_label("Tên ngày nghỉ").fill("Tất niên")
    panel.get_by_role("button", name="Ghi ngày này").click()
    expect(page.get_by_role("link", name="thứ Sáu 31/12: Nửa ngày, 08:00–12:00, Tất niên")).to_be_visible()
    page.goto("/ban-xu-ly/tinh-han?start=2027-12-30T09:00&amount=8&unit=working_hours&agency_id=")
    expect(page.locator("#ket-qua")).to_contain_text("nửa ngày 31/12 (08:00–12:00)")
    page.goto("/ban-xu-ly/lich/default/2027")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("link", name="thứ Sáu 31/12: Ngày làm việc")).to_be_visible()


def test_days_are_changed_without_javascript(open_as: Open) -> None:
    page = open_as("quan-tri", java_script_enabled=False)
    page.goto("/ban-xu-ly/lich/default/2027")
    page.get_by_role("link", name="thứ Hai 1/3: Ngày làm việc").click()
    page.get_by_label("Nghỉ cả ngày").check()
    page.get_by_label("Tên ngày nghỉ").fill("Bão")
    page.get_by_role("button", name="Ghi ngày này").click()
    page.get_by_role("button", name="Trả về như tuần thường").click()
    expect(page.get_by_role("link", name="thứ Hai 1/3: Ngày làm việc")).to_be_visible()
