"""Runs the programs of one machine together: prefixed logs, restarts with a growing pause, and one clean end.

Written here because honcho and its like neither start a dead program again nor stop the database last.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

import click

from ihanoi.operation.trouble import Trouble

TRIES = 5  # deaths in a row before everything is stopped
HEALTHY = 60.0  # seconds of life after which earlier deaths are forgotten
COLOURS = ("cyan", "green", "magenta", "yellow", "blue")
WIDTH = 8


@dataclass
class Program:
    """One child process.

    `answers` says whether it is ready for work; with `once` it may end when its work is done; `after` names a program
    that must have done its work before this one starts.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    answers: Callable[[], bool] = lambda: True
    grace: float = 10.0  # seconds between SIGTERM and SIGKILL
    once: bool = False
    after: Program | None = None
    colour: str = "white"
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    begun: float = 0.0
    again_at: float = 0.0
    reader: threading.Thread | None = field(default=None, repr=False)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def done(self) -> bool:
        return self.once and self.process is not None and self.process.poll() == 0


class Printer:
    """One line at a time, each with the name of the program that said it."""

    def __init__(self, out: IO[str] | None = None) -> None:
        self.out = out or sys.stdout
        self._lock = threading.Lock()

    def line(self, name: str, text: str, colour: str = "white") -> None:
        """Write `name │ text`; a closed terminal is no reason to stop."""
        with self._lock, contextlib.suppress(OSError, ValueError):
            click.echo(click.style(f"{name:<{WIDTH}}│ ", fg=colour) + text, file=self.out)


class Supervisor:
    """Starts the programs, keeps them alive, and stops them all when asked or when one cannot be kept alive."""

    def __init__(
        self,
        programs: Sequence[Program],
        printer: Printer,
        care: Callable[[], None] = lambda: None,
        first_pause: float = 1.0,
    ) -> None:
        """`care` is called about once a second, for what is watched otherwise (the database); it may raise Trouble."""
        self.programs = programs
        self.printer = printer
        self.care = care
        self.first_pause = first_pause
        self.asked_to_stop = threading.Event()
        self.impatient = threading.Event()
        for program, colour in zip(programs, COLOURS * len(programs), strict=False):
            program.colour = colour

    def listen_for_signals(self) -> None:
        """Ctrl-C or SIGTERM stop everything in order; a second one at once."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        if self.asked_to_stop.is_set():
            self.impatient.set()
        self.asked_to_stop.set()

    def start(self, seconds: float = 60) -> bool:
        """Start all and wait until each answers. False if a stop was asked for meanwhile."""
        waiting = [program for program in self.programs if not program.after]
        for program in waiting:
            self._launch(program)
        end = time.monotonic() + seconds
        while waiting and not self.asked_to_stop.wait(0.05):
            for program in waiting:
                if not program.alive and not program.done:
                    self._join(program)
                    raise Trouble(f"The {program.name} program did not start; its last words are above.")
            waiting = [program for program in waiting if not program.answers()]
            if waiting and time.monotonic() > end:
                raise Trouble(f"The {waiting[0].name} program did not answer within {seconds:.0f} seconds.")
        return not waiting

    def watch(self) -> None:
        """Keep everything alive until a stop is asked for. Raises Trouble when a program cannot be kept alive."""
        while not self.asked_to_stop.wait(0.5):
            self.care()
            for program in self.programs:
                self._keep_alive(program)

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to those that outlive their grace; waits for the last line of each."""
        begun = time.monotonic()
        for program in self.programs:
            _signal(program, signal.SIGTERM)
        while any(program.alive for program in self.programs):
            for program in self.programs:
                if self.impatient.is_set() or time.monotonic() - begun > program.grace:
                    _signal(program, signal.SIGKILL)
            time.sleep(0.05)
        for program in self.programs:
            self._join(program)

    def _launch(self, program: Program) -> None:
        program.begun = time.monotonic()
        program.process = subprocess.Popen(  # nosec B603  # a fixed program, no shell
            program.command,
            env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops the others in order
        )
        program.reader = threading.Thread(target=self._read, args=[program, program.process], daemon=True)
        program.reader.start()

    def _read(self, program: Program, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.printer.line(program.name, line.decode(errors="replace").rstrip(), program.colour)

    def _join(self, program: Program) -> None:
        if program.reader:
            program.reader.join(2)

    def _keep_alive(self, program: Program) -> None:
        now = time.monotonic()
        if program.done:
            return
        if program.alive or program.process is None:
            if program.deaths and program.alive and now - program.begun > HEALTHY:
                program.deaths = 0
            elif (
                program.process is None
                and now >= program.again_at
                and (not program.after or program.after.done)
            ):
                self._launch(program)
            return
        self._join(program)
        program.deaths += 1
        how = _ending(program.process.returncode)
        if program.deaths >= TRIES:
            raise Trouble(
                f"The {program.name} program {how} for the {TRIES}th time in a row; its last words are above. "
                "Everything is being stopped; nothing that was accepted is lost."
            )
        pause = self.first_pause * 2 ** (program.deaths - 1)
        self.printer.line("ihanoi", f"{program.name} {how}; starting it again in {pause:.0f} s")
        program.process, program.again_at = None, now + pause


def _signal(program: Program, sign: signal.Signals) -> None:
    """To the whole session of the program, for granian's workers are processes too."""
    if not program.alive or program.process is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sign is signal.SIGKILL:
            os.killpg(program.process.pid, sign)
        else:
            program.process.send_signal(sign)


def _ending(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
