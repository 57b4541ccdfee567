"""A turn is due once its planned moment has passed, and once only, however long nothing ran."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel import clock
from ihanoi.operation import actions
from ihanoi.operation.models import Run
from ihanoi.operation.timetable import Daily, Every, Turn

NOON = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # 12:00 in Hanoi
moments = st.integers(0, 5 * 366 * 86_400).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(moments, st.sampled_from([1, 5, 10, 15, 60]))
def test_every_planned_moment_lies_within_its_period(now: datetime, minutes: int) -> None:
    planned = Every(minutes).last_before(now)
    assert planned <= now < planned + timedelta(minutes=minutes)


@given(moments, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_daily_means_the_city_s_day(now: datetime, at: time) -> None:
    planned = Daily(at).last_before(now)
    assert planned <= now < planned + timedelta(days=1)
    assert planned.timetz().replace(tzinfo=None) == at


@given(moments, moments)
def test_a_turn_just_run_is_not_due(last: datetime, now: datetime) -> None:
    turn = Turn("x", Every(5), "a.b")
    assert not turn.is_due(now, now)
    assert turn.is_due(None, now)
    if now - last >= timedelta(minutes=5):
        assert turn.is_due(last, now)


def test_a_daily_turn_missed_overnight_is_caught_up() -> None:
    turn = Turn("x", Daily(time(6, 0)), "a.b")
    assert turn.is_due(NOON - timedelta(days=3), NOON)
    assert not turn.is_due(NOON - timedelta(hours=5), NOON)


@pytest.mark.django_db
def test_the_tick_queues_what_is_due_once() -> None:
    timetable = [Turn("five", Every(5), "a.five"), Turn("daily", Daily(time(11, 0)), "a.daily")]
    with clock.at(NOON):
        assert actions.defer_due_turns(timetable) == ["five", "daily"]
        assert actions.defer_due_turns(timetable) == []
    with clock.at(NOON + timedelta(minutes=5)):
        # "five" still waits in the queue from before; it is noted as run and not queued twice.
        assert actions.defer_due_turns(timetable) == ["five"]
    assert Run.objects.get(name="five").at == NOON + timedelta(minutes=5)
    assert _queued() == {"a.five": 1, "a.daily": 1}


@pytest.mark.django_db
def test_what_ran_is_noted_with_its_last_time() -> None:
    for minutes in (0, 5):
        with clock.at(NOON + timedelta(minutes=minutes)):
            actions.note_run("setup")
    assert Run.objects.get(name="setup").at == NOON + timedelta(minutes=5)


def _queued() -> dict[str, int]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    calls = [job.args["call"] for job in ProcrastinateJob.objects.filter(task_name="operation.run_turn")]
    return {call: calls.count(call) for call in calls}
