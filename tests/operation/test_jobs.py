"""The worker's own jobs: the minutely tick queues what is due, a turn is run, a dead worker's jobs are given back."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from ihanoi.kernel import clock
from ihanoi.operation import jobs, queries
from ihanoi.operation.timetable import Every, Turn

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
TIMETABLE = [Turn("clean", Every(5), f"{__name__}.clean")]
cleaned: list[int] = []


def clean() -> None:
    cleaned.append(1)


def test_the_tick_queues_what_the_timetable_says(settings: SimpleNamespace) -> None:
    settings.TIMETABLE = f"{__name__}.TIMETABLE"
    assert queries.last_run("clean") is None
    with clock.at(NOON):
        jobs.tick(0)
    assert queries.last_run("clean") == NOON


def test_a_turn_is_called_by_its_name() -> None:
    jobs.run_turn(f"{__name__}.clean")
    assert cleaned == [1]
