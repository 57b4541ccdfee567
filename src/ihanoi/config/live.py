"""The live channel: server-sent events that say "this topic changed"; the browser then asks for the page's part again.

It hears of changes through one LISTEN connection and fans out in memory; it holds no session and no personal data.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TypeAlias
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ihanoi.config import settings
from ihanoi.kernel import clock
from ihanoi.kernel.live import CHANNEL, topic_of

log = logging.getLogger("ihanoi.live")
HEARTBEAT = 25.0  # seconds; shorter than the idle limit of common proxies
MOST_TOPICS = 20  # in one stream
WAITING = 50  # changes a slow reader may have waiting before it is cut off and connects anew


Queue: TypeAlias = "asyncio.Queue[bytes | None]"  # None ends the stream


class Hub:
    """Who listens to which topic."""

    def __init__(self) -> None:
        self._queues: defaultdict[str, set[Queue]] = defaultdict(set)
        self._all: set[Queue] = set()
        self.closed = False

    @contextlib.contextmanager
    def subscribe(self, topics: list[str]) -> Iterator[Queue]:
        """A queue that gets every change of the topics."""
        queue: Queue = asyncio.Queue(WAITING)
        if self.closed:
            queue.put_nowait(None)
        self._all.add(queue)
        for topic in topics:
            self._queues[topic].add(queue)
        try:
            yield queue
        finally:
            self._all.discard(queue)
            for topic in topics:
                self._queues[topic].discard(queue)
                if not self._queues[topic]:
                    del self._queues[topic]

    def tell(self, topic: str) -> None:
        """A topic changed."""
        self._put(self._queues.get(topic, ()), f"event: changed\ndata: {topic}\n\n".encode())

    def beat(self) -> None:
        """Keep every stream alive."""
        self._put(self._all, b": \n\n")

    def resync(self) -> None:
        """Changes may have been missed: everybody asks again."""
        self._put(self._all, b"event: resync\ndata:\n\n")

    def close(self) -> None:
        """End every stream, also those that come late; browsers connect again by themselves."""
        self.closed = True
        for queue in list(self._all):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(None)

    def __len__(self) -> int:
        return len(self._all)

    @staticmethod
    def _put(queues: Iterable[Queue], message: bytes) -> None:
        for queue in list(queues):
            try:
                queue.put_nowait(message)
            except asyncio.QueueFull:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(None)


hub = Hub()


class Stream(Response):
    """Sends what the hub tells until the reader goes away."""

    def __init__(self, topics: list[str], origin: str | None) -> None:
        self.topics = topics
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        if self.origin:
            headers += [(b"access-control-allow-origin", self.origin.encode()), (b"vary", b"Origin")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with hub.subscribe(self.topics) as queue:
            gone = asyncio.create_task(_gone(receive, queue))
            try:
                await send({"type": "http.response.body", "body": b"retry: 3000\n\n", "more_body": True})
                while (message := await queue.get()) is not None:
                    await send({"type": "http.response.body", "body": message, "more_body": True})
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                gone.cancel()


async def _gone(receive: Receive, queue: Queue) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    with contextlib.suppress(asyncio.QueueFull):
        queue.put_nowait(None)


def allowed_origins(public_url: str, demo: bool) -> frozenset[str]:
    """The web application's origin; in the demo also the same port under its other local name."""
    parts = urlsplit(public_url)
    hosts = {parts.netloc}
    if demo and parts.port:
        hosts |= {f"localhost:{parts.port}", f"127.0.0.1:{parts.port}"}
    return frozenset(f"{parts.scheme}://{host}" for host in hosts)


ORIGINS = allowed_origins(settings.PUBLIC_URL, settings.DEMO)


async def stream(request: Request) -> Response:
    """`GET /stream?topic=TOKEN&topic=TOKEN`"""
    origin = request.headers.get("origin")
    if origin is not None and origin not in ORIGINS:
        return PlainTextResponse("This origin may not listen.", status_code=403)
    tokens = request.query_params.getlist("topic")[:MOST_TOPICS]
    topics = [topic for signed in tokens if (topic := topic_of(signed, settings.LIVE_SECRET, clock.now()))]
    if not topics:
        # 204 tells an EventSource not to come back: the page needs new tokens first.
        return Response(status_code=204)
    return Stream(topics, origin)


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
