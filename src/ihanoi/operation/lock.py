"""One iHanoi per data folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from ihanoi.operation.trouble import Trouble


class Held(Trouble):
    """Somebody else runs on this folder."""


class Lock:
    """A held lock file which says who holds it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor

    def say(self, address: str) -> None:
        """Note where this iHanoi answers, for whoever tries to start a second one."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, f"{os.getpid()} {address}".encode(), 0)


@contextlib.contextmanager
def only_one(var: Path) -> Iterator[Lock]:
    """Hold the folder for the time of the block. The lock goes with the process, however it ends."""
    path = var / "ihanoi.lock"
    try:
        var.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Trouble(f"The data folder {var} cannot be used: {error.strerror}.") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, address = path.read_text().partition(" ")
            where = f" at {address}" if address else ""
            raise Held(f"iHanoi already runs on {var}{where} (process {pid or 'unknown'}).") from None
        yield Lock(path, descriptor)
    finally:
        os.close(descriptor)
