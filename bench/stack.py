"""The whole platform as `ihanoi up` starts it, and how much memory it holds when nobody asks anything."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench import city

QUIET_S = 8.0  # until the programs have read what they keep


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """The project's own worker beside what is measured: the relay and the jobs. No mail server answers it."""
    environment = {**os.environ, "PYTHONPATH": f"{city.ROOT}:{city.ROOT / 'src'}"}
    command = [sys.executable, "-m", "ihanoi.operation.worker"]
    process = subprocess.Popen(
        command, env=environment, cwd=city.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        if process.stdout.readline() != b"ready\n":
            raise RuntimeError("the worker did not start")
        yield
    finally:
        process.terminate()
        process.wait(60)


def idle() -> tuple[int, list[str]]:
    """Kilobytes in all, and per program. The measured city's database goes on running: it is counted with the rest."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{city.ROOT}:{city.ROOT / 'src'}",
        "DJANGO_SETTINGS_MODULE": "ihanoi.config.settings",
    }
    environment.pop("DATABASE_URL")
    port = 18750
    command = [
        sys.executable,
        "-m",
        "ihanoi.operation.cli",
        "--var",
        environment["IHANOI_VAR"],
        "up",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        command, env=environment, cwd=city.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 120
        while not city.answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the stack did not start")
            time.sleep(0.2)
        time.sleep(QUIET_S)
        return _weigh(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _weigh(root: int) -> tuple[int, list[str]]:
    by_name: dict[str, int] = defaultdict(int)
    for pid in [*_under(root), *_postgres()]:
        by_name[_name(pid)] += _pss(pid)
    ordered = sorted(by_name.items(), key=lambda item: -item[1])
    return sum(by_name.values()), [f"{name} {kilobytes / 1024:.0f}" for name, kilobytes in ordered]


def _under(root: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            children[int(fields[1])].append(int(stat.parent.name))
        except OSError:
            continue
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children[pid]
    return found


def _postgres() -> list[int]:
    """The server on the measured city's folder and its sessions."""
    lines = (Path(os.environ["IHANOI_VAR"]) / "postgres" / "postmaster.pid").read_text().splitlines()
    return _under(int(lines[0]))


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _name(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return "gone"
    if "postgres" in words and "ihanoi" not in words.split(" ", 1)[0]:
        return "postgres"
    for name in ("web", "worker", "live", "mailbox", "cli"):
        if f"operation.{name}" in words or f"adapters.{name}" in words:
            return name
    return "postgres" if "postgres" in words else "python"
