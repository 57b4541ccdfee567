"""Journeys in a real Chromium through the running platform.

One platform for all of them, so one worker runs them all.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    StorageState,
    expect,
    sync_playwright,
)

from tests.journeys import pictures, portal
from tests.journeys.people import CUA_NAM
from tests.journeys.silence import assert_silent
from tests.journeys.stack import Stack, started
from tests.journeys.watch import Watch

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--disable-3d-apis",  # maps are drawn by the processor here, which is slow; their lists say the same
]  # fmt: skip
PHONE, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
FAILED = pytest.StashKey[bool]()
WAIT = 15_000  # milliseconds; the machine may be busy with other tests
expect.set_options(timeout=WAIT)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser can be left out: `-m "not browser"`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def stack(database_url: str) -> Iterator[Stack]:
    """The running platform; stopped when the last journey is over. What it said tells nobody's number or address."""
    with started(database_url) as running:
        yield running
        secrets = running.arrange("told")
    assert_silent(running, secrets)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """For the journeys only: its loop would forbid the database to other tests of the same process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The distribution's Chromium; nothing is downloaded."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "the journeys need Chromium: make chromium"
    chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def signed_in() -> dict[str, StorageState]:
    """Cookies of those who have signed in, so that each signs in once."""
    return {}


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the browser complains about fails the journey."""
    watching = Watch()
    yield watching
    assert not watching.complaints, "\n".join(watching.complaints)


@pytest.fixture
def open_as(
    browser: Browser,
    stack: Stack,
    watch: Watch,
    signed_in: dict[str, StorageState],
    request: pytest.FixtureRequest,
) -> Iterator[Open]:
    """`open_as("xu-ly")` is a page in a browser of its own; blank for somebody who is not signed in."""
    contexts: list[BrowserContext] = []

    def open_page(who: str = "", *, phone: bool = False, **options: Any) -> Page:
        context = browser.new_context(**(settings(stack.url, phone=phone) | _cookies(who) | options))
        context.set_default_timeout(WAIT)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        if who and not _cookies(who):
            portal.sign_in(page, who)
            if "java_script_enabled" not in options:
                signed_in[who] = context.storage_state()
        return page

    def _cookies(who: str) -> dict[str, Any]:
        return {"storage_state": signed_in[who]} if who in signed_in else {}

    yield open_page
    if request.node.stash.get(FAILED, False):
        _keep_pictures(request.node.name, contexts)
    for context in contexts:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that failed keeps pictures of its pages and says what the programs said last."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
        stack = item.funcargs.get("stack") if isinstance(item, pytest.Function) else None
        if stack:
            said = [line for line in stack.log if " INFO procrastinate." not in line]
            report.sections.append(("ihanoi up", "\n".join(said[-60:])))
    return report


def _keep_pictures(name: str, contexts: list[BrowserContext]) -> None:
    """What was on the screens when a journey failed, under JOURNEY_PICTURES if that is set."""
    folder = os.environ.get("JOURNEY_PICTURES")
    if not folder:
        return
    for number, page in enumerate(page for context in contexts for page in context.pages):
        page.screenshot(
            path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name)}-{number}.png", full_page=True
        )


def settings(url: str, *, phone: bool) -> dict[str, Any]:
    """A browser of a Hanoian: phone with touch and a known place, or a desk."""
    return {
        "base_url": url,
        "viewport": PHONE if phone else WIDE,
        "has_touch": phone,
        "is_mobile": phone,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
        "geolocation": CUA_NAM,
        "permissions": ["geolocation", "clipboard-read", "clipboard-write"],
    }


@pytest.fixture
def citizen(stack: Stack) -> str:
    """The e-mail address of a citizen whom no other journey knows."""
    return str(stack.arrange("citizen"))


@pytest.fixture(scope="package")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """`photo("before")` is the path of a picture as a phone would take it, with its place inside."""
    return pictures.maker(tmp_path_factory.mktemp("pictures"))
