"""Put Merkle roots over what only grows, chain them, mark them with the key, and leave a witness outside."""

from __future__ import annotations

import json
import time

from django.db import connection, models, transaction

from ihanoi.journal import ports, queries, rules
from ihanoi.journal.models import Seal
from ihanoi.journal.words import Log
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor

SEAL_SIZE = 100_000  # lines under one root, at most


def seal(*, actor: Actor = SYSTEM, patience: float = 5.0) -> list[Seal]:
    """Put Merkle roots over the rows since the last seals. Returns the new seals: none if there was nothing to seal.

    Ids are given before their transactions commit, so the highest visible id is not yet a safe end: a lower one
    may still appear. As CREATE INDEX CONCURRENTLY does, we read the highest id, then see who is writing to the table
    right now, and wait until those transactions have ended. Whoever holds a lower id had taken the table's lock
    before, so nothing below can appear afterwards. Nobody is blocked; if a writer outlasts our patience (seconds),
    the lines are left for the next time. (A delay and a look for gaps would not do: rolled back transactions leave
    gaps for ever.)
    """
    seals: list[Seal] = []
    for log, model in queries.LOGS.items():
        last = settled_id(model, patience)
        while last is not None and (made := _seal_one(log, model, last)):
            seals.append(made)
    return seals


def settled_id(model: type[models.Model], patience: float) -> int | None:
    """The highest id below which no row can appear any more; None if there is none or a writer is still busy."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")  # nosec B608  # our own names
        last: int | None = cursor.fetchone()[0]
        busy, end = _writers(table), time.monotonic() + patience
        while busy:
            if time.monotonic() > end:
                return None
            time.sleep(0.02)
            busy &= _writers(table)
    return last


def _writers(table: str) -> set[str]:
    """Transactions other than ours that hold a writer's lock on the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks"
            " WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND relation = %s::regclass AND pid IS DISTINCT FROM pg_backend_pid()",
            [table],
        )
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def _seal_one(log: Log, model: type[queries.Sealable], last: int) -> Seal | None:
    with connection.cursor() as cursor:  # two sealers at once: the second goes home
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('journal.seal'))")
        if not cursor.fetchone()[0]:
            return None
    before = Seal.objects.filter(log=log).order_by("-last_id").first()
    rows = model._default_manager.filter(id__gt=before.last_id if before else 0, id__lte=last).order_by("id")
    found = list(rows.values_list("id", "hash")[:SEAL_SIZE])
    if not found:
        return None
    first_id, last_id, count = found[0][0], found[-1][0], len(found)
    root = rules.merkle_root([bytes(row_hash) for _, row_hash in found])
    at, previous = clock.now(), bytes(before.hash) if before else rules.start(log)
    own = rules.sealed(previous, rules.micros(at), first_id, last_id, count, root)
    return Seal.objects.create(
        log=log,
        at=at,
        first_id=first_id,
        last_id=last_id,
        count=count,
        root=root,
        previous=previous,
        hash=own,
        mark=queries.mark_of(own),
    )


def bear_witness(*, actor: Actor = SYSTEM) -> None:
    """Note the newest seals outside the database, so that a tail cut off together with its seals is missed.

    Written to another name and moved into place: a reader sees the old one or the new one.
    """
    path = ports.witness()
    known = {
        log: {"last_id": last.last_id, "hash": bytes(last.hash).hex()} for log, last in queries.newest_seals()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".new")
    half.write_text(json.dumps(known, indent=1))
    half.replace(path)
