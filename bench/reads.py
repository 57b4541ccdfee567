"""What people read most: the officer's lists, filtered, in every role; the public map, at places that differ."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench import city, load
from bench.figures import Figure, quantile, spread
from bench.load import Load

SECONDS: Final = float(os.environ.get("BENCH_SECONDS", "6"))
CLIENTS: Final = 8
ROLES: Final = {
    "assigner": ("agency", "ca-co-quan"),
    "handler": ("agency", "ca-co-quan"),
    "approver": ("agency", "ca-co-quan"),
    "dispatcher": ("city", "ca-thanh-pho"),
    "overseer": ("city", "ca-thanh-pho"),
}
"""The longest list of each role: its name, and the last part of its address."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one role's list gave."""

    role: str
    load: Load
    queries: int


def inbox() -> list[Figure]:
    """Each role's longest list with filters that change: as JSON and as the full page. The slowest role counts."""
    filters = _filters()
    with city.web() as web:
        empty = gets(web.port, ["/alive"])
        as_json = [
            _read(web.port, role, [f"/bench/inbox?shelf={shelf}&{f}" for f in filters])
            for role, (shelf, _) in ROLES.items()
        ]
        as_page = [
            _read(web.port, role, [f"/ban-xu-ly/{slug}?{f}" for f in filters])
            for role, (_, slug) in ROLES.items()
        ]
    return [
        _slowest("officer's inbox as JSON, slowest of five roles", as_json, 300, empty),
        _slowest("officer's inbox as the full page, slowest of five roles", as_page, 80, empty),
    ]


def _filters() -> list[str]:
    """By state, by priority, and by the most frequent fields."""
    from django.db.models import Count

    from ihanoi.cases.queries import Case

    often = Case.objects.values_list("field_id").annotate(n=Count("pk")).order_by("-n")[:6]
    fields = [f"linh-vuc={field}" for field, _n in often if field]
    return ["trang-thai=handling", "trang-thai=submitted", "uu-tien=normal", "uu-tien=urgent", *fields]


def _read(port: int, role: str, paths: list[str]) -> Read:
    account = city.officer(role)
    cookies = [city.cookie(account) for _ in range(CLIENTS)]  # a page remembers its list in the session
    return Read(role, gets(port, paths, cookies), _queries(paths[-1], cookies[0]))


def _queries(path: str, cookie: str) -> int:
    """All of one request: who asks, rows, numbers. Without the looks of once a second at what a process keeps."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Cookie": cookie}, HTTP_HOST="127.0.0.1")
    client.get(path)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def _slowest(what: str, reads: Sequence[Read], target: int, empty: Load) -> Figure:
    slowest = min(reads, key=lambda read: read.load.rate)
    most = max(read.queries for read in reads)
    each = ", ".join(f"{read.role} {read.load.rate:.0f}/s" for read in reads)
    refused = sum(read.load.refused for read in reads)
    return Figure(
        what,
        f"{slowest.load.rate:.0f}/s, {spread(slowest.load.latencies)}",
        f"≥ {target}/s, ≤ 6 queries",
        slowest.load.rate >= target and most <= 6 and not refused,
        sum(len(read.load.latencies) for read in reads),
        of_empty(slowest.load, empty),
        f"{each}; filters change with every request; {most} queries, session and seats included",
    )


def public_map() -> list[Figure]:
    """The whole city by each state, and quarters at places that are never the same."""
    views = [f"/ban-do/diem?bbox=105.28,20.56,106.02,21.39&zoom=10{state}" for state in _STATES]
    with city.web() as web:
        empty = gets(web.port, ["/alive"])
        whole, quarter = gets(web.port, views), gets(web.port, _quarters(2000))
    return [_seen("whole city", whole, 500, empty), _seen("a quarter", quarter, 1000, empty)]


_STATES: Final = ("", "&trang-thai=open", "&trang-thai=late", "&trang-thai=waiting", "&trang-thai=doing")


def _quarters(count: int, seed: int = 7) -> list[str]:
    """Boxes of two by two kilometres within the inner city."""
    chance = random.Random(seed)
    corners = [(chance.uniform(105.76, 105.87), chance.uniform(20.96, 21.06)) for _ in range(count)]
    boxes = [f"{x:.5f},{y:.5f},{x + 0.02:.5f},{y + 0.02:.5f}" for x, y in corners]
    return [f"/ban-do/diem?bbox={box}&zoom=15" for box in boxes]


def _seen(what: str, found: Load, target: int, empty: Load) -> Figure:
    met = found.rate >= target and quantile(found.latencies, 0.99) <= 0.04 and not found.refused
    return Figure(
        f"public map, {what}",
        f"{found.rate:.0f}/s, {spread(found.latencies)}",
        f"≥ {target:,}/s, p99 ≤ 40 ms",
        met,
        len(found.latencies),
        of_empty(found, empty),
        "five states in turn"
        if "city" in what
        else "2,000 boxes; each process keeps a tile for five seconds",
    )


def of_empty(found: Load, empty: Load) -> str:
    """What an empty answer of the same server allows: the limit."""
    return f"{empty.rate:.0f}/s for an empty answer: {found.rate / empty.rate:.0%}"


def gets(port: int, paths: list[str], cookies: Sequence[str] = ("",), clients: int = CLIENTS) -> Load:
    """GET them in turn, each client with the next cookie and from another place in the list."""
    needs = [
        {
            "port": port,
            "paths": paths[n * 97 % len(paths) :] + paths[: n * 97 % len(paths)],
            "cookie": cookies[n % len(cookies)],
        }
        for n in range(clients)
    ]
    load.run(load.get_client, needs, 1.0)
    return load.run(load.get_client, needs, SECONDS)
