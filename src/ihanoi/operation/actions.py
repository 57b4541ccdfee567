"""Deferring the turns of the timetable that are due; sealing anew after a change of keys; counting what is limited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ihanoi.identity import actions as identity
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.media import actions as media
from ihanoi.vault.fields import SealedField, SpokenField

from .models import Count, Run
from .queries import VERIFICATION
from .sealed import sealed_fields, spoken_fields
from .timetable import Turn

BATCH = 1000
Key = int | str | UUID | None
"""By which the rows of a table are ordered; None before the first."""


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


def note_run(name: str, found: int = 0) -> None:
    """Note that something ran now, and how much it found that a person must look at."""
    Run.objects.update_or_create(name=name, defaults={"at": clock.now(), "found": found})


def note_verification(broken: int) -> None:
    """Note how the verification of the history ended: alarm and `ihanoi doctor` read it (R99)."""
    note_run(VERIFICATION, broken)


def reseal(*, progress: Callable[[str], None]) -> int:
    """Seal with the key in use whatever an older key of the ring has sealed, batch after batch. Returns how many.

    Columns, sessions, and the files of papers. May run while people work, and again. Raises Unsealable where a value
    does not open: nothing of its batch changes.
    """
    done = 0
    columns: list[tuple[type[Model], SealedField | SpokenField]] = [*sealed_fields(), *spoken_fields()]
    for model, field in columns:
        done += _reseal_column(model, field)
        progress(f"{field.place} …")
    done += identity.reseal_sessions()
    progress("sessions …")
    done += media.reseal()
    progress("papers …")
    return done


def seal_words(*, actor: Actor) -> int:
    """Seal numbers and addresses in what people wrote before these were sealed in it. Returns in how many texts.

    Batch after batch, while people work; safe to run again.
    """
    return sum(_reseal_column(model, field) for model, field in spoken_fields())


def _reseal_column(model: type[Model], field: SealedField | SpokenField) -> int:
    last: Key = None
    done = 0
    while (batch := _reseal_batch(model, field, last))[0] is not None:
        last, changed = batch
        done += changed
    return done


@transaction.atomic
def _reseal_batch(model: type[Model], field: SealedField | SpokenField, after: Key) -> tuple[Key, int]:
    """The last id that was looked at (None: there was none left), and how many were sealed anew."""
    table, column, key = model._meta.db_table, field.column, model._meta.pk.column
    later = "true" if after is None else f'"{key}" > %s'
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{key}", "{column}" FROM "{table}" WHERE {later} AND "{column}"{field.CONCERNED}'  # nosec B608  # our own names
            f' ORDER BY "{key}" LIMIT {BATCH} FOR NO KEY UPDATE',
            [] if after is None else [after],
        )
        rows = cursor.fetchall()
        renewed = ((field.renewed(stored), pk) for pk, stored in rows)
        new = [(stored, pk) for stored, pk in renewed if stored is not None]
        cursor.executemany(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', new)  # nosec B608  # our own names
    return (rows[-1][0] if rows else None), len(new)


_COUNT = """
    INSERT INTO operation_count AS c (key, ends_at, count)
    SELECT t.key, %(now)s + t.seconds * interval '1 second', t.added
    FROM unnest(%(keys)s::bytea[], %(seconds)s::int[], %(added)s::int[]) t (key, seconds, added) ORDER BY t.key
    ON CONFLICT (key) DO UPDATE SET
        count = excluded.count + CASE WHEN c.ends_at <= %(now)s THEN 0 ELSE c.count END,
        ends_at = CASE WHEN c.ends_at <= %(now)s THEN excluded.ends_at ELSE c.ends_at END
    RETURNING c.key, c.count, c.ends_at
"""


def count(added: Mapping[bytes, tuple[int, timedelta]]) -> dict[bytes, tuple[int, datetime]]:
    """Add to counts that all processes share, in one statement. `added`: how many, and for how long they count.

    Returns how many there are now, and when they begin anew. Rows are locked in the order of their keys.
    """
    values: dict[str, Any] = {
        "now": clock.now(),
        "keys": list(added),
        "seconds": [int(within.total_seconds()) for _, within in added.values()],
        "added": [more for more, _ in added.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        return {bytes(key): (total, ends_at) for key, total, ends_at in cursor.fetchall()}


def forget_counts() -> int:
    """Remove counts that are over. Returns how many."""
    return Count.objects.filter(ends_at__lt=clock.now()).delete()[0]
