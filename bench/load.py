"""Clients in processes of their own: they share no interpreter with what they measure. Knows no Django."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

from ihanoi.journal import rules  # pure: it loads no Django


@dataclass(slots=True)
class Load:
    """What all clients did together."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


Client = Callable[[int, float, Any], tuple[list[float], int]]
"""Number of the client, for how long to work, what it needs → latencies and refusals."""

_start: Any = None  # in a client's process: the barrier at which all wait for each other


def run(client: Client, needs: Sequence[Any], seconds: float) -> Load:
    """Let one client per element of `needs` work for so long; all begin when the last is ready."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(len(needs))
    with context.Pool(len(needs), initializer=_remember, initargs=(barrier,)) as pool:
        found = pool.starmap(client, [(n, seconds, need) for n, need in enumerate(needs)], chunksize=1)
    load = Load(seconds)
    for latencies, refused in found:
        load.latencies += latencies
        load.refused += refused
    return load


def _remember(barrier: Any) -> None:
    global _start
    _start = barrier


def repeat(act: Callable[[int], bool], seconds: float) -> tuple[list[float], int]:
    """Wait for the others, then call for so long; what is refused counts apart and is no success."""
    _start.wait(120)
    latencies: list[float] = []
    refused = turn = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        started = time.perf_counter()
        good = act(turn)
        spent = time.perf_counter() - started
        if good:
            latencies.append(spent)
        else:
            refused += 1
        turn += 1
    return latencies, refused


def get_client(_number: int, seconds: float, need: Mapping[str, Any]) -> tuple[list[float], int]:
    """GET addresses in turn over one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", need["port"], timeout=30)
    paths, headers = need["paths"], {"Cookie": need.get("cookie", ""), "Accept-Encoding": "identity"}

    def get(turn: int) -> bool:
        connection.request("GET", paths[turn % len(paths)], headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status == 200

    return repeat(get, seconds)


def json_client(number: int, seconds: float, need: Mapping[str, Any]) -> tuple[list[float], int]:
    """POST reports as JSON, each with a key of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", need["port"], timeout=30)
    reports, cookies = need["reports"], need["cookies"]

    def post(turn: int) -> bool:
        body = json.dumps({**reports[(turn + number * 37) % len(reports)], "client_key": str(uuid4())})
        headers = {"Content-Type": "application/json", "Cookie": cookies[turn % len(cookies)]}
        connection.request("POST", "/bench/submit", body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status == 201

    return repeat(post, seconds)


CSRF = "b" * 32


def form_client(number: int, seconds: float, need: Mapping[str, Any]) -> tuple[list[float], int]:
    """The three steps of the form, as a browser without JavaScript sends them. One latency per report."""
    connection = http.client.HTTPConnection("127.0.0.1", need["port"], timeout=30)
    reports, cookies = need["reports"], need["cookies"]

    def post(path: str, cookie: str, given: Mapping[str, Any]) -> bool:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{cookie}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
        }
        connection.request("POST", path, body=urlencode(given), headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status == 302

    def send(turn: int) -> bool:
        report = reports[(turn + number * 37) % len(reports)]
        cookie = cookies[turn % len(cookies)]
        place = {
            "address": report["address"],
            "lat": report["lat"],
            "lng": report["lon"],
            "unit": report["unit_id"],
        }
        words = {"text": report["text"], "field": report["field_id"], "danger": "0", "asked_alike": "1"}
        return (
            post("/gui-phan-anh", cookie, place)
            and post("/gui-phan-anh/mo-ta", cookie, words)
            and post("/gui-phan-anh/xem-truoc", cookie, {"consent": "on", "client_key": str(uuid4())})
        )

    return repeat(send, seconds)


def sql_client(_number: int, seconds: float, need: Mapping[str, Any]) -> tuple[list[float], int]:
    """The statements of one request that submits, replayed with new keys by a bare driver: the limit."""
    statements, case_id, key = need["statements"], need["case_id"], need["key"]
    connection = psycopg.connect(need["url"], prepare_threshold=1)

    def send(_turn: int) -> bool:
        new: dict[Any, Any] = {key: uuid4()}
        with connection.transaction(), connection.cursor() as cursor:
            for sql, given in statements:
                values = each(given, lambda value: _turned(value, new))
                if sql.startswith(_JOURNAL):
                    _chain(sql, values, new)
                cursor.execute(sql, values)
                if sql.startswith("SELECT nextval"):
                    row = cursor.fetchone()
                    new[case_id] = row[0] if row else case_id
        return True

    return repeat(send, seconds)


def each(given: Any, turn: Callable[[Any], Any]) -> Any:
    """The parameters of a statement, numbered or named, each turned into another."""
    if isinstance(given, Mapping):
        return {name: turn(value) for name, value in given.items()}
    return [turn(value) for value in given or ()]


_JOURNAL = "INSERT INTO journal_entry"


def _chain(sql: str, values: list[Any], new: dict[Any, Any]) -> None:
    """A line of history needs its own hash: otherwise the measured city's history would not verify any more."""
    columns = re.findall(r'"(\w+)"', sql.split("VALUES")[0])
    row = dict(zip(columns, values, strict=True))
    line = rules.line(
        row["subject"],
        row["subject_id"],
        row["seq"],
        rules.micros(row["at"]),
        row["actor_id"],
        row["role"],
        row["agency_id"],
        row["verb"],
    )
    new[row["hash"]] = chained = rules.chained(row["previous"], line, row["digest"])
    values[columns.index("hash")] = chained


def _turned(value: Any, new: Mapping[Any, Any]) -> Any:
    try:
        return new.get(value, value)
    except TypeError:  # JSON and bytes are no keys
        return value
