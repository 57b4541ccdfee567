"""Write history and events in the caller's transaction; seal history; empty the outbox."""

from __future__ import annotations

import logging
import secrets
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection, transaction
from django.db.models import Q
from psycopg.types.json import Json

from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor

from . import ports, queries, rules
from .models import Entry, Event, Seal

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

log = logging.getLogger(__name__)

BATCH = 200  # events fetched, told and deleted in one transaction
TRIES = 8  # then the event is parked for a person
FIRST_WAIT = timedelta(seconds=10)  # doubled with each try: the eighth comes after 21 minutes
SEAL_SIZE = 100_000  # lines under one root, at most

_COLUMNS = [f.attname for f in Entry._meta.local_concrete_fields if not f.primary_key]
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_APPEND = f"INSERT INTO journal_entry ({_NAMES}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"


class Head(Protocol):
    """The last line of a subject: an Entry, a Link, or anything that carries its number and hash."""

    @property
    def seq(self) -> int: ...

    @property
    def hash(self) -> bytes | memoryview[int]: ...


@dataclass(frozen=True, slots=True)
class Link:
    """The last line of a subject, as the subject's own row remembers it."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """What `record_many` writes. The lines of one subject come in their order."""

    actor: Actor
    subject: str
    subject_id: int
    verb: str
    at: datetime
    role: str = ""
    agency_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def record(
    *,
    actor: Actor,
    subject: str,
    subject_id: int,
    verb: str,
    role: str = "",
    agency_id: int | None = None,
    data: Mapping[str, Any] | None = None,
    previous: Head | None = None,
    first: bool = False,
) -> Entry:
    """Append one line in the caller's transaction, who holds the lock on the subject's row.

    `first` says that there is no line yet, `previous` gives the last one; with neither, it is looked up. If it was
    wrong the commit fails: each number is given once a subject.
    """
    _need_transaction()
    before: Head | None = previous if first or previous else queries.head(subject, subject_id)
    entry = _entry(Line(actor, subject, subject_id, verb, clock.now(), role, agency_id, data or {}), before)
    # Not `save`: Django composes its statement anew each time, and every move of every case passes here.
    with connection.cursor() as cursor:
        values = vars(entry) | {"data": Json(entry.data, dumps=rules.canonical)}
        cursor.execute(_APPEND, [values[name] for name in _COLUMNS])
    return entry


def record_many(
    *, lines: Iterable[Line], heads: dict[tuple[str, int], Head] | None = None, fresh: bool = False
) -> int:
    """Append many lines by COPY, chained like single ones. Returns how many.

    `heads` is read and kept up to date; a subject that is not in it is looked up, unless `fresh` says that it
    has no line yet.
    """
    _need_transaction()
    lines = list(lines)
    heads = {} if heads is None else heads
    if not fresh:
        _look_up(heads, {(line.subject, line.subject_id) for line in lines} - heads.keys())
    entries = [_next(line, heads) for line in lines]  # before COPY takes the connection for itself
    with connection.cursor() as cursor, cursor.copy(f"COPY journal_entry ({_NAMES}) FROM STDIN") as copy:
        for entry in entries:
            values = vars(entry) | {"data": rules.canonical(entry.data)}
            copy.write_row([values[name] for name in _COLUMNS])
    return len(entries)


def _look_up(heads: dict[tuple[str, int], Head], keys: Iterable[tuple[str, int]]) -> None:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for subject, subject_id in keys:
        ids[subject].append(subject_id)
    for subject, some in ids.items():
        last = Entry.objects.filter(subject=subject, subject_id__in=some).order_by("subject_id", "-seq")
        heads.update({(subject, e.subject_id): e for e in last.distinct("subject_id")})


def _next(line: Line, heads: dict[tuple[str, int], Head]) -> Entry:
    key = (line.subject, line.subject_id)
    heads[key] = entry = _entry(line, heads.get(key))
    return entry


def _entry(line: Line, previous: Head | None) -> Entry:
    if any("\n" in word for word in (line.subject, line.verb, line.role)):
        raise ValueError("a word of the journal contains a line break")
    salt, name = secrets.token_bytes(16), line.actor.name[:200]
    seq, before = (previous.seq + 1, bytes(previous.hash)) if previous else (1, rules.START)
    absent = line.actor.stands_for(line.role, line.agency_id)
    data = dict(line.data) | ({"for": absent} if absent else {})
    content = rules.digest(salt, name, rules.canonical(data))
    actor_id = line.actor.account_id
    at = rules.micros(line.at)
    words = rules.line(line.subject, line.subject_id, seq, at, actor_id, line.role, line.agency_id, line.verb)
    return Entry(
        subject=line.subject,
        subject_id=line.subject_id,
        seq=seq,
        at=line.at,
        actor_id=actor_id,
        actor_name=name,
        role=line.role,
        agency_id=line.agency_id,
        verb=line.verb,
        data=data,
        salt=salt,
        digest=content,
        previous=before,
        hash=rules.chained(before, words, content),
    )


def announce(event: DataclassInstance) -> None:
    """Put an event into the outbox, in the commit of the change that it tells of."""
    announce_many([event])


def announce_many(events: Iterable[DataclassInstance]) -> None:
    """The same for many events in one statement."""
    _need_transaction()
    told = [(type(event).__name__, rules.canonical(asdict(event))) for event in events]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_event (at, name, data, tries, error)"
            " SELECT %s, name, data::jsonb, 0, '' FROM unnest(%s::text[], %s::text[]) AS told(name, data)",
            [clock.now(), [name for name, _ in told], [data for _, data in told]],
        )


def _need_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError(
            "history and events are written only in the transaction of the change that they tell of"
        )


# --- sealing ---------------------------------------------------------------------------------------------------------


def seal(*, actor: Actor = SYSTEM, patience: float = 5.0) -> list[Seal]:
    """Put Merkle roots over the lines since the last seal. Returns the new seals: none if there was nothing to seal.

    Ids are given before their transactions commit, so the highest visible id is not yet a safe end: a lower one
    may still appear. As CREATE INDEX CONCURRENTLY does, we read the highest id, then see who is writing to the table
    right now, and wait until those transactions have ended. Whoever holds a lower id had taken the table's lock
    before, so nothing below can appear afterwards. Nobody is blocked; if a writer outlasts our patience (seconds),
    the lines are left for the next time. (A delay and a look for gaps would not do: rolled back transactions leave
    gaps for ever.)
    """
    last = _settled_id(patience)
    seals: list[Seal] = []
    while last is not None and (made := _seal_one(last)):
        seals.append(made)
    return seals


def _settled_id(patience: float) -> int | None:
    """The highest id below which no line can appear any more; None if a writer is still busy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM journal_entry")
        last: int | None = cursor.fetchone()[0]
        busy, end = _writers(), time.monotonic() + patience
        while busy:
            if time.monotonic() > end:
                return None
            time.sleep(0.02)
            busy &= _writers()
    return last


