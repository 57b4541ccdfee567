"""Keyset paging: a page goes on after the last row shown, however many rows were added meanwhile."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

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
    found = _read(mark)
    if found is None:
        return rows
    value, last_id = found
    try:
        bound: Any = datetime.fromisoformat(value) if column.endswith("_at") else int(value)
    except ValueError:
        return rows
    return rows.filter(Q(**{f"{column}__lte": bound})).exclude(Q(**{column: bound}, id__gte=last_id))


def page(rows: QuerySet[Any, Any], column: str, size: int) -> Page[Any]:
    """One page, with a look at one row more to know whether another follows."""
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, mark_of(found[-1], column) if more else "")


def mark_of(row: Any, column: str) -> str:
    """The mark after this row."""
    value = getattr(row, column)
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return urlsafe_b64encode(f"{text}|{row.id}".encode()).decode().rstrip("=")


def _read(mark: str) -> tuple[str, int] | None:
    try:
        value, last_id = urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode().rsplit("|", 1)
        return value, int(last_id)
    except (ValueError, Error, UnicodeDecodeError):
        return None
