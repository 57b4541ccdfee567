"""What the city's collector of audit records gets: acts that concern security, without personal values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from ihanoi.journal import ports
from ihanoi.journal.models import Entry, Read, Sent
from ihanoi.journal.ports import Audited
from ihanoi.journal.queries.seals import LOGS
from ihanoi.journal.words import Log
from ihanoi.kernel import clock
from ihanoi.kernel.redaction import MASK, find

_WORD: Final = re.compile(
    r"[A-Za-z0-9_.:/+-]{1,40}"
)  # a code, a day, an address of ours: never a name or a sentence
_NUMBER: Final = re.compile(r"\d{8,}")


def audited(log: Log, after: int, until: int, most: int) -> list[Audited]:
    """The next acts of a log in the order of their ids."""
    rows = _rows(log).filter(id__gt=after, id__lte=until).order_by("id")[:most]
    return [_audited(row) for row in rows]


def audited_on(log: Log, first: date, last: date) -> Iterator[Audited]:
    """The acts of these days, both included, in the order of their ids; masked as the collector gets them."""
    begin, end = (datetime.combine(day, time(), clock.HANOI) for day in (first, last + timedelta(days=1)))
    rows = _rows(log).filter(at__gte=begin, at__lt=end).order_by("id")
    return (_audited(row) for row in rows.iterator())


def _audited(row: Entry | Read) -> Audited:
    return _of_read(row) if isinstance(row, Read) else _of_entry(row)


def _rows(log: Log) -> QuerySet[Any]:
    if log == Log.READS:
        return Read.objects.all()
    wanted = Q()
    for subject, verbs in ports.everyday_work().items():
        wanted &= ~Q(subject=subject) | Q(verb__in=verbs)
    return Entry.objects.filter(wanted)


def _of_entry(row: Entry) -> Audited:
    return Audited(
        Log.HISTORY, row.pk, row.at, row.verb, row.actor_id, row.role, row.agency_id, row.subject, row.subject_id,
        masked(row.data) if isinstance(row.data, Mapping) else {},
    )  # fmt: skip


def _of_read(row: Read) -> Audited:
    return Audited(
        Log.READS, row.pk, row.at, row.kind, row.reader_id, row.role, row.agency_id, row.subject, row.subject_id,
        # Of a thing the collector learns no owner: beside a confidential case it would say who sent it.
        {"way": row.way, "owner": None if row.subject_id else row.owner_id, "reason": bool(row.reason)},
    )  # fmt: skip


def masked(value: Any) -> Any:
    """Numbers, codes and days stay; sentences, names and personal numbers become one sign."""
    if isinstance(value, Mapping):
        return {str(name): masked(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [masked(each) for each in value]
    if not isinstance(value, str) or not value:
        return value
    is_code = _WORD.fullmatch(value) and not _NUMBER.search(value) and not find(value)
    return value if is_code else MASK


def unsent_since() -> datetime | None:
    """When the oldest act happened that the collector lacks; None where nothing waits or no collector is named."""
    if ports.collector() is None:
        return None
    sent = dict(Sent.objects.values_list("log", "last_id"))
    oldest = [
        _rows(log).filter(id__gt=sent.get(log, 0)).order_by("id").values_list("at", flat=True).first()
        for log in LOGS
    ]
    return min((at for at in oldest if at is not None), default=None)
