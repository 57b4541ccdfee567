"""The live channel's server: one process, one event loop, no Django. `python -m ihanoi.operation.live`."""

from __future__ import annotations

import asyncio
import os
import signal

from granian.constants import Interfaces
from granian.server.embed import Server

from ihanoi.operation.parent import die_with_parent


async def serve() -> None:
    """Serve until SIGTERM or SIGINT."""
    from ihanoi.config.live import application, hub

    server = Server(
        application,
        address=os.environ.get("IHANOI_HOST", "127.0.0.1"),
        port=int(os.environ.get("IHANOI_LIVE_PORT", "8001")),
        interface=Interfaces.ASGI,
        backlog=8192,
        backpressure=100_000,  # a stream is an open request: thousands are normal here
        websockets=False,
        log_enabled=False,
    )

    def stop() -> None:
        hub.close()  # granian waits for open streams, and they would never end by themselves
        server.stop()

    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop)
    await server.serve()


def main() -> None:
    """Run the loop."""
    die_with_parent()
    asyncio.run(serve())


if __name__ == "__main__":
    main()
