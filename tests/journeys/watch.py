"""What a browser complains about: errors of scripts, broken policies, requests that fail."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, Request, Response

POLITE = re.compile(r"status of (404|409|422|429)\b")  # answers that are pages; each journey checks its own


class Watch:
    """`over(page)` listens from then on; `expect_offline()` forgives requests that find no network."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._offline = False

    def expect_offline(self) -> None:
        """The journey pulls the plug itself."""
        self._offline = True

    def over(self, page: Page) -> None:
        """Listen to one page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or POLITE.search(message.text) or self._offline:
            return
        self.complaints.append(f"console at {message.location.get('url')}: {message.text}")

    def _failed(self, request: Request) -> None:
        """Leaving a page cuts what is still under way; that is no fault."""
        why = request.failure or ""
        if "ERR_ABORTED" not in why and not self._offline:
            self.complaints.append(f"{request.method} {request.url}: {why}")

    def _answered(self, response: Response) -> None:
        kind = response.request.resource_type
        if response.status >= 500 or (response.status >= 400 and kind not in ("document", "fetch", "xhr")):
            self.complaints.append(f"{response.request.method} {response.url}: {response.status}")
