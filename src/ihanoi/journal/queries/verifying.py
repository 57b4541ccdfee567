"""Verify that nobody has changed the past: lines, reads and seals, and name each broken link."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from django.db import connection

from ihanoi.journal import rules
from ihanoi.journal.models import Seal
from ihanoi.journal.queries.seals import mark_of
from ihanoi.journal.words import Log

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
# A read with its hash and whether it is what the hash says; the spelling is that of rules.read.
_READS = """
COPY (
    SELECT id, hash, hash = sha256(convert_to(concat(
        (extract(epoch FROM at) * 1000000)::bigint, E'\\n', reader_id, E'\\n', role, E'\\n', agency_id, E'\\n',
        owner_id, E'\\n', subject, E'\\n', subject_id, E'\\n', kind, E'\\n', way, E'\\n', reason), 'UTF8'))
    FROM journal_read ORDER BY id
) TO STDOUT (FORMAT BINARY)
"""
_NOTHING = (0, rules.START)
_ERASED = 1  # as the query says it: 0 the content is that of the digest, 2 it is not


End: TypeAlias = tuple[str, int, int, bytes | None]
"""Subject, id, number of the last line and, where it is kept, its hash."""
Witness: TypeAlias = dict[str, tuple[int, bytes]]
"""Log → last id and hash of its newest seal."""


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
    reads: int = 0
    seals: int = 0
    unsealed: int = 0
    broken: list[Broken] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.broken

    def found(self, where: str, what: str) -> None:
        if len(self.broken) < 100:
            self.broken.append(Broken(where, what))


def verify(
    progress: Callable[[int], None] | None = None,
    *,
    ends: Iterable[End] = (),
    witness: Witness | None = None,
) -> Report:
    """Check every line, every chain, every read and every seal. `progress` is called with the lines seen so far.

    `ends`: where the rooms' own rows say that the history of a subject ends, and `witness`, the newest seals as noted
    outside the database: both tell of a tail that was cut off.
    """
    report = Report()
    _verify_history(report, progress, ends)
    _verify_reads(report)
    for log, noted in (witness or {}).items():
        if not Seal.objects.filter(log=log, last_id=noted[0], hash=noted[1]).exists():
            report.found(_seal_name(log, f"…–{noted[0]}"), "đã ghi ở ngoài cơ sở dữ liệu mà ở đây không có")
    return report


def _verify_reads(report: Report) -> None:
    seals = _Seals(report, Log.READS)
    with connection.cursor() as cursor, cursor.copy(_READS) as copy:
        copy.set_types(["int8", "bytea", "bool"])
        for read_id, own, is_whole in copy.rows():
            report.reads += 1
            if not is_whole:
                report.found(f"lượt xem {read_id}", "dòng này đã bị sửa")
            if read_id > seals.until:
                seals.move_on(read_id)
            seals.leaves.append(own)
    seals.finish()


def _verify_history(report: Report, progress: Callable[[int], None] | None, ends: Iterable[End]) -> None:
    seals = _Seals(report, Log.HISTORY)
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
    for subject_name, subject_id, seq, kept in ends:
        key = (subject_name.encode(), str(subject_id).encode())
        last, last_hash = heads.get(key, _NOTHING)
        if last < seq:
            report.found(_where(key, last + 1), f"thiếu đến dòng {seq}: đuôi đã bị cắt")
        elif last == seq and kept is not None and kept != last_hash:
            report.found(_where(key, seq), "không phải dòng cuối mà hồ sơ còn giữ")


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


def _seal_name(log: str, span: str) -> str:
    return f"niêm phong {span}" if log == Log.HISTORY else f"niêm phong {span} của nhật ký xem dữ liệu"


class _Seals:
    """Walks along the rows and compares each stretch with its seal. `until`: the last id of the present stretch."""

    def __init__(self, report: Report, log: Log) -> None:
        self._report = report
        self._log = log
        self._todo = list(Seal.objects.filter(log=log).order_by("-last_id"))
        self._marked = max((seal.last_id for seal in self._todo if seal.mark), default=0)
        self._head = rules.start(log)
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
        self._report.unsealed += len(self.leaves)

    def _close(self, seal: Seal) -> None:
        where, root = _seal_name(self._log, f"{seal.first_id}–{seal.last_id}"), bytes(seal.root)
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
        # A seal older than the mark is held by the first marked one after it; what follows that bears its own.
        if bytes(seal.mark) != mark_of(own) and (seal.mark or seal.last_id > self._marked):
            self._report.found(where, "không mang dấu của hệ thống này")
        self._report.seals += 1
        self._head, self.leaves = bytes(seal.hash), []
