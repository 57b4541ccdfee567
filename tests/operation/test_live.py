"""The live channel tells who listens, and only them, and ends its streams before its server."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from ihanoi.config import settings
from ihanoi.config.live import allowed_origins
from ihanoi.kernel import clock, live
from ihanoi.operation.addresses import next_free
from ihanoi.operation.live import MOST, WAITING, Hub, Stream

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)


def test_only_numbered_things_are_topics() -> None:
    with pytest.raises(ValueError, match="not a topic"):
        live.token("everything", "secret", NOW)


def test_the_web_s_origin_may_listen() -> None:
    assert allowed_origins("https://ihanoi.example", demo=False) == {"https://ihanoi.example"}
    assert "http://localhost:8000" in allowed_origins("http://127.0.0.1:8000", demo=True)
    assert "http://localhost:8000" not in allowed_origins("http://127.0.0.1:8000", demo=False)


def test_a_slow_reader_is_cut_off_and_others_are_not() -> None:
    async def scene() -> None:
        hub = Hub()
        with hub.subscribe(["case:1"]) as slow, hub.subscribe(["case:2"]) as other:
            for _ in range(WAITING + 1):
                hub.tell("case:1")
            assert [slow.get_nowait() for _ in range(slow.qsize())] == [None]
            assert other.empty()
        assert len(hub) == 0

    asyncio.run(scene())


def test_a_closed_hub_takes_nobody() -> None:
    async def scene() -> None:
        hub = Hub()
        hub.close()
        with hub.subscribe(["case:1"]) as queue:
            assert queue.get_nowait() is None

    asyncio.run(scene())


def test_a_stream_sends_what_changed_and_ends_with_its_reader() -> None:
    async def scene() -> list[dict[str, Any]]:
        hub, sent, gone = Hub(), list[dict[str, Any]](), asyncio.Event()

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        stream = asyncio.create_task(
            Stream(hub, ["case:1"], "https://ihanoi.example", 60)({}, receive, send)  # type: ignore[arg-type]  # it reads nothing of the scope
        )
        await asyncio.sleep(0)
        for tell in (hub.beat, hub.resync, lambda: hub.tell("case:1"), lambda: hub.tell("case:2")):
            tell()
        gone.set()
        await asyncio.wait_for(stream, 5)
        assert len(hub) == 0
        return sent

    start, *bodies = asyncio.run(scene())
    assert (b"access-control-allow-origin", b"https://ihanoi.example") in start["headers"]
    assert [body["body"] for body in bodies] == [
        b"retry: 3000\n\n", b": \n\n", b"event: resync\ndata:\n\n", b"event: changed\ndata: case:1\n\n", b"",
    ]  # fmt: skip


def test_a_stream_ends_with_its_right_and_says_so() -> None:
    async def scene() -> list[bytes]:
        hub, sent = Hub(), list[bytes]()

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            return {}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message.get("body", b""))

        stream = Stream(hub, ["case:1"], None, 0.05)
        await asyncio.wait_for(stream({}, receive, send), 5)  # type: ignore[arg-type]  # it reads nothing of the scope
        assert len(hub) == 0
        return sent

    assert asyncio.run(scene())[-2:] == [b"event: renew\ndata:\n\n", b""]


def test_nobody_holds_more_streams_than_there_are_for_one() -> None:
    async def scene() -> None:
        hub, mine = Hub(), [("token", "a"), ("address", "203.0.113.7")]
        with contextlib.ExitStack() as streams:
            for _ in range(MOST["token"]):
                assert not hub.is_full(mine)
                streams.enter_context(hub.subscribe(["case:1"], mine))
            assert hub.is_full(mine)
            assert not hub.is_full([("token", "b"), ("address", "203.0.113.7")])
        assert not hub.is_full(mine)

    asyncio.run(scene())


@pytest.fixture
def channel(database_url: str) -> Iterator[int]:
    """The real server on a free port."""
    port = next_free("127.0.0.1", 18_000)
    environment = {**os.environ, "DATABASE_URL": database_url, "IHANOI_LIVE_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "ihanoi.config.live"], env=environment)
    try:
        end = time.monotonic() + 60
        while _get(port, "/alive")[0] != 200:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        assert process.wait(30) == 0


def test_a_notify_reaches_the_stream_of_its_topic(channel: int, database_url: str) -> None:
    token = live.token(live.case_topic(12), settings.LIVE_SECRET, clock.now())
    connection = http.client.HTTPConnection("127.0.0.1", channel, timeout=10)
    connection.request("GET", f"/stream?topic={token}", headers={"Origin": "http://127.0.0.1:8000"})
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    assert stream.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8000"
    assert stream.readline() == b"retry: 3000\n"
    with psycopg.connect(database_url, autocommit=True) as database:
        for topic in ("case:13", "case:12"):
            database.execute("select pg_notify(%s, %s)", [live.CHANNEL, topic])
    lines = [stream.readline() for _ in range(3)]
    while b"changed" not in lines[-2]:
        lines.append(stream.readline())  # a resync may come first, when the listener has just connected
    assert lines[-1] == b"data: case:12\n"


def test_one_token_opens_a_few_streams(channel: int) -> None:
    token = live.token(live.case_topic(12), settings.LIVE_SECRET, clock.now())
    held = [http.client.HTTPConnection("127.0.0.1", channel, timeout=5) for _ in range(MOST["token"] + 1)]
    for connection in held:
        connection.request("GET", f"/stream?topic={token}")
    answers = [connection.getresponse() for connection in held]
    assert [answer.status for answer in answers] == [200] * MOST["token"] + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    for connection in held:
        connection.close()


def test_strangers_hear_nothing(channel: int) -> None:
    assert _get(channel, "/stream?topic=case:12.9999999999.x")[0] == 204
    here = http.client.HTTPConnection("127.0.0.1", channel, timeout=5)
    here.request("GET", "/stream?topic=x", headers={"Origin": "http://127.0.0.1:8100"})
    assert (
        here.getresponse().headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8100"
    )  # no false alarm of CORS
    token = live.token(live.case_topic(12), settings.LIVE_SECRET, clock.now())
    assert _get(channel, f"/stream?topic={token}", {"Origin": "https://elsewhere.example"})[0] == 403


def _get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()
