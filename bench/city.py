"""The city that is measured: a database and a folder of its own, made once and kept for the next time."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CASES = int(os.environ.get("BENCH_CASES", "10000"))
VAR = Path(os.environ.get("BENCH_VAR", ROOT / "var" / "bench"))


def say(text: str) -> None:
    """One line for the person who waits."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)  # noqa: T201 - says how far it is


@contextlib.contextmanager
def opened() -> Iterator[None]:
    """Server up, Django set up, data there."""
    folder = VAR / str(CASES)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "IHANOI_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "IHANOI_DEMO": "true",
    }
    from ihanoi.operation import database

    with database.running(database.default_folder(folder), say=say) as server:
        os.environ["DATABASE_URL"] = server.url()
        import django

        django.setup()
        prepare()
        yield


def prepare() -> None:
    """Schema, static files, the demo's people and life, and copies until there are enough."""
    from django.core.management import call_command

    from ihanoi.cases.queries import Case
    from ihanoi.demo import actions as demo
    from ihanoi.operation import preparation

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not preparation.is_installed():
        preparation.install()  # while there is nothing to seal: `ihanoi up` would read a million texts through
    if not demo.is_founded():
        demo.build_foundation(progress=say)
    if not demo.is_built():
        demo.build_life(progress=say)
    have = Case.objects.count()
    if CASES - have > CASES // 100:
        # An interrupted build goes on with other cases: hence another seed.
        demo.copy_life(count=CASES - have, progress=say, seed=have)


@dataclass(frozen=True, slots=True)
class Web:
    """The web server under measurement."""

    port: int
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def web() -> Iterator[Web]:
    """The project's own server with its own number of workers, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "IHANOI_PORT": str(port), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    process = subprocess.Popen([sys.executable, "-m", "ihanoi.operation.web"], env=environment, cwd=ROOT)
    try:
        _until(lambda: answers(port), process)
        yield Web(port, process)
    finally:
        process.terminate()
        process.wait(20)


def answers(port: int) -> bool:
    """Whether `GET /alive` does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/alive")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _until(true: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the server did not start")
        time.sleep(0.1)


def cookie(account_id: int) -> str:
    """A session of the account, as after signing in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from ihanoi.identity import actions as identity
    from ihanoi.identity.sessions import SessionStore
    from ihanoi.identity.words import Method
    from ihanoi.people import queries as people

    account, session = people.account(account_id), SessionStore()
    session[SESSION_KEY] = str(account_id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    identity.begin_session(
        account=account, session_key=session.session_key or "", method=Method.PASSWORD, strong=True, agent="",
        address="127.0.0.1",
    )  # fmt: skip
    return f"sessionid={session.session_key}"


def citizens() -> list[int]:
    """Accounts that may send, first of all the sign-in."""
    from ihanoi.demo.models import Stage

    return list(Stage.objects.get(name="foundation").kept["citizens"])


def new_senders(count: int) -> list[str]:
    """Sessions of new accounts: nobody may send more than twenty reports an hour."""
    from ihanoi.kernel.actor import SYSTEM
    from ihanoi.people import actions as people

    mark = time.time_ns()
    new = [
        people.NewAccount(
            f"do-{mark:x}-{n}@bench.ihanoi.example",
            "Người Gửi Thử",
            f"03{(mark // 10_000 + n) % 10**8:08d}",  # who sends has said who they are (R20)
            citizen_id=f"001000{(mark // 10_000 + n) % 10**6:06d}",
        )
        for n in range(count)
    ]
    return [cookie(account.pk) for account in people.create_accounts(actor=SYSTEM, new=new, password=None)]


def officer(role: str) -> int:
    """The sign-in of the demo ward that holds the role, or of the city where the ward has none."""
    from ihanoi.people import queries as people

    ward = people.agency_by_code("phuong-cua-nam")
    assert ward is not None
    for above in (ward, people.city()):
        agencies = [above, *people.children(above.id)]
        if found := [account.id for agency in agencies for account in people.holders(role, agency.id)]:
            return min(found)
    raise LookupError(role)


def reports(count: int = 300, seed: int = 7) -> list[dict[str, Any]]:
    """What clients send: the demo's texts and places."""
    from ihanoi.demo import reports as demo

    rng = random.Random(seed)
    made = []
    for _ in range(count):
        spot = demo.spot(rng, demo.anywhere(rng))
        report = demo.write(rng, demo.pick(rng, {}), spot)
        made.append(
            {
                "text": report.text, "consent": True, "lat": spot.lat, "lon": spot.lon, "address": spot.address,
                "unit_id": spot.unit_id, "field_id": demo.field_id(report),
            }
        )  # fmt: skip
    return made
