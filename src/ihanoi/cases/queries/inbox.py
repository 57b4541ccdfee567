"""One page of a list of the desk: what waits for whom, sorted by what breaks first.

Each list is a union of index scans, one per seat, each ordered and cut by itself, so that a page costs the same among
a thousand cases and among a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import NoneType
from typing import Any, Final

from django.db import connection

from ihanoi.cases.queries.cards import ClockFace, clock_face
from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.queries.held import waited_s
from ihanoi.cases.queries.kept import column
from ihanoi.cases.queries.moves import next_move
from ihanoi.cases.queries.scans import ANSWERED_FIRST, NEWEST_FIRST, Scan, Shelf, Wanted, narrowed, scans
from ihanoi.cases.words import State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.mark import Mark

PAGE: Final = 50


@dataclass(slots=True)
class InboxRow:
    """One line of a list; the names of the fields are those of the case."""

    id: int
    kind: str
    classification: str
    title: str
    address: str
    state: str
    version: int
    priority: str
    danger: bool
    clock: str
    started_at: datetime | None
    due_at: datetime | None
    half_at: datetime | None
    soon_at: datetime | None
    very_late_at: datetime | None
    submitted_at: datetime
    closed_at: datetime | None
    waited_s: int | None
    margin_s: int | None
    followers: int
    repeats: int
    rating: str
    extension_open: bool
    publication: str
    turn_role: str
    turn_agency_id: int | None
    lead_id: int
    holder_id: int
    handler_id: int | None
    handler_name: str | None
    face: ClockFace | None = None
    waited: int = 0
    move: Verb | None = None
    group: str = ""

    @property
    def code(self) -> str:
        return code_of(self.id, self.submitted_at)

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


_OF_OTHERS: Final = {"handler_name", "face", "waited", "move", "group"}  # not on the case's own row
_TITLE, _ADDRESS = (column(name) for name in ("title", "address"))
_COLUMNS: Final = ", ".join(f"c.{name}" for name in InboxRow.__dataclass_fields__ if name not in _OF_OTHERS)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`next`: the mark of the next page; blank on the last."""

    rows: tuple[InboxRow, ...]
    next: str


def inbox(actor: Actor, wanted: Wanted, now: datetime | None = None) -> InboxPage:
    """One page of a list, in one query."""
    now = now or clock.now()
    filters, marked = narrowed(wanted, now), _behind(wanted)
    found = [
        behind & scan if behind else scan
        for scan in scans(actor, wanted.shelf, wanted.agency_id, now)
        for behind in marked
    ]
    if not found:
        return InboxPage((), "")
    rows = [_dressed(row, actor, now) for row in _read(found, filters, wanted.shelf)]
    more = len(rows) > PAGE
    return InboxPage(tuple(rows[:PAGE]), _mark(rows[PAGE - 1], wanted) if more else "")


def _read(found: list[Scan], filters: Scan | None, shelf: Shelf) -> list[InboxRow]:
    column = _sorted_by(shelf)
    order = f"c.{column} DESC, c.id DESC" if shelf in NEWEST_FIRST else f"c.{column}, c.id"
    each = [scan & filters if filters else scan for scan in found]
    cut = f"ORDER BY {order} LIMIT {PAGE + 1}"
    parts = " UNION ALL ".join(f"(SELECT c.* FROM cases_case c WHERE {scan.sql} {cut})" for scan in each)  # nosec B608  # values are parameters
    sql = (
        f"SELECT {_COLUMNS}, h.full_name FROM (SELECT * FROM ({parts}) c {cut}) c "  # nosec B608  # values are parameters
        f"LEFT JOIN people_account h ON h.id = c.handler_id ORDER BY {order}"
    )
    values: list[Any] = [value for scan in each for value in scan.values]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = [InboxRow(*row) for row in cursor.fetchall()]
    for row in rows:
        row.title, row.address = _TITLE.opened(row.title), _ADDRESS.opened(row.address)
    return rows


# --- from page to page ------------------------------------------------------------------------------------------------


def _sorted_by(shelf: Shelf) -> str:
    if shelf in NEWEST_FIRST:
        return "submitted_at"
    return "closed_at" if shelf in ANSWERED_FIRST else "due_at"


def _mark(row: InboxRow, wanted: Wanted) -> str:
    return Mark(getattr(row, _sorted_by(wanted.shelf)), row.id).encode()


def _behind(wanted: Wanted) -> list[Scan | None]:
    """The rows behind the mark. Cases without a due time come last, and are a scan of their own."""
    column = _sorted_by(wanted.shelf)
    mark = Mark.decode(wanted.mark, datetime, *((NoneType,) if column == "due_at" else ()))
    if mark is None:
        return [None]
    if column != "due_at":
        beyond = "<" if wanted.shelf in NEWEST_FIRST else ">"
        return [Scan(f"(c.{column}, c.id) {beyond} (%s, %s)", (mark.value, mark.id))]
    if mark.value is None:
        return [Scan("c.due_at IS NULL AND c.id > %s", (mark.id,))]
    return [Scan("(c.due_at, c.id) > (%s, %s)", (mark.value, mark.id)), Scan("c.due_at IS NULL")]


# --- how it looks -----------------------------------------------------------------------------------------------------


def _dressed(row: InboxRow, actor: Actor, now: datetime) -> InboxRow:
    row.face = clock_face(row, now)
    row.waited = waited_s(row, now)
    row.move = next_move(actor, row)
    row.group = _group(row, now)
    return row


def _group(row: InboxRow, now: datetime) -> str:
    if row.closed_at is not None or row.due_at is None:
        return "later"
    if row.due_at < now:
        return "late"
    return "today" if clock.day_of(row.due_at) == clock.day_of(now) else "later"
