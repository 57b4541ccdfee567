"""Read history, look after the outbox, and verify that nobody has changed the past."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min

from . import rules
from .models import Entry, Event, Seal


def head(subject: str, subject_id: int) -> Entry | None:
    """The last line of a subject."""
    return Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("-seq").first()


def history(subject: str, subject_id: int) -> list[Entry]:
    """All lines of a subject, in their order. Who may read them is decided by the room that owns the subject."""
    return list(Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("seq"))


def data_of(subject: str, lines: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[str, Any]]:
    """What was given at each (subject_id, seq), in one query."""
    wanted = set(lines)
    rows = Entry.objects.filter(
        subject=subject, subject_id__in={i for i, _ in wanted}, seq__in={s for _, s in wanted}
    )
    return {(i, s): data for i, s, data in rows.values_list("subject_id", "seq", "data") if (i, s) in wanted}


def outbox() -> dict[str, Any]:
    """How many events wait, since when the oldest waits, and how many were given up."""
    waiting = Event.objects.filter(parked_at=None).aggregate(count=Count("id"), oldest=Min("at"))
    return {**waiting, "parked": Event.objects.exclude(parked_at=None).count()}


def unsealed() -> int:
    """How many lines of history stand under no seal yet."""
    last = Seal.objects.aggregate(last=Max("last_id"))["last"] or 0
    return Entry.objects.filter(id__gt=last).count()


def parked() -> list[Event]:
    """Events that a listener refused too often, with the error."""
    return list(Event.objects.exclude(parked_at=None).order_by("id"))


# --- verification ----------------------------------------------------------------------------------------------------

# Everything a line is hashed over, put together by the database, which also compares content and digest: the work is
# shared between its processor and ours. The spelling is that of rules.line and rules.digest.
_LINES = """
COPY (
    SELECT id, hash,
        previous || convert_to(concat(subject, E'\\n', subject_id, E'\\n', seq, E'\\n',
            (extract(epoch FROM at) * 1000000)::bigint, E'\\n', actor_id, E'\\n', role, E'\\n',
            agency_id, E'\\n', verb, E'\\n'), 'UTF8') || digest,
        CASE WHEN digest = sha256(
            salt || convert_to(actor_name, 'UTF8') || '\\x00'::bytea || convert_to(data::text, 'UTF8'))
            THEN 0 WHEN salt = '' AND actor_name = '' AND data::text = '{"erased":true}' THEN 1 ELSE 2 END
    FROM journal_entry ORDER BY id
) TO STDOUT (FORMAT BINARY)
"""
_NOTHING = (0, rules.START)
_ERASED = 1  # as the query says it: 0 the content is that of the digest, 2 it is not


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken link: where it is and, in a sentence for the auditor, what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Report:
    """What the verification saw. `broken` holds the first hundred broken links in the order of history."""

    lines: int = 0
    erased: int = 0
    seals: int = 0
    unsealed: int = 0
    broken: list[Broken] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.broken

    def found(self, where: str, what: str) -> None:
        if len(self.broken) < 100:
            self.broken.append(Broken(where, what))


def verify(progress: Callable[[int], None] | None = None) -> Report:
    """Check every line, every chain and every seal. `progress` is called with the number of lines seen so far.

    Lines cut off the end of a chain before they were sealed leave no trace: seal often.
    """
    report = Report()
    seals = _Seals(report)
    # One pass in the order of ids: lines of one subject come in their order, since they were written under its lock.
    heads: dict[tuple[bytes, bytes], tuple[int, bytes]] = {}
    for entry_id, own, hashed, content in _lines():
        report.lines += 1
        if report.lines % 100_000 == 0 and progress:
            progress(report.lines)
        subject, number, numeral, _ = hashed[32:].split(b"\n", 3)
        key, seq = (subject, number), int(numeral)
        before, head = heads.get(key, _NOTHING)
        if seq != before + 1 or not hashed.startswith(head):
            _name_gap(report, key, before, seq)
        if sha256(hashed).digest() != own:
            report.found(_where(key, seq), "dòng này đã bị sửa")
        if content == _ERASED:
            report.erased += 1
        elif content:
            report.found(_where(key, seq), "nội dung đã bị sửa")
        heads[key] = (seq, own)
        if entry_id > seals.until:
            seals.move_on(entry_id)
        seals.leaves.append(own)
    seals.finish()
    return report


def _lines() -> Iterator[tuple[int, bytes, bytes, int]]:
    """Id, hash, the bytes that the hash is taken of, and whether the content is what it was."""
    with connection.cursor() as cursor, cursor.copy(_LINES) as copy:
        copy.set_types(["int8", "bytea", "bytea", "int4"])
        yield from copy.rows()


def _where(key: tuple[bytes, bytes], seq: int) -> str:
    return f"{key[0].decode()} {key[1].decode()}, dòng {seq}"


def _name_gap(report: Report, key: tuple[bytes, bytes], before: int, seq: int) -> None:
    if seq > before + 1:
        report.found(_where(key, before + 1), f"thiếu dòng trước dòng {seq}")
    elif seq <= before:
        report.found(_where(key, seq), f"đứng sau dòng {before}")
    else:
        report.found(_where(key, seq), "không nối với dòng trước")


class _Seals:
    """Walks along the lines and compares each stretch with its seal. `until`: the last id of the present stretch."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._todo = list(Seal.objects.order_by("-last_id"))
        self._head = rules.START
        self.leaves: list[bytes] = []
        self.until: float = self._todo[-1].last_id if self._todo else math.inf

    def move_on(self, entry_id: int) -> None:
        """The line lies beyond the present stretch, perhaps beyond the next ones too."""
        while entry_id > self.until:
            self._close(self._todo.pop())
            self.until = self._todo[-1].last_id if self._todo else math.inf

    def finish(self) -> None:
        """Whatever follows the last seal is not sealed yet."""
        while self._todo:
            self._close(self._todo.pop())
        self._report.unsealed = len(self.leaves)

    def _close(self, seal: Seal) -> None:
        where, root = f"niêm phong {seal.first_id}–{seal.last_id}", bytes(seal.root)
        at, previous = rules.micros(seal.at), bytes(seal.previous)
        own = rules.sealed(previous, at, seal.first_id, seal.last_id, seal.count, root)
        if previous != self._head:
            self._report.found(where, "không nối với niêm phong trước")
        if own != bytes(seal.hash):
            self._report.found(where, "niêm phong đã bị sửa")
        if len(self.leaves) != seal.count:
            self._report.found(where, f"phải có {seal.count} dòng, thấy {len(self.leaves)}")
        elif rules.merkle_root(self.leaves) != root:
            self._report.found(where, "các dòng không khớp với niêm phong")
        self._report.seals += 1
        self._head, self.leaves = bytes(seal.hash), []