def _writers() -> set[str]:
    """Transactions other than ours that hold a writer's lock on the table of entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks"
            " WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND relation = 'journal_entry'::regclass AND pid IS DISTINCT FROM pg_backend_pid()"
        )
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def _seal_one(last: int) -> Seal | None:
    with connection.cursor() as cursor:  # two sealers at once: the second goes home
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('journal.seal'))")
        if not cursor.fetchone()[0]:
            return None
    before = Seal.objects.order_by("-last_id").first()
    lines = Entry.objects.filter(id__gt=before.last_id if before else 0, id__lte=last).order_by("id")
    found = list(lines.values_list("id", "hash")[:SEAL_SIZE])
    if not found:
        return None
    first_id, last_id, count = found[0][0], found[-1][0], len(found)
    root = rules.merkle_root([bytes(entry_hash) for _, entry_hash in found])
    at, previous = clock.now(), bytes(before.hash) if before else rules.START
    return Seal.objects.create(
        at=at,
        first_id=first_id,
        last_id=last_id,
        count=count,
        root=root,
        previous=previous,
        hash=rules.sealed(previous, rules.micros(at), first_id, last_id, count, root),
    )


# --- the outbox ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Delivery:
    """What one run of the relay did: events told to every listener, put off, and given up."""

    delivered: int = 0
    delayed: int = 0
    parked: int = 0


def deliver(*, limit: int = 10_000, batch: int = BATCH) -> Delivery:
    """Tell listeners what waits in the outbox, oldest first, batch by batch, until it is empty or `limit` is reached.

    Safe to run in several processes at once. An event leaves the outbox in the transaction in which its listeners
    wrote.
    """
    done = Delivery()
    seen = 0
    while seen < limit and (taken := _deliver_batch(min(batch, limit - seen), done)):
        seen += taken
    return done


@transaction.atomic
def _deliver_batch(size: int, done: Delivery) -> int:
    now = clock.now()
    due = Event.objects.filter(Q(not_before=None) | Q(not_before__lte=now), parked_at=None)
    events = list(due.select_for_update(skip_locked=True).order_by("id")[:size])
    failed = _tell_all(events)
    for event in events:
        if event.pk in failed:
            _put_off(event, failed[event.pk], now, done)
    Event.objects.filter(pk__in=[e.pk for e in events if e.pk not in failed]).delete()
    done.delivered += len(events) - len(failed)
    return len(events)


def _tell_all(events: Sequence[Event]) -> dict[int, dict[str, str]]:
    """Returns for each event that was not fully told: listener → what went wrong."""
    listeners = ports.subscriptions()
    batches: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        paths = event.waiting if event.waiting is not None else listeners.get(event.name, ())
        for path in paths:
            batches[event.name, path].append(event)
    failed: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for (_, path), batch in batches.items():
        for event_id, error in _tell(path, batch).items():
            failed[event_id][path] = error
    return failed


def _tell(path: str, events: Sequence[Event]) -> dict[int, str]:
    """Tell one listener in a savepoint of its own. If the batch fails, one by one, so that only the bad event waits."""
    try:
        with transaction.atomic():
            ports.listener(path)([ports.Told(e.pk, e.at, e.data) for e in events])
    except Exception as error:  # noqa: BLE001 - a listener may fail in any way; none may stop the others
        if len(events) > 1:
            return {pk: text for e in events for pk, text in _tell(path, [e]).items()}
        log.warning("listener %s failed on event %s: %s", path, events[0].pk, type(error).__name__)
        return {events[0].pk: f"{type(error).__name__}: {error}"}
    return {}


def _put_off(event: Event, errors: Mapping[str, str], now: datetime, done: Delivery) -> None:
    event.waiting = list(errors)
    event.error = "\n".join(f"{path}: {text}" for path, text in errors.items())
    event.tries += 1
    event.not_before = now + FIRST_WAIT * 2 ** (event.tries - 1)
    if event.tries >= TRIES:
        event.parked_at = now
        done.parked += 1
    else:
        done.delayed += 1
    event.save(update_fields=["waiting", "error", "tries", "not_before", "parked_at"])


@transaction.atomic
def unpark(*, actor: Actor, event_ids: Sequence[int]) -> int:
    """Give parked events another round of tries, after a person has removed the cause."""
    return (
        Event.objects.filter(pk__in=event_ids)
        .exclude(parked_at=None)
        .update(parked_at=None, tries=0, not_before=None)
    )
