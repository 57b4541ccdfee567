"""What became of the router's proposals, told to the room that made them; past reports for its replays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app

from ihanoi.cases.models import Case
from ihanoi.cases.words import SUBJECT, Verb
from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.routing import actions as routing
from ihanoi.routing.queries import Past

GIVEN_AWAY: Final = (Verb.TRANSFER, Verb.SEND_UP)
PLACING: Final = (Verb.SUBMIT, Verb.RECEIVE, *GIVEN_AWAY)
AT_ONCE: Final = 60  # reports that are replayed while the operator waits
MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A move of a case, by its line of history."""

    case_id: int
    seq: int
    verb: str
    at: datetime


def keep_decisions(*, actor: Actor, moves: Sequence[Placed]) -> None:
    """Of some moves: what was proposed, what was moved on, what was received where. Safe to repeat."""
    sent = [(m.case_id, m.seq) for m in moves if m.verb == Verb.SUBMIT]
    said = history.data_of(SUBJECT, sent) if sent else {}
    received = Case.objects.filter(pk__in={m.case_id for m in moves if m.verb == Verb.RECEIVE})
    routing.keep_decisions(
        actor=actor,
        proposed=[
            routing.Proposed(m.case_id, m.at, said[m.case_id, m.seq]["routed"])
            for m in moves
            if "routed" in said.get((m.case_id, m.seq), {})
        ],
        moved=[routing.Moved(m.case_id, m.seq) for m in moves if m.verb in GIVEN_AWAY],
        settled=[
            routing.Settled(case.pk, case.received_at, case.lead_id, case.field_id, case.public_text)
            for case in received.only("received_at", "lead_id", "field_id", "public_text")
            if case.received_at is not None
        ],
    )


@transaction.atomic
def replay(*, actor: Actor, set_id: int, days: int) -> None:
    """Try a draft of the rules on the reports of the last days: few at once, many by the worker."""
    since = clock.now() - timedelta(days=days)
    total = min(Case.objects.filter(submitted_at__gte=since).count(), MOST)
    begun = routing.begin_replay(actor=actor, set_id=set_id, since=since, total=total)
    if total <= AT_ONCE:
        run_replay(actor=SYSTEM, replay_id=begun.pk, since=since)
    else:
        app.configure_task("cases.replay").defer(replay_id=begun.pk, since=since.isoformat())


def run_replay(*, actor: Actor, replay_id: int, since: datetime) -> None:
    """Newest first, so that what was shown before an end is the newest."""
    routing.run_replay(actor=actor, replay_id=replay_id, reports=_past(since))


def _past(since: datetime) -> Iterator[Past]:
    columns = ("pk", "text", "lat", "lon", "field_id", "unit_id")
    found = Case.objects.filter(submitted_at__gte=since).order_by("-submitted_at", "-pk")[:MOST]
    return (Past(*row) for row in found.values_list(*columns).iterator(chunk_size=500))
