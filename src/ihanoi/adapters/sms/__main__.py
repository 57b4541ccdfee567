"""A gateway for text messages that sends nothing and keeps everything. Started by the demo's supervisor.

It keeps the contract of README.md and knows no Django, to stay light. A few numbers make it fail on purpose.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import signal
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from ihanoi.adapters.sms.box import Box
from ihanoi.operation.parent import die_with_parent

HOST: Final = "127.0.0.1"  # never reachable from elsewhere
LARGEST: Final = 16 * 1024  # bytes of a request
NUMBER: Final = re.compile(r"84[35789][0-9]{8}")
LONGEST: Final = 1_000  # characters of a message
FAULTS: Final = {  # numbers of nobody, to try out what a gateway may do
    "84999000429": HTTPStatus.TOO_MANY_REQUESTS,
    "84999000500": HTTPStatus.INTERNAL_SERVER_ERROR,
    "84999000422": HTTPStatus.UNPROCESSABLE_ENTITY,
}
SLOW, PAUSE = "84999000408", 3.0  # takes the message, and says so after some seconds


class Gateway(ThreadingHTTPServer):
    """One process, a thread for each request."""

    daemon_threads = True

    def __init__(self, port: int, box: Box, token: str) -> None:
        super().__init__((HOST, port), Handler)
        self.box, self.token = box, token


class Handler(BaseHTTPRequestHandler):
    """`POST /messages`."""

    server: Gateway

    def do_POST(self) -> None:
        """Take a message."""
        given = self._given()
        if self.path != "/messages":
            self._answer(HTTPStatus.NOT_FOUND)
        elif not self._is_known():
            self._answer(HTTPStatus.UNAUTHORIZED)
        elif given is None or not (key := self.headers.get("Idempotency-Key", "")):
            self._answer(HTTPStatus.BAD_REQUEST)
        else:
            self._take(str(given.get("to", "")), str(given.get("text", "")), key)

    def _take(self, to: str, text: str, key: str) -> None:
        if not NUMBER.fullmatch(to) or not 0 < len(text) <= LONGEST:
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY)
        elif to in FAULTS:
            self._answer(FAULTS[to])
        else:
            new = self.server.box.keep("0" + to.removeprefix("84"), text, key)
            if to == SLOW and new:
                time.sleep(PAUSE)
            self._answer(HTTPStatus.CREATED if new else HTTPStatus.OK)

    def _given(self) -> dict[str, Any] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            return None
        try:
            given = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None
        return given if isinstance(given, dict) else None

    def _is_known(self) -> bool:
        borne = self.headers.get("Authorization", "")
        return hmac.compare_digest(borne.encode(), f"Bearer {self.server.token}".encode())

    def _answer(self, status: HTTPStatus) -> None:
        self.send_response(status)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self.send_header("Retry-After", "20")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server calls it so
        """Nothing: a number is nobody else's business."""


def main() -> None:
    """Port, folder and token come from the environment, as for every program of the supervisor."""
    die_with_parent()
    port = int(os.environ.get("IHANOI_SMS_PORT", "8026"))
    token = os.environ.get("IHANOI_SMS_TOKEN", "demo")
    server = Gateway(port, Box(Path(os.environ.get("IHANOI_VAR", "var")) / "sms"), token)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"ready on {HOST}:{server.server_port}", flush=True)  # noqa: T201 - the supervisor waits for this line
    server.serve_forever()


if __name__ == "__main__":
    main()
