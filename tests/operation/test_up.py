"""`ihanoi up` as a person meets it: from an empty folder to a page, and to nothing left behind."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from ihanoi.operation import database
from ihanoi.operation.addresses import is_free, next_free
from ihanoi.operation.cli import main
from ihanoi.operation.lock import Held, only_one
from ihanoi.operation.trouble import Trouble

IHANOI = Path(sys.executable).with_name("ihanoi")


@pytest.fixture
def var() -> Iterator[Path]:
    with TemporaryDirectory(prefix="ihanoi-") as name:
        yield Path(name)


def start(var: Path, port: int, **more: str) -> subprocess.Popen[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "IHANOI_VAR"}
    }
    return subprocess.Popen(
        [IHANOI, "--var", var, "up", "--no-demo", "--port", str(port)],
        env={
            **environment,
            "IHANOI_HOSTS": "127.0.0.1,localhost",
            "IHANOI_SECRET_KEY": "only-for-this-test-" * 4,
            "IHANOI_KEYS": f"test:{b64encode(bytes(32)).decode()}",
            "IHANOI_INDEX_KEY": b64encode(bytes(32)).decode(),
            "IHANOI_SMS_TOKEN": "only-for-this-test",
            **more,
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout
    seen = ""
    for line in process.stdout:
        seen += line
        if words in line:
            return seen
    raise AssertionError(seen)


def test_a_production_with_the_secret_of_the_demo_does_not_start(var: Path) -> None:
    process = start(var, next_free("127.0.0.1", 19_300), IHANOI_SECRET_KEY="short")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "sessions could be forged" in said and "Ready" not in said


def test_from_an_empty_folder_to_a_page_and_back(var: Path) -> None:
    port = next_free("127.0.0.1", 19_000)
    process = start(var, port)
    try:
        read_until(process, "Ready after")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/dang-nhap", headers={"X-Forwarded-Proto": "https"})
        page = connection.getresponse()
        assert page.status == 200
        assert "'unsafe" not in page.headers["Content-Security-Policy"]

        second = start(var, port + 50)
        said, _ = second.communicate(timeout=30)
        assert second.returncode == 1
        assert f"already runs on {var} at http://localhost:{port} (process {process.pid})" in said
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=40)
    assert process.returncode == 0, rest
    assert rest.rstrip().endswith("Stopped.")
    assert is_free("127.0.0.1", port)
    assert not (var / "postgres" / "postmaster.pid").exists()

    again = start(var, port)
    try:
        seen = read_until(again, "Ready after")
        assert "Install" not in seen  # what is done is not done again
        assert "Applying" not in seen
    finally:
        again.send_signal(signal.SIGTERM)
        again.communicate(timeout=40)
    assert again.returncode == 0


def test_nothing_but_the_database_outlives_a_killed_supervisor_and_a_killed_server(var: Path) -> None:
    process = start(var, next_free("127.0.0.1", 19_600))
    read_until(process, "Ready after")
    started = programs_below(process.pid)
    web = [pid for pid, name in started.items() if "ihanoi.operation.web" in name]
    assert len(web) > 1  # its workers too
    os.kill(min(web), signal.SIGKILL)  # first, or it would still end its workers
    process.kill()
    process.communicate(timeout=40)
    end = time.monotonic() + 30
    while alive := {pid: name for pid, name in started.items() if Path(f"/proc/{pid}").exists()}:
        assert time.monotonic() < end, alive
        time.sleep(0.1)
    with database.running(database.default_folder(var)):
        pass  # the next user takes it over and stops it


def programs_below(pid: int) -> dict[int, str]:
    """Process id → command line of all that `pid` started, PostgreSQL left out."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found: dict[int, str] = {}
    near = {pid}
    while near := {child for child, parent in parents.items() if parent in near}:
        for child in near:
            with contextlib.suppress(OSError):
                found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return {child: name for child, name in found.items() if "postgres" not in name}


def test_a_taken_port_is_named_with_a_free_one(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        shown = CliRunner().invoke(main, ["--var", str(var), "up", "--port", str(port)])
    assert shown.exit_code == 1
    assert f"Port {port} is taken" in shown.output
    assert "ihanoi up --port" in shown.output


def test_a_port_that_needs_rights_is_named() -> None:
    with pytest.raises(Trouble, match="Cannot listen on"):
        is_free("203.0.113.1", 8000)


def test_the_lock_goes_with_its_holder(var: Path) -> None:
    with only_one(var) as lock:
        lock.say("http://here")
        with pytest.raises(Held, match="http://here"), only_one(var):
            pass
    with only_one(var):
        pass


def test_a_folder_that_cannot_be_made_is_named(var: Path) -> None:
    (var / "file").write_text("")
    with pytest.raises(Trouble, match="cannot be used"), only_one(var / "file" / "below"):
        pass


@pytest.mark.parametrize(
    "command", ["up", "demo", "check", "migrate", "setup", "verify", "due", "outbox", "boundaries"]
)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert "Usage:" in shown.output
