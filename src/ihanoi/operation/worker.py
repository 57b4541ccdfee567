"""The worker: runs jobs and drains the outbox. Started by the supervisor as `python -m ihanoi.operation.worker`.

With names of queues behind it, it runs their jobs alone and leaves the outbox to another: the demo's codes are sent
while the life of its city is still being told.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

import django
from django.conf import settings

from ihanoi.operation.doors import refuse
from ihanoi.operation.parent import die_with_parent

log = logging.getLogger("ihanoi.worker")
OUTBOX_PAUSE = 0.5  # seconds
QUICK = ("codes",)  # somebody waits for them: they do not stand in line behind a training
GRACE = 20.0  # seconds that running jobs get to finish after a stop


def drain_outbox(stop: threading.Event) -> None:
    """Deliver events until told to stop. After an error it waits longer, at most a minute, and goes on."""
    from django.db import close_old_connections

    from ihanoi.journal import jobs

    pause = OUTBOX_PAUSE
    while not stop.wait(pause):
        try:
            jobs.relay()
            pause = OUTBOX_PAUSE
        except Exception:
            pause = min(pause * 2, 60)
            log.exception("the outbox could not be drained; trying again in %.0f s", pause)
        finally:
            close_old_connections()


async def work(queues: Sequence[str]) -> None:
    """Run jobs of these queues until SIGTERM or SIGINT; where none is named, of all, and of those who wait apart."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    all_queues: dict[str, Any] = {"concurrency": 2}
    lanes = [{"queues": list(queues)}] if queues else [all_queues, {"queues": list(QUICK)}]
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async(), asyncio.TaskGroup() as group:
            workers = [
                group.create_task(
                    worker_app.run_worker_async(
                        delete_jobs="successful",
                        shutdown_graceful_timeout=GRACE,
                        install_signal_handlers=False,
                        **lane,
                    )
                )
                for lane in lanes
            ]
            loop = asyncio.get_running_loop()
            for sign in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(sign, _cancel, workers)


def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()


def main() -> None:
    """Both loops in one process: one thread for the outbox, the event loop for the jobs."""
    die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ihanoi.config.settings")
    os.environ.setdefault("IHANOI_POOL", "4")
    refuse(settings)
    django.setup()
    stop = threading.Event()
    queues = sys.argv[1:]
    outbox = threading.Thread(target=drain_outbox, args=[stop], name="outbox")
    if not queues:
        outbox.start()
    print("ready", flush=True)  # noqa: T201 - the supervisor waits for this line
    try:
        asyncio.run(work(queues))
    finally:
        stop.set()
        if outbox.is_alive():
            outbox.join(GRACE)


if __name__ == "__main__":
    main()
