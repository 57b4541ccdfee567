"""The real thing for the journeys: an own database, the demo city without its told life, and `ihanoi up`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
from psycopg import conninfo, sql

from ihanoi.operation.addresses import next_free

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "journeys_"
READY = "Ready after"


class Helper:
    """The process that sets the stage (`tests.journeys.arrange`): one line of JSON down, one up.

    A process of its own, since Playwright's loop keeps Django's models out of the test process.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.arrange"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def __call__(self, what: str, **given: Any) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"what": what, **given}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the helper of the journeys ended; its last words are above")
        answer = json.loads(line)
        if "wrong" in answer:
            raise RuntimeError(answer["wrong"])
        return answer["right"]

    def stop(self) -> None:
        """Closing its input ends it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(20)


@dataclass
class Stack:
    """A running platform."""

    url: str
    var: Path
    arrange: Helper
    log: list[str] = field(default_factory=list)  # of all programs, as the supervisor prints it
    database: Path | None = None  # the log of the database, where it is an embedded one
    begun: int = 0  # bytes that other runs had written there

    def said(self) -> list[str]:
        """Every line of every program and of the database."""
        if self.database is None:
            return list(self.log)
        with self.database.open("rb") as file:
            file.seek(self.begun)
            return [*self.log, *file.read().decode(errors="replace").splitlines()]


@contextmanager
def started(server: str) -> Iterator[Stack]:
    """Everything on free ports, on a database of its own of the server; nothing is left behind."""
    var = Path(mkdtemp(prefix="ihanoi-journeys-"))
    with _own_database(server) as database:
        port = next_free("127.0.0.1", 18_000 + os.getpid() % 1000)
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("IHANOI_")
        } | {
            "DATABASE_URL": database,
            "IHANOI_VAR": str(var),
            "IHANOI_DEMO": "1",
            "IHANOI_LOG_LEVEL": "INFO",  # more than in operation: test_logs.py searches it for personal data
            "IHANOI_DESK_IDLE": "86400",  # a sign-in is used by many journeys, however slow the machine
            "IHANOI_ADMINISTRATION_IDLE": "86400",
            "IHANOI_MAIL_PORT": str(next_free("127.0.0.1", port + 1000)),
            "IHANOI_SMS_PORT": str(next_free("127.0.0.1", port + 2000)),
            "IHANOI_PUBLIC_URL": f"http://localhost:{port}",
            "DJANGO_SETTINGS_MODULE": "ihanoi.config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        try:
            arrange = Helper(environment)
            stack = Stack(environment["IHANOI_PUBLIC_URL"], var, arrange)
            stack.database = _log_of(server)
            stack.begun = stack.database.stat().st_size if stack.database else 0
            with _running(stack, environment, port):
                yield stack
            arrange.stop()
        finally:
            shutil.rmtree(var, ignore_errors=True)


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    name = f"{PREFIX}{os.getpid()}"
    with psycopg.connect(conninfo.make_conninfo(server, dbname="postgres"), autocommit=True) as connection:
        _drop_leftovers(connection)
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield _as_url(conninfo.conninfo_to_dict(server) | {"dbname": name})
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _log_of(server: str) -> Path | None:
    """What `operation.database` lets an embedded server write; another one keeps its log to itself."""
    with psycopg.connect(server, autocommit=True) as connection:
        row = connection.execute("show data_directory").fetchone()
    log = Path(str(row[0]) + ".log") if row else None
    return log if log and log.exists() else None


def _as_url(parts: dict[str, Any]) -> str:
    """libpq reads key=value lists wherever it reads addresses."""
    return conninfo.make_conninfo("", **parts)


def _drop_leftovers(connection: psycopg.Connection[Any]) -> None:
    """Databases of runs that were killed."""
    found = connection.execute(
        "select datname from pg_database where datname like %s", [PREFIX + "%"]
    ).fetchall()
    for (name,) in found:
        owner = name.removeprefix(PREFIX)
        if not (owner.isdigit() and Path(f"/proc/{owner}").exists()):
            with suppress(psycopg.Error):
                connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@contextmanager
def _running(stack: Stack, environment: dict[str, str], port: int) -> Iterator[None]:
    command = [
        sys.executable,
        "-m",
        "ihanoi.operation.cli",
        "--var",
        str(stack.var),
        "up",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    ready = threading.Event()
    reader = threading.Thread(target=_read, args=[process, stack.log, ready], daemon=True)
    reader.start()
    try:
        ready.wait(180)
        if not any(READY in line for line in stack.log):
            raise RuntimeError("`ihanoi up` did not become ready:\n" + "\n".join(stack.log))
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
        reader.join(5)


def _read(process: subprocess.Popen[str], log: list[str], ready: threading.Event) -> None:
    """Its output ends when it ends, which also ends the waiting."""
    assert process.stdout
    for line in process.stdout:
        log.append(line.rstrip())
        if READY in line:
            ready.set()
    ready.set()
