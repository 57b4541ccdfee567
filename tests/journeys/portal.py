"""What citizens do on the pages, in their words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import PASSWORD, email_of

CODE = re.compile(r"HN-\d{4}-\d{6,}")
DIGITS = re.compile(r"(?<![\d.:/])\d{6}(?![\d/])")
LETTERS_WITHIN = 90_000  # milliseconds: the timetable sends letters each minute


def add_picture(page: Page, path: str) -> None:
    """Chosen, sent at once, and shown when it has arrived."""
    before = page.locator("input[name=files]").count()
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator("input[name=files]")).to_have_count(before + 1)


def use_gps(page: Page) -> None:
    """The device's own place, which the page asks for once, and the unit that it names for it."""
    page.locator("[data-gps]").click()
    if page.locator("[data-agree]").count():
        page.locator("[data-agree]").click()
    expect(page.locator("input[name=lat]")).not_to_have_value("")
    expect(page.locator("#don-vi [name=unit]").first).to_be_attached()


def go_on(page: Page) -> None:
    """The button of the step."""
    page.get_by_role("button", name=re.compile("^Tiếp:")).click()


def on_to_the_preview(page: Page) -> None:
    """From the words. Where similar cases are near by the page asks once whether it is another matter."""
    with page.expect_navigation():
        go_on(page)
    if page.locator("#trung section").count():
        with page.expect_navigation():
            go_on(page)
    expect(page.get_by_role("heading", name="Xem trước khi gửi")).to_be_visible()


def address(page: Page) -> Locator:
    """The field for an address, with or without completions; the map's name mentions it too."""
    return page.locator("#id_address")


def danger(page: Page, answer: str) -> None:
    """Whether it is dangerous now; never chosen beforehand."""
    group = page.get_by_role("group", name="Có nguy hiểm ngay lúc này không?")
    group.locator("label", has_text=answer).click()


def describe(page: Page, text: str) -> None:
    """Step 2 with words and no danger."""
    page.get_by_label("Chuyện gì đang xảy ra?").fill(text)
    danger(page, "Không")


def tell(page: Page, text: str) -> None:
    """A report from where the device is, as far as the preview."""
    page.goto("/gui-phan-anh")
    use_gps(page)
    go_on(page)
    describe(page, text)
    on_to_the_preview(page)


def send(page: Page) -> None:
    """Declare and send; ends on the receipt."""
    page.get_by_label(re.compile("Tôi chịu trách nhiệm")).check()
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.wait_for_url("**/da-gui")
    expect(page.get_by_role("heading", name=re.compile("^Đã gửi. Cảm ơn"))).to_be_visible()


def sign_in(page: Page, who: str) -> None:
    """Through the page, as everybody does."""
    page.goto("/dang-nhap")
    sign_in_here(page, email_of(who))
    page.wait_for_url(lambda address: "/dang-nhap" not in address)


def sign_in_here(page: Page, email: str, password: str = PASSWORD) -> None:
    """On the sign-in page that one was sent to."""
    form = page.locator("form").filter(has=page.get_by_label("Mật khẩu"))
    if not form.is_visible():
        page.get_by_text("Đăng nhập bằng mật khẩu").click()
    form.get_by_label("Số điện thoại hoặc thư điện tử").fill(email)
    form.get_by_label("Mật khẩu").fill(password)
    form.get_by_role("button", name="Đăng nhập").click()


def code_on(page: Page) -> str:
    """The code that the receipt shows."""
    found = CODE.search(page.locator("main").inner_text())
    assert found, "no code on the page"
    return found.group()


def open_mine(page: Page, code: str) -> None:
    """From the list of my reports."""
    page.goto("/cua-toi?loc=tat-ca")
    page.locator(f'main a[href="/cua-toi/{code}"]').first.click()
    page.wait_for_url(f"**/cua-toi/{code}")


def rate(page: Page, code: str, value: str, why: str = "") -> None:
    """On the own page of the case."""
    page.goto(f"/cua-toi/{code}")
    form = page.locator("#danh-gia")
    form.locator("label", has_text=re.compile(f"^{value}$")).click()
    if why:
        form.locator("label", has_text=why).click()
    form.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text(re.compile("^Đã gửi đánh giá"))).to_be_visible()


def wait_for_notice(page: Page, text: str) -> None:
    """The worker writes notices after the commit."""
    _reload_until(page, "/thong-bao", text, 15_000)


def wait_for_letter(page: Page, email: str, subject: str) -> None:
    """In the demo's own mailbox."""
    _reload_until(page, f"/hop-thu?den={email}", subject, LETTERS_WITHIN)


def texted_code(page: Page, number: str, after: str = "") -> str:
    """The code of the newest message to the number, as the demo's phone shows it; `after`: another than this one."""
    return _newest_code(page, f"/tin-nhan?so={number}", after)


def mailed_code(page: Page, email: str, after: str = "") -> str:
    """The same for the newest letter."""
    page.goto(f"/hop-thu?den={email}")
    _reload_until(page, f"/hop-thu?den={email}", "iHanoi: mã", 15_000)
    page.locator("main li a").first.click()
    return _newest_code(page, page.url, after)


def _newest_code(page: Page, address: str, after: str) -> str:
    page.goto(address)
    for _try in range(30):  # the worker sends it within a second or two
        found = DIGITS.findall(page.locator("main").inner_text())
        if found and found[0] != after:
            return str(found[0])
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("no code came")


def _reload_until(page: Page, address: str, text: str, within: int) -> None:
    """Asked again twice a second, since nothing on the page changes by itself."""
    page.goto(address)
    found = page.locator("main").get_by_text(text)
    for _try in range(within // 500):
        if found.count():
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(found.first).to_be_visible()
