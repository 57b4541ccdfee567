"""Past reports under a draft: which would go elsewhere. The caller brings the reports; this room knows no case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.routing.actions.rules import draft_of
from ihanoi.routing.models import Replay
from ihanoi.routing.queries.deciding import Past, Trial
from ihanoi.routing.words import Why

SHOWN_AT_MOST: Final = 300
NOTED_EVERY: Final = 50
GIVEN_UP: Final = timedelta(hours=1)  # a replay that has not ended by then never will


@transaction.atomic
def begin_replay(*, actor: Actor, set_id: int, since: datetime, total: int) -> Replay:
    """Note that a draft is about to be tried on so many reports. One replay of a draft at a time."""
    draft, now = draft_of(actor, set_id), clock.now()
    running = Replay.objects.filter(rules=draft, ended_at=None, asked_at__gte=now - GIVEN_UP)
    if running.exists():
        raise Denied(Why.REPLAYING)
    return Replay.objects.create(
        rules=draft, asked_by_id=actor.account_id, asked_at=now, since=since, total=total
    )


def run_replay(*, actor: Actor, replay_id: int, reports: Iterable[Past]) -> Replay | None:
    """Route each under the rules in force and under the draft. Progress is written as it goes.

    Safe to run again: it starts anew. None: the draft was thrown away meanwhile.
    """
    replay = Replay.objects.filter(pk=replay_id).first()
    if replay is None:
        return None
    trial = Trial([None, replay.rules_id])
    replay.done = replay.changed = 0
    replay.changes = []
    for report in reports:
        before, after = trial.again(report)
        replay.done += 1
        if before.agency_id != after.agency_id:
            replay.changed += 1
            if len(replay.changes) < SHOWN_AT_MOST:
                replay.changes.append(
                    {
                        "report": report.report_id,
                        "field": after.fields[0].field_id if after.fields else None,
                        "before": before.agency_id,
                        "after": after.agency_id,
                        "percent": round(after.confidence * 100),
                    }
                )
        if replay.done % NOTED_EVERY == 0:
            _note(replay)
    replay.total, replay.ended_at = replay.done, clock.now()
    _note(replay)
    return replay


def _note(replay: Replay) -> None:
    """Not `save`, which would bring back a row that was thrown away."""
    columns = ("total", "done", "changed", "changes", "ended_at")
    Replay.objects.filter(pk=replay.pk).update(**{column: getattr(replay, column) for column in columns})
