"""`ihanoi up`: the whole platform on one machine, from an empty folder to an address to open."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ihanoi.operation import database
from ihanoi.operation.addresses import is_free, next_free
from ihanoi.operation.lock import Lock, only_one
from ihanoi.operation.supervisor import Printer, Program, Supervisor
from ihanoi.operation.trouble import Trouble

PYTHON = (sys.executable, "-m")


@dataclass(frozen=True)
class Plan:
    """Where everything listens."""

    var: Path
    host: str
    web: int
    live: int
    mail: int
    sms: int
    vneid: int
    demo: bool

    @property
    def shown_host(self) -> str:
        """A name where it is this machine: browsers make passkeys for names, not for numbers."""
        here = ("0.0.0.0", "::", "127.0.0.1", "::1")  # nosec B104  # compared, not bound
        return "localhost" if self.host in here else self.host

    @property
    def address(self) -> str:
        return os.environ.get("IHANOI_PUBLIC_URL") or f"http://{self.shown_host}:{self.web}"

    def environment(self) -> dict[str, str]:
        """What the programs read; whatever the caller has set already stands."""
        ours = {
            "IHANOI_PUBLIC_URL": self.address,
            "IHANOI_LIVE_URL": f"http://{self.shown_host}:{self.live}",
        }
        mailbox = {"IHANOI_MAIL_PORT": str(self.mail), "IHANOI_SMS_PORT": str(self.sms)} if self.demo else {}
        provider = self._provider() if self.demo and "IHANOI_OIDC_ISSUER" not in os.environ else {}
        return {
            **{name: value for name, value in ours.items() if name not in os.environ},
            **mailbox,
            **provider,
            "IHANOI_VAR": str(self.var),
            "IHANOI_HOST": self.host,
            "IHANOI_PORT": str(self.web),
            "IHANOI_LIVE_PORT": str(self.live),
            "PYTHONUNBUFFERED": "1",
        }

    def _provider(self) -> dict[str, str]:
        """Who plays VNeID in the demo, and to where it sends people back."""
        hosts = {self.shown_host, "127.0.0.1", "localhost"}
        back = {f"http://{host}:{self.web}" for host in hosts} | {self.address}
        return {
            "IHANOI_VNEID_PORT": str(self.vneid),
            "IHANOI_OIDC_ISSUER": f"http://{self.shown_host}:{self.vneid}",
            "IHANOI_VNEID_RETURNS": " ".join(f"{origin}/dang-nhap/vneid/ve" for origin in sorted(back)),
        }


def plan_for(var: Path, host: str, port: int | None, *, demo: bool) -> Plan:
    """Choose the ports. Only the web's is promised to anyone, so only that one may be refused."""
    web = port or int(os.environ.get("IHANOI_PORT", "8000"))
    if not is_free(host, web):
        other = next_free(host, web + 1)
        if not (
            sys.stdin.isatty() and click.confirm(f"Port {web} is taken. Use {other} instead?", default=True)
        ):
            raise Trouble(f"Port {web} is taken by another program. Use: ihanoi up --port {other}")
        web = other
    live = next_free(host, int(os.environ.get("IHANOI_LIVE_PORT", web + 1)), frozenset({web}))
    mail = next_free("127.0.0.1", int(os.environ.get("IHANOI_MAIL_PORT", "8025")), frozenset({web, live}))
    sms = next_free("127.0.0.1", int(os.environ.get("IHANOI_SMS_PORT", "8026")), frozenset({web, live, mail}))
    vneid = next_free(
        host, int(os.environ.get("IHANOI_VNEID_PORT", "8027")), frozenset({web, live, mail, sms})
    )
    return Plan(var, host, web, live, mail, sms, vneid, demo)


def answering(host: str, port: int) -> Callable[[], bool]:
    """Whether something answers there. A host name that this server is not called by is refused, which is an answer."""

    def ask() -> bool:
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/alive", headers={"X-Forwarded-Proto": "https"})
            return connection.getresponse().status < 500
        except OSError:
            return False
        finally:
            connection.close()

    return ask


