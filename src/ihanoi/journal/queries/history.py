"""Read history, and look after the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min

from ihanoi.journal.models import Entry, Event, Seal
from ihanoi.journal.queries.said import given_at, told
from ihanoi.journal.words import Log


def head(subject: str, subject_id: int) -> Entry | None:
    """The last line of a subject."""
    last = list(Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("-seq")[:1])
    told(last)
    return last[0] if last else None


def history(subject: str, subject_id: int) -> list[Entry]:
    """All lines of a subject, in their order. Who may read them is decided by the room that owns the subject."""
    lines = list(Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("seq"))
    told(lines)
    return lines


def data_of(subject: str, lines: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[str, Any]]:
    """What was given at each (subject_id, seq), in one query."""
    wanted = set(lines)
    rows = Entry.objects.filter(
        subject=subject, subject_id__in={i for i, _ in wanted}, seq__in={s for _, s in wanted}
    )
    found = {(i, s): data for i, s, data in rows.values_list("subject_id", "seq", "data") if (i, s) in wanted}
    return found | given_at(subject, found)


def outbox() -> dict[str, Any]:
    """How many events wait, since when the oldest waits, and how many were given up."""
    waiting = Event.objects.filter(parked_at=None).aggregate(count=Count("id"), oldest=Min("at"))
    return {**waiting, "parked": Event.objects.exclude(parked_at=None).count()}


def unsealed() -> int:
    """How many lines of history stand under no seal yet."""
    last = Seal.objects.filter(log=Log.HISTORY).aggregate(last=Max("last_id"))["last"] or 0
    return Entry.objects.filter(id__gt=last).count()


def parked() -> list[Event]:
    """Events that a listener refused too often, with the error."""
    return list(Event.objects.exclude(parked_at=None).order_by("id"))
