"""Keyset paging: a page goes on after the last row shown, however many rows were added meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from ihanoi.kernel.mark import Mark

T = TypeVar("T")
PAGE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows and the mark after which the next page begins; blank at the end."""

    rows: list[T]
    next: str = ""


def after(rows: QuerySet[Any, Any], column: str, mark: str) -> QuerySet[Any, Any]:
    """Rows sorted by column and id, newest or greatest first, that come after the mark.

    A broken mark is the beginning.
    """
    rows = rows.order_by(f"-{column}", "-id")
    last = Mark.decode(mark, datetime if column.endswith("at") else int)
    if last is None:
        return rows
    behind = rows.filter(Q(**{f"{column}__lte": last.value}))
    return behind.exclude(Q(**{column: last.value}, id__gte=last.id))


def page(rows: QuerySet[Any, Any], column: str, size: int) -> Page[Any]:
    """One page, with a look at one row more to know whether another follows."""
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, Mark(getattr(found[-1], column), found[-1].id).encode() if more else "")
