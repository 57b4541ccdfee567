"""Write history and events in the caller's transaction."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection
from psycopg.types.json import Json

from ihanoi.journal import queries, rules
from ihanoi.journal.models import Entry, Said
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.vault import spoken

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_COLUMNS = [f.attname for f in Entry._meta.local_concrete_fields if not f.primary_key]
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_APPEND = f"INSERT INTO journal_entry ({_NAMES}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # nosec B608  # our own names


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
    need_transaction()
    before: Head | None = previous if first or previous else queries.head(subject, subject_id)
    line = Line(actor, subject, subject_id, verb, clock.now(), role, agency_id, data or {})
    entry, said = _entry(line, before)
    # Not `save`: Django composes its statement anew each time, and every move of every case passes here.
    with connection.cursor() as cursor:
        values = vars(entry) | {"data": Json(entry.data, dumps=rules.canonical)}
        cursor.execute(_APPEND, [values[name] for name in _COLUMNS])
    if said:
        said.save()
    return entry


def record_in_turn(
    *, actor: Actor, subject: str, subject_id: int, verb: str, data: Mapping[str, Any] | None = None
) -> Entry:
    """The same for a subject that has no row to lock: writers follow one another until their transactions end."""
    need_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [subject, subject_id])
    return record(actor=actor, subject=subject, subject_id=subject_id, verb=verb, data=data)


def record_many(
    *, lines: Iterable[Line], heads: dict[tuple[str, int], Head] | None = None, fresh: bool = False
) -> int:
    """Append many lines by COPY, chained like single ones. Returns how many.

    `heads` is read and kept up to date; a subject that is not in it is looked up, unless `fresh` says that it
    has no line yet.
    """
    need_transaction()
    lines = list(lines)
    heads = {} if heads is None else heads
    if not fresh:
        _look_up(heads, {(line.subject, line.subject_id) for line in lines} - heads.keys())
    made = [_next(line, heads) for line in lines]  # before COPY takes the connection for itself
    entries = [entry for entry, _ in made]
    with connection.cursor() as cursor, cursor.copy(f"COPY journal_entry ({_NAMES}) FROM STDIN") as copy:
        for entry in entries:
            values = vars(entry) | {"data": rules.canonical(entry.data)}
            copy.write_row([values[name] for name in _COLUMNS])
    Said.objects.bulk_create([said for _, said in made if said])
    return len(entries)


def _look_up(heads: dict[tuple[str, int], Head], keys: Iterable[tuple[str, int]]) -> None:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for subject, subject_id in keys:
        ids[subject].append(subject_id)
    for subject, some in ids.items():
        last = Entry.objects.filter(subject=subject, subject_id__in=some).order_by("subject_id", "-seq")
        heads.update({(subject, e.subject_id): e for e in last.distinct("subject_id")})


def _next(line: Line, heads: dict[tuple[str, int], Head]) -> tuple[Entry, Said | None]:
    key = (line.subject, line.subject_id)
    made = _entry(line, heads.get(key))
    heads[key] = made[0]
    return made


def _entry(line: Line, previous: Head | None) -> tuple[Entry, Said | None]:
    """The line, and what was given where the line hides a part of it: history is never changed, keys are."""
    if any("\n" in word for word in (line.subject, line.verb, line.role)):
        raise ValueError("a word of the journal contains a line break")
    salt, name = secrets.token_bytes(16), line.actor.name[:200]
    seq, before = (previous.seq + 1, bytes(previous.hash)) if previous else (1, rules.START)
    absent = line.actor.stands_for(line.role, line.agency_id)
    given = dict(line.data) | ({"for": absent} if absent else {})
    data, said = spoken.masked(given), None
    if data != given:
        said = Said(subject=line.subject, subject_id=line.subject_id, seq=seq, data=rules.canonical(given))
        data[queries.SAID] = queries.digest_of(said.data)
    content = rules.digest(salt, name, rules.canonical(data))
    actor_id = line.actor.account_id
    at = rules.micros(line.at)
    words = rules.line(line.subject, line.subject_id, seq, at, actor_id, line.role, line.agency_id, line.verb)
    entry = Entry(
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
    return entry, said


def announce(event: DataclassInstance) -> None:
    """Put an event into the outbox, in the commit of the change that it tells of."""
    announce_many([event])


def announce_many(events: Iterable[DataclassInstance]) -> None:
    """The same for many events in one statement."""
    need_transaction()
    told = [(type(event).__name__, rules.canonical(asdict(event))) for event in events]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_event (at, name, data, tries, error)"
            " SELECT %s, name, data::jsonb, 0, '' FROM unnest(%s::text[], %s::text[]) AS told(name, data)",
            [clock.now(), [name for name, _ in told], [data for _, data in told]],
        )


def need_transaction() -> None:
    """History and what belongs to it is written with the change that it tells of, or not at all."""
    if not connection.in_atomic_block:
        raise RuntimeError(
            "history and events are written only in the transaction of the change that they tell of"
        )
