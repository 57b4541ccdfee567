"""Pictures of the key pages for docs/screens: `make screens` or `python -m tests.journeys.screens [address]`.

Without an address it starts a demo city of its own under var/screens and stops it again.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from ihanoi.operation.addresses import next_free
from tests.journeys import pictures, portal
from tests.journeys.people import CUA_NAM

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screens"
HEIGHTS = {360: 800, 1280: 900}
HIGHEST = 2600  # pixels; what lies below is more of the same
COLOURS = 256
TEXT = "Vỉa hè bong gạch trước số 29 Trần Quốc Toản, mưa là trơn, người già dễ ngã. Gọi tôi 0912 345 678."


@dataclass(frozen=True)
class Screen:
    """One page; `reach` goes there, as `who`."""

    name: str
    who: str
    reach: Callable[[Page], Any]
    widths: tuple[int, ...] = (360, 1280)
    themes: tuple[str, ...] = ("light", "dark")


def at(address: str) -> Callable[[Page], Any]:
    """Simply by address."""
    return lambda page: page.goto(address)


def first_of(address: str, link: str) -> Callable[[Page], Any]:
    """The first case of a list."""

    def go(page: Page) -> None:
        page.goto(address)
        page.goto(str(page.locator(link).first.get_attribute("href")))

    return go


def place(page: Page) -> None:
    """Step 1, with a picture and a place."""
    page.goto("/gui-phan-anh")
    if not page.locator("input[name=files]").count():
        with TemporaryDirectory() as folder:
            portal.add_picture(page, pictures.maker(Path(folder))("before"))
    portal.use_gps(page)
    page.locator("#don-vi", has_text="Thuộc").wait_for()


def words(page: Page) -> None:
    """Step 2, with words that say something private."""
    place(page)
    portal.go_on(page)
    portal.describe(page, TEXT)
    page.locator("#goi-y .notice").first.wait_for()


def preview(page: Page) -> None:
    """Step 3."""
    words(page)
    portal.on_to_the_preview(page)


def receipt(page: Page) -> None:
    """The own newest report's receipt, as it stood after sending."""
    page.goto("/cua-toi?loc=tat-ca")
    code = str(page.locator('main a[href^="/cua-toi/HN"]').first.get_attribute("href")).rsplit("/", 1)[1]
    page.goto(f"/phan-anh/{code}/da-gui")


def public_case(page: Page) -> None:
    """A published case with pictures of before and after."""
    page.goto("/ban-do?trang-thai=done&xem=danh-sach")
    hrefs = [each.get_attribute("href") for each in page.locator('#danh-sach a[href^="/phan-anh/HN"]').all()]
    for href in hrefs:
        page.goto(str(href))
        if page.locator("[data-compare]").count():
            return


def publication(page: Page) -> None:
    """The decision what the public will see, in the page of a case."""
    page.goto("/ban-xu-ly/?trang-thai=resolved")
    row = page.locator("[data-row]", has_text="Chờ công khai").first
    page.goto(f"{row.locator('a.inbox-title').get_attribute('href')}/cong-khai")


SCREENS = (
    Screen("01-home", "nguoi-dan", at("/")),
    Screen("02-report-photo", "nguoi-dan", place, themes=("light",)),
    Screen("03-report-text", "nguoi-dan", words, themes=("light",)),
    Screen("04-report-preview", "nguoi-dan", preview, themes=("light",)),
    Screen("05-receipt", "nguoi-dan", receipt, widths=(360,)),
    Screen("06-mycase", "nguoi-dan", first_of("/cua-toi", 'main a[href^="/cua-toi/HN"]')),
    Screen("07-public", "", public_case),
    Screen("08-map", "", at("/ban-do")),
    Screen("09-inbox", "phan-cong", at("/ban-xu-ly/")),
    Screen("10-case", "phan-cong", first_of("/ban-xu-ly/", "a.inbox-title")),
    Screen("11-dashboard", "", at("/minh-bach")),
    Screen("12-gallery", "", at("/bo-thanh-phan")),
    Screen("13-publication", "phe-duyet", publication, themes=("light",)),
    Screen("14-sign-in", "", at("/dang-nhap"), widths=(360,), themes=("light",)),
    Screen("15-desk-figures", "phe-duyet", at("/ban-xu-ly/so-lieu"), widths=(1280,), themes=("light",)),
    Screen("18-my-data", "nguoi-dan", at("/tai-khoan/du-lieu"), themes=("light",)),
    Screen("19-identity", "nguoi-dan", at("/tai-khoan/danh-tinh"), widths=(360,), themes=("light",)),
    Screen("20-accounts", "quan-tri", at("/ban-xu-ly/quan-tri/tai-khoan"), widths=(1280,), themes=("light",)),
    Screen("21-reads", "thanh-tra", at("/ban-xu-ly/nhat-ky-xem"), widths=(1280,), themes=("light",)),
    Screen("22-calendar", "", at("/lich-lam-viec/2026"), widths=(1280,), themes=("light",)),
    Screen("23-simulator", "quan-tri", at("/ban-xu-ly/mo-phong"), widths=(1280,), themes=("light",)),
)


def take(address: str, wanted: list[str]) -> None:
    """All pictures, or those whose names begin as wanted."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-quic"])
        for screen in SCREENS:
            if wanted and not screen.name.startswith(tuple(wanted)):
                continue
            for width in screen.widths:
                for theme in screen.themes:
                    _one(browser, address, screen, width, theme)
        browser.close()


def _one(browser: Browser, address: str, screen: Screen, width: int, theme: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=theme, locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh", is_mobile=width < 600, has_touch=width < 600, geolocation=CUA_NAM,
        permissions=["geolocation"], reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    if screen.who:
        portal.sign_in(page, screen.who)
    screen.reach(page)
    page.wait_for_load_state("networkidle")
    _unroll(page, width)
    name = f"{screen.name}-{width}-{theme}.png"
    _save(page.screenshot(), FOLDER / name)
    print(name, flush=True)  # noqa: T201 - says how far it is
    context.close()


def _unroll(page: Page, width: int) -> None:
    """A screen as high as the page, so that bars which stay in place lie at its end; maps draw again."""
    page.evaluate("scrollTo(0, 0)")
    high = page.evaluate("document.documentElement.scrollHeight")
    if page.locator(".map-page").count() == 0:
        page.set_viewport_size({"width": width, "height": min(max(high, HEIGHTS[width]), HIGHEST)})
    page.locator("[data-toast-close]").evaluate_all("each => each.map(button => button.click())")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)  # the map's tiles and pins come without a sign


def _save(data: bytes, path: Path) -> None:
    """Few colours: the pages are drawn, not photographed."""
    image = Image.open(BytesIO(data)).convert("RGB")
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


@contextmanager
def _own_demo() -> Iterator[str]:
    port = next_free("127.0.0.1", 8700)
    command = [
        sys.executable,
        "-m",
        "ihanoi.operation.cli",
        "--var",
        "var/screens",
        "up",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)  # noqa: T201 - says how far it is
        if "Building the demo city: done" in line or ("Ready after" in line and _is_told()):
            break
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _is_told() -> bool:
    """A second call finds the city as the first one left it."""
    return (ROOT / "var" / "screens" / "told").exists()


def main(arguments: list[str]) -> None:
    """`[address] [names…]`"""
    if arguments and urlsplit(arguments[0]).scheme:
        take(arguments[0], arguments[1:])
        return
    with _own_demo() as address:
        (ROOT / "var" / "screens" / "told").touch()
        take(address, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
