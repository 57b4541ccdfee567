"""Takes every letter by SMTP and keeps it. Started by the demo's supervisor; knows no Django, to stay light."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from ihanoi.adapters.mailbox.box import Box
from ihanoi.operation.parent import die_with_parent

HOST = "127.0.0.1"  # never reachable from elsewhere
PORT = int(os.environ.get("IHANOI_MAIL_PORT", "8025"))
LARGEST = 5 * 1024 * 1024  # bytes of one letter


class Keeper:
    """The handler that aiosmtpd calls for each letter."""

    def __init__(self, box: Box) -> None:
        self._box = box

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        content = envelope.content or b""
        self._box.keep(content if isinstance(content, bytes) else content.encode())
        return "250 kept"


async def serve(port: int, box: Box) -> None:
    """Until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    keeper = Keeper(box)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", data_size_limit=LARGEST, enable_SMTPUTF8=True), HOST, port
    )
    print(f"ready on {HOST}:{port}", flush=True)  # noqa: T201 - the supervisor waits for this line
    async with server:
        await stopped.wait()


def main() -> None:
    """Port and folder come from the environment, as for every program of the supervisor."""
    die_with_parent()
    asyncio.run(serve(PORT, Box(Path(os.environ.get("IHANOI_VAR", "var")) / "mailbox")))


if __name__ == "__main__":
    main()
