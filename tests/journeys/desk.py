"""What officers do on the pages, in their words."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def open_from_inbox(page: Page, code: str, shelf: str = "") -> None:
    """The case waits in a list of the officer, without a name in the own one."""
    page.goto(f"/ban-xu-ly/{shelf}?tim={code}")
    row = page.locator("[data-row]", has_text=code)
    row.locator("a.inbox-title").click()
    page.wait_for_url(f"**/ban-xu-ly/{code}")


def open_case(page: Page, code: str) -> None:
    """By its address."""
    page.goto(f"/ban-xu-ly/{code}")
    expect(page.locator(".desk-head")).to_contain_text(code)


def choose(page: Page, verb: str) -> None:
    """Open the form of a move from the panel of what is allowed."""
    page.locator("#cac-buoc").get_by_role("link", name=re.compile(f"^{verb}")).click()
    expect(page.locator("#buoc")).to_be_visible()


def confirm(page: Page, verb: str) -> None:
    """The form's own button; ends on the page that follows, which says what was done."""
    button = page.locator("#buoc").get_by_role("button", name=verb, exact=True)
    done, held = page.locator(".toast-line", has_text=verb), page.locator("#buoc [data-held]")
    button.click()
    expect(done.or_(held)).to_be_visible()
    if held.is_visible():  # what is pointed out, as that another journey answered alike, has now been seen
        button.click()
    expect(done).to_be_visible()


def pick(page: Page, label: str) -> None:
    """One of the form's choices, all in sight."""
    page.locator("#buoc label.pick", has_text=label).click()


def fill(page: Page, label: str, text: str) -> None:
    """One field of the form."""
    page.locator("#buoc").get_by_label(label).fill(text)


def move(page: Page, verb: str) -> None:
    """A move without anything to fill in."""
    choose(page, verb)
    confirm(page, verb)


def receive(page: Page) -> None:
    move(page, "Tiếp nhận")


def assign(page: Page, to: str = "") -> None:
    """To a person of the list, or to the one who is suggested."""
    choose(page, "Phân công")
    if to:
        page.locator("#buoc label", has_text=to).get_by_role("radio").check()
    confirm(page, "Phân công")


def accept(page: Page) -> None:
    move(page, "Nhận việc")


def fill_result(page: Page, answer: str, picture: str = "", outcome: str = "Đã khắc phục") -> None:
    """The result's form, not yet sent."""
    form = page.locator("#buoc")
    form.get_by_label("Trả lời người gửi").fill(answer)
    form.locator("label", has_text=re.compile(f"^{outcome}$")).click()
    if picture:
        form.locator("input[name=pictures]").set_input_files(picture)
        expect(form.locator("input[name=files]")).not_to_have_count(0)


def submit_result(page: Page, answer: str, picture: str) -> None:
    choose(page, "Trình kết quả")
    fill_result(page, answer, picture)
    confirm(page, "Trình kết quả")


def approve(page: Page) -> None:
    move(page, "Duyệt kết quả")


def shows_state(page: Page, label: str) -> None:
    """The badge over the case."""
    expect(page.locator(".desk-head .badges, .desk-head").first).to_contain_text(label)
