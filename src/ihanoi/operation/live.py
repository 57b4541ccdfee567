"""The live channel: who listens to what, how a stream is sent, and the server that holds thousands of them."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final, TypeAlias

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

MOST: Final = {
    "account": 30,
    "token": 5,  # nosec B105  # a number of streams
    "address": 2000,
}  # streams at once; an address may be a whole office's
WAITING = 50  # changes a slow reader may have waiting before it is cut off and connects anew

Queue: TypeAlias = "asyncio.Queue[bytes | None]"  # None ends the stream


class Hub:
    """Who listens to which topic."""

    def __init__(self) -> None:
        self._queues: defaultdict[str, set[Queue]] = defaultdict(set)
        self._all: set[Queue] = set()
        self._holders: Counter[tuple[str, str]] = Counter()
        self.closed = False

    def is_full(self, holders: Collection[tuple[str, str]]) -> bool:
        """Whether one of the holders, as ("address", "203.0.113.7"), has as many streams as it may."""
        return any(self._holders[holder] >= MOST[holder[0]] for holder in holders)

    @contextlib.contextmanager
    def subscribe(self, topics: list[str], holders: Collection[tuple[str, str]] = ()) -> Iterator[Queue]:
        """A queue that gets every change of the topics."""
        queue: Queue = asyncio.Queue(WAITING)
        self._holders.update(holders)
        if self.closed:
            queue.put_nowait(None)
        self._all.add(queue)
        for topic in topics:
            self._queues[topic].add(queue)
        try:
            yield queue
        finally:
            self._all.discard(queue)
            self._holders.subtract(holders)
            self._holders += Counter()  # without those that have none left
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

    def renew(self, queue: Queue) -> None:
        """The right to this stream is over: the page must ask for another, and gets it while its session lives."""
        self._put([queue], b"event: renew\ndata:\n\n")
        with contextlib.suppress(asyncio.QueueFull):
            queue.put_nowait(None)

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


def origin_headers(origin: str | None) -> dict[str, str]:
    """What lets a page of another origin read the answer."""
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin else {}


class Stream(Response):
    """Sends what the hub tells until the reader goes away, or `life` (seconds) is over."""

    def __init__(
        self,
        hub: Hub,
        topics: list[str],
        origin: str | None,
        life: float,
        holders: Collection[tuple[str, str]] = (),
    ) -> None:
        self.hub = hub
        self.topics = topics
        self.origin = origin
        self.life = life
        self.holders = holders

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        headers += [(k.lower().encode(), v.encode()) for k, v in origin_headers(self.origin).items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with self.hub.subscribe(self.topics, self.holders) as queue:
            gone = asyncio.create_task(_gone(receive, queue))
            over = asyncio.get_running_loop().call_later(self.life, self.hub.renew, queue)
            try:
                await send({"type": "http.response.body", "body": b"retry: 3000\n\n", "more_body": True})
                while (message := await queue.get()) is not None:
                    await send({"type": "http.response.body", "body": message, "more_body": True})
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                over.cancel()
                gone.cancel()


async def _gone(receive: Receive, queue: Queue) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    with contextlib.suppress(asyncio.QueueFull):
        queue.put_nowait(None)


async def serve(application: ASGIApp, hub: Hub, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        backlog=8192,
        backpressure=100_000,  # a stream is an open request: thousands are normal here
        websockets=False,
        log_level=LogLevels.error,
    )

    def stop() -> None:
        hub.close()  # granian waits for open streams, and they would never end by themselves
        server.stop()  # type: ignore[no-untyped-call]  # granian leaves it without types

    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop)
    await server.serve()
