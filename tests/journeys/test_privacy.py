"""A citizen takes a copy of everything, then asks to be forgotten; the guardian does it, and the figures stay."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import portal
from tests.journeys.arrange import OWN_PASSWORD
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

MINE = "/tai-khoan/du-lieu"
COPY_WITHIN = 60_000  # milliseconds: the worker makes it


def test_a_copy_then_deletion(open_as: Open, stack: Stack) -> None:
    email = str(stack.arrange("person"))
    phone = open_as(phone=True)
    phone.goto(f"/dang-nhap?next={MINE}")
    portal.sign_in_here(phone, email, OWN_PASSWORD)
    phone.wait_for_url(re.compile(MINE))
    expect(phone.get_by_role("heading", name="Sáu quyền của bạn")).to_be_visible()

    phone.get_by_role("link", name="Nhận bản sao").click()
    phone.get_by_role("button", name="Làm bản sao").click()
    data = json.loads(_downloaded(phone).read("du-lieu.json"))
    assert data["tai_khoan"][0]["thu_dien_tu"] == email

    before = _figures(open_as)
    phone.goto(MINE)
    phone.get_by_role("link", name="Xóa", exact=True).click()
    phone.get_by_label("Tôi hiểu: xóa xong thì không lấy lại được.").check()
    phone.get_by_role("button", name="Gửi yêu cầu").click()
    code = phone.locator("header .sub.num").inner_text()

    guardian = open_as("bao-ve-du-lieu")
    guardian.goto("/ban-xu-ly/du-lieu-ca-nhan")
    guardian.locator("main .relative", has_text=code).get_by_role("link").click()
    expect(guardian.locator("main")).to_contain_text("Xóa thì đụng tới gì")
    guardian.get_by_role("button", name="Nhận thực hiện").click()
    guardian.get_by_label("Đã đọc số liệu ở trên").check()
    guardian.get_by_role("button", name="Xóa ngay, không lấy lại được").click()
    expect(guardian.locator("main")).to_contain_text("Tài khoản đã xóa")

    phone.goto(MINE)
    phone.wait_for_url(re.compile("/dang-nhap"))
    assert _figures(open_as) == before


def _downloaded(page: Page) -> zipfile.ZipFile:
    """As soon as the worker has made it."""
    at = page.url
    for _try in range(30):
        page.goto(at)
        if page.get_by_role("link", name="Tải về").count():
            break
        page.wait_for_timeout(COPY_WITHIN / 30)
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải về").first.click()
    return zipfile.ZipFile(io.BytesIO(Path(started.value.path()).read_bytes()))


def _figures(open_as: Open) -> str:
    """What everybody reads of the city's work."""
    page = open_as()
    page.goto("/minh-bach")
    return page.locator("main .fig").all_inner_texts().__repr__()
