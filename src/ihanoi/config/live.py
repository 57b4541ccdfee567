"""The live channel: server-sent events that say "this topic changed"; the browser then asks for that part again.

It hears of changes through one LISTEN connection and fans out in memory; it holds no session and no personal data.
One process, no Django: `python -m ihanoi.config.live`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ihanoi.config import settings
from ihanoi.kernel import clock
from ihanoi.kernel.live import CHANNEL, read
from ihanoi.operation.doors import refuse
from ihanoi.operation.limits import network_of, real_address
from ihanoi.operation.live import Hub, Stream, origin_headers, serve
from ihanoi.operation.parent import die_with_parent

log = logging.getLogger("ihanoi.live")
HEARTBEAT = 25.0  # seconds; shorter than the idle limit of common proxies
MOST_TOPICS = 20  # in one stream
hub = Hub()


def allowed_origins(public_url: str, demo: bool) -> frozenset[str]:
    """The web application's origin; in the demo also the same port under its other local name."""
    parts = urlsplit(public_url)
    hosts = {parts.netloc}
    if demo and parts.port:
        hosts |= {f"localhost:{parts.port}", f"127.0.0.1:{parts.port}"}
    return frozenset(f"{parts.scheme}://{host}" for host in hosts)


ORIGINS = allowed_origins(settings.PUBLIC_URL, settings.DEMO) | {f"https://{settings.ADMINISTRATION_HOST}"}


def may_listen(origin: str | None) -> bool:
    """Tokens are the right to listen; the origin is a second wall. In the demo every local page may try."""
    if origin is None or origin in ORIGINS:
        return True
    try:
        return settings.DEMO and urlsplit(origin).hostname in ("localhost", "127.0.0.1", "::1")
    except ValueError:
        return False


async def stream(request: Request) -> Response:
    """`GET /stream?topic=TOKEN&topic=TOKEN`"""
    origin = request.headers.get("origin")
    if not may_listen(origin):
        return PlainTextResponse("This origin may not listen.", status_code=403)
    now = clock.now().timestamp()
    tokens = request.query_params.getlist("topic")[:MOST_TOPICS]
    known = {
        signed: each for signed in tokens if (each := read(signed, settings.LIVE_SECRET)) and each[1] > now
    }
    if not known:
        # 204 tells an EventSource not to come back: the page needs new tokens first.
        # With the origin, or the browser would complain of CORS and hide the true reason.
        return Response(status_code=204, headers=origin_headers(origin))
    topics = [topic for topic, _ in known.values()]
    holders = {("address", _address(request)), *(("token", signed) for signed in known)}
    holders |= {("account", topic) for topic in topics if topic.startswith("account:")}
    if hub.is_full(holders):
        return PlainTextResponse(
            "Too many streams.", status_code=429, headers={"Retry-After": "60", **origin_headers(origin)}
        )
    return Stream(hub, topics, origin, min(until for _, until in known.values()) - now, holders)


def _address(request: Request) -> str:
    peer = request.client.host if request.client else ""
    return network_of(real_address(peer, request.headers.get("x-forwarded-for", ""), settings.PROXIES))


async def alive(request: Request) -> Response:
    """For the supervisor."""
    return JSONResponse({"alive": True, "streams": len(hub)})


async def listen() -> None:
    """Hear of changes for ever; after a lost connection tell everybody to look again."""
    pause = 0.5
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                settings.DATABASE_URL, autocommit=True
            ) as connection:
                await connection.execute(sql.SQL("listen {}").format(sql.Identifier(CHANNEL)))
                hub.resync()
                pause = 0.5
                async for notify in connection.notifies():
                    hub.tell(notify.payload)
        except psycopg.Error as error:
            log.warning(
                "the database is away (%s); trying again",
                str(error).strip().splitlines()[0] if str(error) else "",
            )
        await asyncio.sleep(pause)
        pause = min(pause * 2, 10)


async def beat() -> None:
    """One clock for all streams."""
    while True:
        await asyncio.sleep(HEARTBEAT)
        hub.beat()


@contextlib.asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    """Listener and heartbeat live as long as the server."""
    tasks = [asyncio.create_task(listen()), asyncio.create_task(beat())]
    yield
    for task in tasks:
        task.cancel()


application = Starlette(routes=[Route("/stream", stream), Route("/alive", alive)], lifespan=lifespan)


def main() -> None:
    """The program that the supervisor starts. IHANOI_HOST and IHANOI_LIVE_PORT say where."""
    die_with_parent()
    refuse(settings)
    host, port = os.environ.get("IHANOI_HOST", "127.0.0.1"), int(os.environ.get("IHANOI_LIVE_PORT", "8001"))
    asyncio.run(serve(application, hub, host, port))
    os._exit(0)  # granian's threads may still ask for an interpreter that is being taken down, and abort


if __name__ == "__main__":
    main()
