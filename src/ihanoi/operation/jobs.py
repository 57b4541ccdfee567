"""The worker's own jobs: the minutely tick, turns of the timetable, giving back what a killed worker held."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import override
from procrastinate.contrib.django import app

from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.notifications.actions import Note, notify
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import actions as places_actions
from ihanoi.places import queries as places
from ihanoi.places.words import UNCONFIRMED_BODY, UNCONFIRMED_TITLE

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


def forget_counts() -> int:
    """Remove counts of limits that are over. Returns how many."""
    return actions.forget_counts()


def look_ahead() -> int:
    """Put in the holidays of years to come, and tell the city's operators once a week of a year not confirmed."""
    places_actions.plan_ahead(actor=SYSTEM)
    city_id = people.city().id
    told = people.holder_ids(Role.OPERATOR, [city_id])[city_id]
    now = clock.now()
    week = clock.day_of(now).isocalendar()
    with override("vi"):
        return notify(
            [
                Note(
                    account_id=account_id,
                    verb="confirm_year",
                    title=str(UNCONFIRMED_TITLE) % {"year": year},
                    body=str(UNCONFIRMED_BODY) % {"year": year},
                    url=f"/ban-xu-ly/lich/nam/{year}/thong-bao",
                    key=f"year:{year}:{week.year}-{week.week:02d}",
                    at=now,
                )
                for year in places.to_confirm()
                for account_id in sorted(told)
            ]
        )
