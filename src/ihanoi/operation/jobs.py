"""The worker's own jobs: the minutely tick, one turn of the timetable, and giving back what a killed worker held."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="* * * * *", periodic_id="tick")
@app.task(name="operation.tick", queue="turns", queueing_lock="tick", pass_context=False)
def tick(timestamp: int) -> None:
    """The one periodic task there is: procrastinate loses some when there are many (#1464, #1495)."""
    actions.defer_due_turns(import_string(settings.TIMETABLE))


@app.task(name="operation.run_turn", queue="turns")
def run_turn(call: str) -> None:
    """Run one turn of the timetable."""
    import_string(call)()


def free_stalled() -> int:
    """Queue again the jobs of workers that no longer give a sign of life. Returns how many."""
    return async_to_sync(_free_stalled)()


async def _free_stalled() -> int:
    stalled = list(await app.job_manager.get_stalled_jobs())
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)