def programs(plan: Plan) -> list[Program]:
    """Web, worker, live; in the demo also those who take the letters and the text messages that are sent out."""
    environment = plan.environment()

    def program(
        name: str, module: str, answers: Callable[[], bool] = lambda: True, grace: float = 10
    ) -> Program:
        return Program(name, [*PYTHON, *module.split()], environment, answers, grace)

    web = program("web", "ihanoi.operation.web", answering(plan.shown_host, plan.web), grace=15)
    worker = program("worker", "ihanoi.operation.worker", grace=25)
    live = program("live", "ihanoi.config.live", answering(plan.shown_host, plan.live), grace=5)
    if not plan.demo:
        return [web, worker, live]
    mail = program("mail", "ihanoi.adapters.mailbox")
    sms = program("sms", "ihanoi.adapters.sms")
    codes = program("codes", "ihanoi.operation.worker codes", grace=25)
    vneid = program("vneid", "ihanoi.adapters.vneid", answering(plan.shown_host, plan.vneid), grace=5)
    # The demo city's life is told while the pages are open; its clock stands in the past, so the worker, whose clock
    # is the real one, waits until it is told.
    worker.after = Program("demo", [*PYTHON, "ihanoi.operation.preparation", "demo"], environment, once=True)
    return [web, live, mail, sms, vneid, codes, worker.after, worker]


@contextlib.contextmanager
def some_database(var: Path, say: database.Say) -> Iterator[database.Server | None]:
    """The database for the time of the block: the embedded server, or None where DATABASE_URL names another.

    The programs need no address for the embedded one: it follows from IHANOI_VAR (`database.default_url`).
    """
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    with database.running(database.default_folder(var), say=say) as server:
        yield server


def up(var: Path, host: str, port: int | None, *, demo: bool) -> None:
    """Start everything and keep it running until Ctrl-C. Raises Trouble with the reason why it could not."""
    printer = Printer()

    def say(text: str) -> None:
        printer.line("ihanoi", text)

    begun = time.monotonic()
    with only_one(var) as lock:
        plan = plan_for(var, host, port, demo=demo)
        lock.say(plan.address)
        with some_database(var, say) as server:
            supervisor = Supervisor(programs(plan), printer, care=_keeper(server, say))
            supervisor.listen_for_signals()
            _prepare(plan, printer, supervisor)
            _serve(supervisor, plan, begun, lock, say)
        say("Stopped.")


def _prepare(plan: Plan, printer: Printer, supervisor: Supervisor) -> None:
    """In a process of its own, which may be interrupted: each of its steps can be repeated."""
    child = subprocess.Popen(  # nosec B603  # a fixed program, no shell
        [*PYTHON, "ihanoi.operation.preparation"],
        env={**os.environ, **plan.environment()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    assert child.stdout is not None
    for line in child.stdout:
        printer.line("prepare", line.rstrip())
        if supervisor.asked_to_stop.is_set():
            child.terminate()
    if child.wait() and not supervisor.asked_to_stop.is_set():
        raise Trouble("The preparation failed; its last words are above.")


def _serve(supervisor: Supervisor, plan: Plan, begun: float, lock: Lock, say: database.Say) -> None:
    try:
        if not supervisor.asked_to_stop.is_set() and supervisor.start():
            _welcome(plan, time.monotonic() - begun, say)
            supervisor.watch()
    finally:
        say("Stopping …")
        supervisor.stop()


def _keeper(server: database.Server | None, say: database.Say) -> Callable[[], None]:
    """Start the embedded database again when it dies, a few times."""
    deaths: list[float] = []

    def keep() -> None:
        if server is None or server.pid is not None:
            return
        now = time.monotonic()
        deaths[:] = [at for at in deaths if now - at < 60] + [now]
        if len(deaths) > 5:
            raise Trouble(f"PostgreSQL died {len(deaths)} times within a minute. Its log is {server.log}.")
        say("PostgreSQL died; starting it again")
        database.revive(server)

    return keep


def _welcome(plan: Plan, seconds: float, say: database.Say) -> None:
    say(f"Ready after {seconds:.1f} s: {plan.address}")
    listed = plan.var / "sign-ins.json"
    accounts = json.loads(listed.read_text()) if plan.demo and listed.exists() else []
    if accounts:
        say("Sign in as (demo only):")
    for role, name, password in accounts:
        say(f"  {role:<30} {name:<34} {password}")
    say("Ctrl-C stops everything.")
