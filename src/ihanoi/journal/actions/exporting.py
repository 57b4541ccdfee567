"""Send acts that concern security to the city's collector, in their order and each at least once (R99)."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from ihanoi.journal import ports, queries
from ihanoi.journal.actions.sealing import settled_id
from ihanoi.journal.models import Sent
from ihanoi.journal.words import Log
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

log = logging.getLogger(__name__)

BATCH = 500  # acts in one journey to the collector
MOST = 50_000  # in one run; the next one comes within a minute


def send_audit(*, actor: Actor, patience: float = 5.0) -> int:
    """Returns how many acts the collector took. What it did not take waits for the next time.

    A cursor stands in the database: it moves on after the collector has taken a batch, so a stop in between sends
    some twice and loses none. Only ids below which nothing can appear any more are sent (see `seal`).
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


@transaction.atomic
def _send_batch(name: Log, collector: ports.Collector, until: int) -> int:
    with connection.cursor() as cursor:  # two senders at once: the second goes home
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('journal.audit'))")
        if not cursor.fetchone()[0]:
            return 0
    known, _new = Sent.objects.get_or_create(log=name, defaults={"at": clock.now()})
    acts = queries.audited(name, known.last_id, until, BATCH)
    try:
        if acts:
            collector.send(acts)
    except OSError as error:
        log.warning("the collector of audit records takes nothing: %s", type(error).__name__)
        known.error = type(error).__name__
        known.save(update_fields=["error"])
        return 0
    known.last_id = acts[-1].id if len(acts) == BATCH else max(until, known.last_id)
    known.at, known.error = clock.now(), ""
    known.save()
    return len(acts)
