"""The rows of the table: each measures one thing and says what it found."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from bench import city, fingerprints, load, reads
from bench.figures import Figure, milliseconds, quantile, spread
from bench.load import Load

SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
CLIENTS = 8
SENDERS = 60  # of each client, in turn


def submit() -> list[Figure]:
    """Reports through HTTP, and the same statements by a bare driver."""
    reports = city.reports()
    cookies = city.new_senders(CLIENTS * SENDERS)
    with city.web() as web:
        needs = [
            {"port": web.port, "reports": reports, "cookies": cookies[n::CLIENTS]} for n in range(CLIENTS)
        ]
        load.run(load.json_client, needs, 1.5)  # warm
        sent = load.run(load.json_client, needs, SECONDS)
        form = load.run(load.form_client, needs, SECONDS)
    bare = load.run(load.sql_client, [_recorded(reports[0], cookies[0])] * CLIENTS, SECONDS)
    share = sent.rate / bare.rate
    return [
        Figure(
            "submit through HTTP, JSON, 8 clients",
            f"{sent.rate:.0f}/s, {spread(sent.latencies)}",
            "≥ 250/s, p99 ≤ 100 ms",
            sent.rate >= 250 and quantile(sent.latencies, 0.99) <= 0.1,
            len(sent.latencies),
            f"{bare.rate:.0f}/s by a bare psycopg script: {share:.0%} (target ≥ 40 %)",
            _refused(sent),
        ),
        Figure(
            "the whole form (three requests a report)",
            f"{form.rate:.0f} reports/s, {spread(form.latencies)}",
            "–",
            None,
            len(form.latencies),
            "",
            _refused(form),
        ),
    ]


PACE_S = 2.0  # the relay looks twice a second; what it needs longer for would pile up


def relayed() -> list[Figure]:
    """Reports through HTTP while the worker on the same cores tells everybody of them."""
    from bench import stack

    reports, cookies = city.reports(), city.new_senders(CLIENTS * SENDERS)
    with city.web() as web, stack.worker():
        needs = [
            {"port": web.port, "reports": reports, "cookies": cookies[n::CLIENTS]} for n in range(CLIENTS)
        ]
        load.run(load.json_client, needs, 1.5)  # warm
        _emptied()
        sent = load.run(load.json_client, needs, SECONDS)
        left, needed = _emptied()
    return [
        Figure(
            "submit with the worker keeping pace",
            f"{sent.rate:.0f}/s, {spread(sent.latencies)}",
            "≥ 120/s, outbox empty after ≤ 2 s",
            sent.rate >= 120 and needed <= PACE_S,
            len(sent.latencies),
            "",
            f"{left} events waited at the end, told {needed:.1f} s later; letters queued, not sent {_refused(sent)}",
        )
    ]


def _emptied() -> tuple[int, float]:
    """How many events wait in the outbox now, and for how many seconds until none does."""
    from ihanoi.journal import queries

    begun, left = time.monotonic(), queries.outbox()["count"]
    while queries.outbox()["count"]:
        if time.monotonic() - begun > 300:
            raise RuntimeError("the relay does not empty the outbox")
        time.sleep(0.02)
    return left, time.monotonic() - begun


def _refused(found: Load) -> str:
    return f"{found.refused} refused" if found.refused else ""


def _recorded(report: dict[str, Any], cookie: str) -> dict[str, Any]:
    """The statements of one request that submits, with their parameters: who asks is read too."""
    from django.db import connection

    from ihanoi.cases.queries import Case

    key = uuid4()
    _post(report | {"client_key": str(uuid4())}, cookie)  # caches
    statements: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        statements.append((str(sql), load.each(params, _plain)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        _post(report | {"client_key": str(key)}, cookie)
    case_id = Case.objects.values_list("pk", flat=True).get(client_key=key)
    return {"statements": statements, "case_id": case_id, "key": key, "url": os.environ["DATABASE_URL"]}


def _post(given: dict[str, Any], cookie: str) -> None:
    from django.test import Client

    answer = Client().post("/bench/submit", given, "application/json", headers={"cookie": cookie})
    assert answer.status_code == 201, answer.content


def _plain(value: Any) -> Any:
    """Without Django's wrappers, so that a process without Django can read it."""
    from psycopg import Binary
    from psycopg.types.json import Json, Jsonb

    from ihanoi.journal.rules import canonical

    if isinstance(value, Jsonb):
        return Jsonb(value.obj)
    if isinstance(value, Json):  # the journal's: hashed as it is spelt
        return Json(value.obj, dumps=canonical)
    if isinstance(value, Binary):
        return bytes(value.obj)
    return bytes(value) if isinstance(value, memoryview) else value


