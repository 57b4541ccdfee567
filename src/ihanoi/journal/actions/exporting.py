"""Send acts that concern security to the city's collector, in their order and each at least once (R99).

Who has them written out by hand leaves a line in history.
"""

from __future__ import annotations

import logging
from datetime import date

from django.db import transaction

from ihanoi.journal import ports, queries, words
from ihanoi.journal.actions.sealing import settled_id
from ihanoi.journal.actions.writing import record_in_turn
from ihanoi.journal.models import Sent
from ihanoi.journal.words import Log
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

log = logging.getLogger(__name__)

BATCH = 500  # acts in one journey to the collector
MOST = 50_000  # in one run; the next one comes within a minute


@transaction.atomic
def note_export(*, actor: Actor, by: str, first: date, last: date) -> None:
    """Write into history that `by`, a user of the machine, had the acts of these days written out; before they are."""
    record_in_turn(
        actor=actor,
        subject=words.AUDIT,
        subject_id=0,
        verb=words.EXPORT_AUDIT,
        data={"by": by, "first": first, "last": last},
    )


def send_audit(*, actor: Actor, patience: float = 5.0) -> int:
    """Returns how many acts the collector took. What it did not take waits for the next time.

    A cursor stands in the database: it moves on after the collector has taken a batch, so a stop in between, or a
    second sender, sends some twice and loses none. Only ids below which nothing can appear any more are sent (see
    `seal`).
    """
    collector = ports.collector()
    return 0 if collector is None else sum(_send_log(name, collector, patience) for name in queries.LOGS)


def _send_log(name: Log, collector: ports.Collector, patience: float) -> int:
    until, sent = settled_id(queries.LOGS[name], patience), 0
    while until is not None and sent < MOST:
        done = _send_batch(name, collector, until)
        sent += done
        if done < BATCH:
            break
    return sent


def _send_batch(name: Log, collector: ports.Collector, until: int) -> int:
    """No transaction is open and nothing is locked while the collector is spoken to: it may take its time.

    Of two senders at once both send, and the cursor moves for the quicker one alone; the other goes home.
    """
    known, _new = Sent.objects.get_or_create(log=name, defaults={"at": clock.now()})
    cursor = Sent.objects.filter(log=name, last_id=known.last_id)
    acts = queries.audited(name, known.last_id, until, BATCH)
    try:
        if acts:
            collector.send(acts)
    except OSError as error:
        log.warning("the collector of audit records takes nothing: %s", type(error).__name__)
        cursor.update(error=type(error).__name__)
        return 0
    last = acts[-1].id if len(acts) == BATCH else max(until, known.last_id)
    return len(acts) if cursor.update(last_id=last, at=clock.now(), error="") else 0
