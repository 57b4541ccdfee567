"""How a line of history is turned into bytes and hashes. Pure, and fixed for ever: old lines must keep verifying."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Protocol

START = bytes(32)  # what the first line of a subject, and the first seal, name as their predecessor
ERASED = '{"erased":true}'  # what stands in `data` after personal data was erased
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def canonical(data: object) -> str:
    """One spelling per value: sorted keys, no blanks, letters as they are. Moments become ISO text in UTC."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"the journal cannot keep a {type(value).__name__}")


def micros(moment: datetime) -> int:
    """Microseconds since 1970 in UTC: the precision that PostgreSQL keeps."""
    span = moment - _EPOCH
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def digest(salt: bytes, actor_name: str, text: str) -> bytes:
    """Covers what may later be erased. The salt goes with it: a short content cannot be guessed from the digest."""
    return sha256(b"%b%b\0%b" % (salt, actor_name.encode(), text.encode())).digest()


def line(
    subject: str,
    subject_id: int,
    seq: int,
    at: int,
    actor: int | None,
    role: str,
    agency: int | None,
    verb: str,
) -> bytes:
    """What stays readable for ever, in one spelling. `at` is in microseconds; words contain no line break."""
    text = f"{subject}\n{subject_id}\n{seq}\n{at}\n{'' if actor is None else actor}\n{role}\n"
    text += f"{'' if agency is None else agency}\n{verb}\n"
    return text.encode()


def chained(previous: bytes, line_bytes: bytes, content: bytes) -> bytes:
    """The hash of a line: over its predecessor, itself and the digest of its content."""
    return sha256(previous + line_bytes + content).digest()


def sealed(previous: bytes, at: int, first_id: int, last_id: int, count: int, root: bytes) -> bytes:
    """The hash of a seal, over the seal before."""
    return sha256(b"%b%d\n%d\n%d\n%d\n%b" % (previous, at, first_id, last_id, count, root)).digest()


def merkle_root(hashes: Sequence[bytes]) -> bytes:
    """The root over the hashes of lines in the order of their ids; an odd node rises unchanged (as in RFC 6962).

    The hash of a line is its leaf: a line is longer than the 65 bytes of a node, so neither can pass for the other.
    """
    level = list(hashes) or [START]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0]


def start(log: str) -> bytes:
    """What the first seal of a log names as its predecessor; a seal of one log never fits the chain of another."""
    return START if log == "history" else sha256(log.encode()).digest()


class Seen(Protocol):
    """A read, as its hash covers it."""

    at: datetime
    reader_id: int
    role: str
    agency_id: int | None
    owner_id: int | None
    subject: str
    subject_id: int | None
    kind: str
    way: str
    reason: str


def read(row: Seen) -> bytes:
    """The hash of a row of reads. The reason stands last, for it may contain anything."""
    parts = (
        micros(row.at),
        row.reader_id,
        row.role,
        row.agency_id,
        row.owner_id,
        row.subject,
        row.subject_id,
    )
    spelt = "".join(f"{'' if part is None else part}\n" for part in (*parts, row.kind, row.way))
    return sha256(f"{spelt}{row.reason}".encode()).digest()
