"""Who saw whose personal data: for the person concerned, and for whoever watches over the reading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ihanoi.journal.models import Read
from ihanoi.kernel.mark import Mark

PAGE = 50


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Reads, newest first, and the mark after which the next page begins; blank at the end."""

    rows: list[Read]
    next: str = ""


def reads_of(account_id: int, mark: str = "", size: int = PAGE) -> ReadPage:
    """Who saw data of an account. Which officer it was is not for its owner: show the seat, never the name."""
    return _page(Read.objects.filter(owner_id=account_id), mark, size)


def reads(
    *,
    reader_id: int | None = None,
    owner_id: int | None = None,
    subject: tuple[str, int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    but_of: tuple[str, Collection[int]] = ("", ()),
    mark: str = "",
    size: int = PAGE,
) -> ReadPage:
    """All reads, or those of one reader, of one person's data, of one thing, of a span of time.

    `but_of`: things whose reads are left out, for they would tell whose they are.
    """
    asked = {
        "reader_id": reader_id,
        "owner_id": owner_id,
        "at__gte": since,
        "at__lt": until,
        "subject": subject[0] if subject else None,
        "subject_id": subject[1] if subject else None,
    }
    rows = Read.objects.filter(**{name: each for name, each in asked.items() if each is not None})
    if but_of[1]:
        rows = rows.exclude(subject=but_of[0], subject_id__in=but_of[1])
    return _page(rows, mark, size)


def _page(rows: QuerySet[Read], mark: str, size: int) -> ReadPage:
    last = Mark.decode(mark, datetime)
    if last is not None:
        rows = rows.filter(Q(at__lt=last.value) | Q(at=last.value, id__lt=last.id))
    found = list(rows.order_by("-at", "-id")[: size + 1])
    more, found = len(found) > size, found[:size]
    return ReadPage(found, Mark(found[-1].at, found[-1].pk).encode() if more else "")
