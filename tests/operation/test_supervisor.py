"""Programs are kept alive for a while, stopped in order, and never left behind."""

from __future__ import annotations

import io
import signal
import sys
import threading
import time

import pytest

from ihanoi.operation.supervisor import TRIES, Printer, Program, Supervisor
from ihanoi.operation.trouble import Trouble

GOOD = "import signal, sys, time\nsignal.signal(15, lambda *_: sys.exit(0))\nprint('ready', flush=True)\ntime.sleep(60)"
BAD = "print('oh no'); raise SystemExit(3)"
DEAF = "import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint('ready', flush=True)\ntime.sleep(60)"


def program(name: str, code: str, grace: float = 5) -> Program:
    return Program(name, [sys.executable, "-c", code], {}, grace=grace)


def test_a_program_that_keeps_dying_stops_everything() -> None:
    out = io.StringIO()
    good, bad = program("good", GOOD), program("bad", "import time; time.sleep(0.2)\n" + BAD)
    supervisor = Supervisor([good, bad], Printer(out), first_pause=0.01)
    try:
        assert supervisor.start()
        with pytest.raises(Trouble, match=f"bad program ended with code 3 for the {TRIES}th time"):
            supervisor.watch()
        assert good.alive
    finally:
        supervisor.stop()
    assert not good.alive
    assert out.getvalue().count("oh no") == TRIES
    assert "starting it again" in out.getvalue()


def test_a_killed_program_is_started_again() -> None:
    good = program("good", GOOD)
    supervisor = Supervisor([good], Printer(io.StringIO()), first_pause=0.01)
    try:
        assert supervisor.start()
        assert good.process
        first = good.process.pid
        watching = threading.Thread(target=supervisor.watch)
        watching.start()
        good.process.send_signal(signal.SIGKILL)
        end = time.monotonic() + 10
        while not ((process := good.process) and process.pid != first and good.alive):
            assert time.monotonic() < end
            time.sleep(0.01)
    finally:
        supervisor.asked_to_stop.set()
        watching.join()
        supervisor.stop()
    assert not good.alive


def test_a_program_that_does_not_start_is_named() -> None:
    supervisor = Supervisor([program("bad", BAD)], Printer(io.StringIO()))
    supervisor.programs[0].answers = lambda: False
    try:
        with pytest.raises(Trouble, match="bad program did not start"):
            supervisor.start()
    finally:
        supervisor.stop()


def test_a_deaf_program_is_killed_after_its_grace() -> None:
    out = io.StringIO()
    deaf = program("deaf", DEAF, grace=0.3)
    supervisor = Supervisor([deaf], Printer(out))
    assert supervisor.start()
    end = time.monotonic() + 10
    while "ready" not in out.getvalue():
        assert time.monotonic() < end
        time.sleep(0.01)
    supervisor.stop()
    assert deaf.process
    assert deaf.process.returncode == -signal.SIGKILL


def test_each_line_says_who_said_it() -> None:
    out = io.StringIO()
    Printer(out).line("web", "hello")
    assert out.getvalue().endswith("hello\n")
    assert out.getvalue().startswith("web     │ ")


def test_work_done_once_is_not_done_again() -> None:
    out = io.StringIO()
    once = program("once", "print('done')")
    once.once = True
    supervisor = Supervisor([once, program("good", GOOD)], Printer(out), first_pause=0.01)
    try:
        assert supervisor.start()
        watching = threading.Thread(target=supervisor.watch)
        watching.start()
        end = time.monotonic() + 30
        while not once.done:
            assert time.monotonic() < end
            time.sleep(0.01)
        watching.join(1.2)  # as long as it takes to look at it again
    finally:
        supervisor.asked_to_stop.set()
        watching.join()
        supervisor.stop()
    assert out.getvalue().count("done") == 1