def life() -> list[Figure]:
    """Submit, receive, assign, accept, result, approve, publish, rate: through the actions, one process per core."""
    cores = len(os.sched_getaffinity(0))
    found = load.run(lives_client, [{"url": os.environ["DATABASE_URL"]}] * cores, SECONDS)
    return [
        Figure(
            "whole life of a case (8 moves)",
            f"{found.rate:.1f}/s, {spread(found.latencies)}",
            "≥ 50/s",
            found.rate >= 50,
            len(found.latencies),
            "",
            f"{cores} processes through the actions, without HTTP",
        )
    ]


def lives_client(number: int, seconds: float, _need: Any) -> tuple[list[float], int]:
    """One process that tells lives one after another."""
    import django

    django.setup()
    from bench.lives import Life

    life = Life(number)
    life.tell(0)
    return load.repeat(life.tell, seconds)


def month() -> list[Figure]:
    """The month report of all agencies, nothing kept from before."""
    from django.core.cache import cache

    from ihanoi.insight import queries

    times = []
    for first in queries.months()[:3]:
        cache.clear()
        begun = time.perf_counter()
        queries.report(first)
        times.append(time.perf_counter() - begun)
    return [
        Figure(
            "month report of all agencies",
            milliseconds(max(times)),
            "≤ 1 s",
            max(times) <= 1,
            len(times),
            "",
            "slowest of three months",
        )
    ]


def routing() -> list[Figure]:
    """Text and point → agency, in one process."""
    from ihanoi.routing import queries

    reports = city.reports(400)
    queries.route(reports[0]["text"], reports[0]["lat"], reports[0]["lon"])
    times = []
    for report in reports:
        begun = time.perf_counter()
        queries.route(report["text"], report["lat"], report["lon"])
        times.append(time.perf_counter() - begun)
    middle = statistics.median(times)
    return [
        Figure(
            "routing of one report (text + point)",
            spread(times),
            "≤ 5 ms median",
            middle <= 0.005,
            len(times),
        )
    ]


def due_times() -> list[Figure]:
    """Due times in one process; `bench.due_times` also compares them with a slow count."""
    from bench import due_times as due

    known, moments = due.calendar(), due.starts(20_000)
    rates = [due.rate(known, moments, limit) for limit in due.LIMITS]
    worst = min(rates)
    return [
        Figure(
            "due times",
            f"{worst:,.0f}/s",
            "≥ 200,000/s",
            worst >= due.TARGET,
            len(moments) * len(rates),
            "",
            "slowest kind of limit",
        )
    ]


def verification() -> list[Figure]:
    """The whole history, line by line and seal by seal."""
    from ihanoi.journal import actions, queries

    actions.seal()
    begun = time.perf_counter()
    report = queries.verify()
    seconds = time.perf_counter() - begun
    rate = report.lines / seconds
    word = "sound" if report.sound else f"BROKEN: {report.broken[0]}"
    return [
        Figure(
            "verification of the history",
            f"{rate:,.0f} lines/s",
            "≥ 200,000/s",
            rate >= 200_000,
            report.lines,
            "",
            word,
        )
    ]


def memory() -> list[Figure]:
    """The whole stack after a quiet moment: the proportional share of each process, database included."""
    from bench import stack

    kilobytes, by_name = stack.idle()
    megabytes = kilobytes / 1024
    return [
        Figure(
            "memory of the whole demo stack, idle",
            f"{megabytes:.0f} MB",
            "≤ 600 MB",
            megabytes <= 600,
            len(by_name),
            "",
            "; ".join(by_name),
        )
    ]


ROWS: dict[str, Callable[[], list[Figure]]] = {
    "submit": submit, "relay": relayed, "life": life, "inbox": reads.inbox, "map": reads.public_map, "month": month,
    "routing": routing, "due": due_times, "verify": verification, "memory": memory,
    "fingerprints": fingerprints.measure,
}  # fmt: skip
