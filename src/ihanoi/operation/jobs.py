"""The worker's own jobs: the minutely tick, turns of the timetable, giving back what a killed worker held."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import chain
from typing import Final

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

from . import actions, queries, words

REVIEW_NOTICE: Final = timedelta(weeks=4)  # before the review of seats is due


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


def remind_of_reviews() -> int:
    """Tell once a week who must look at seats, from four weeks before the day; once it is over, overseers too.

    Operators of the agency, or of the nearest one above that has some: each gets one notice for all of theirs. Returns
    how many notices are new.
    """
    today = clock.today()
    due = people.review_due(people.quarter_of(today))
    if today < due - REVIEW_NOTICE:
        return 0
    left = queries.reviews_left()
    seats: Counter[int] = Counter()
    for state in left:
        seats.update(dict.fromkeys(_operators(state.agency_id), state.left))
    said = {"due": f"{due:%d/%m/%Y}"}
    notes = [
        _review_note(account_id, words.REVIEW_TITLE, words.REVIEW_BODY, said | {"seats": count})
        for account_id, count in sorted(seats.items())
    ]
    if late := sum(state.overdue for state in left):
        holders = people.holder_ids(Role.OVERSEER, [agency.id for agency in people.agencies()])
        notes += [
            _review_note(
                account_id, words.REVIEW_LATE_TITLE, words.REVIEW_LATE_BODY, said | {"agencies": late}, "late"
            )
            for account_id in sorted(set(chain.from_iterable(holders.values())))
        ]
    return notify(notes)


def _operators(agency_id: int) -> list[int]:
    line = people.agency(agency_id).line
    holders = people.holder_ids(Role.OPERATOR, line)
    return next((holders[each] for each in reversed(line) if holders[each]), [])


def _review_note(
    account_id: int, title: object, body: object, said: dict[str, object], kind: str = "left"
) -> Note:
    now = clock.now()
    week = clock.day_of(now).isocalendar()
    with override("vi"):
        return Note(
            account_id=account_id,
            verb="review_seats",
            title=str(title) % said,
            body=str(body) % said,
            url="/ban-xu-ly/quan-tri/ra-soat",
            key=f"reviews:{kind}:{week.year}-{week.week:02d}",
            at=now,
        )
