"""Deferring the turns of the timetable that are due."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ihanoi.kernel import clock

from .models import Run
from .timetable import Turn


def defer_due_turns(timetable: Iterable[Turn]) -> list[str]:
    """Make a job of each turn that is due and note the time, in one commit. Returns their names."""
    now = clock.now()
    with transaction.atomic():
        last = {run.name: run.at for run in Run.objects.select_for_update()}
        due = [turn for turn in timetable if turn.is_due(last.get(turn.name), now)]
        for turn in due:
            _defer(turn)
        Run.objects.bulk_create(
            [Run(name=turn.name, at=now) for turn in due],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["at"],
        )
    return [turn.name for turn in due]


def _defer(turn: Turn) -> None:
    """A turn that still waits from last time is not queued twice."""
    try:
        with transaction.atomic():
            job = app.configure_task("operation.run_turn", queue="turns", queueing_lock=f"turn:{turn.name}")
            job.defer(call=turn.call)
    except AlreadyEnqueued:
        pass


def note_run(name: str) -> None:
    """Note that something ran now."""
    Run.objects.update_or_create(name=name, defaults={"at": clock.now()})
