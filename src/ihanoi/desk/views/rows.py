"""What the lists show of a case: plain values, so that fifty rows are one loop of a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ihanoi.cases.queries import InboxRow, Shelf, Tally
from ihanoi.cases.words import KIND_SHORT, Kind, Priority, Verb
from ihanoi.desk.words import MOVES, SHORT
from ihanoi.people import queries as people
from ihanoi.ui import words as said

OF_THE_CITY: Final = frozenset(
    {Shelf.CITY, Shelf.LATE, Shelf.UNHAPPY, Shelf.PLACING, Shelf.REVIEW, Shelf.CHECK}
)
BY_AGE: Final = {
    Shelf.AGENCY: gettext_lazy("Mới nhất trước"),
    Shelf.UNHAPPY: gettext_lazy("Mới nhất trước"),
    Shelf.REVIEW: gettext_lazy("Trả lời lâu nhất trước"),
}
OVERSEEN: Final = {Shelf.LATE: Verb.REMIND, Shelf.UNHAPPY: Verb.REOPEN, Shelf.REVIEW: Verb.REVIEW}
"""What is done with what these lists show."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; `count` is None where the heading has none."""

    label: str
    count: int | None
    rows: list[dict[str, Any]]


def groups(
    rows: Sequence[InboxRow], tally: Tally, shelf: Shelf, *, counted: bool, works: bool
) -> list[Group]:
    """By the clock, or all in one where the newest stands first.

    `counted`: the colours are those of the list. `works`: whoever reads may do what the list is for.
    """
    overseen = OVERSEEN.get(shelf) if works else None
    if shelf in BY_AGE:
        return (
            [Group(str(BY_AGE[shelf]), tally.total, [_row(r, shelf, overseen) for r in rows])] if rows else []
        )
    counts = {"late": tally.late, "today": tally.today, "later": tally.half + tally.easy}
    labels = {"late": _("Quá hạn"), "today": _("Đến hạn hôm nay"), "later": _("Sau hôm nay")}
    found = [
        Group(
            label,
            counts[name] if counted else None,
            [_row(r, shelf, overseen) for r in rows if r.group == name],
        )
        for name, label in labels.items()
    ]
    return [group for group in found if group.rows]


def _row(row: InboxRow, shelf: Shelf, overseen: Verb | None) -> dict[str, Any]:
    """As the component c-inbox wants it."""
    code = row.code
    lead = people.agency(row.lead_id).name if shelf in OF_THE_CITY else ""
    return {
        "id": row.id,
        "href": reverse("desk:case", args=[code]),
        "title": row.title,
        "code": code,
        "place": " · ".join(filter(None, (_kind(row), lead, row.address))),
        "followers": row.followers,
        "waited": said.duration(row.waited),
        "state": row.state,
        "state_label": row.state_label,
        "clock": row.face,
        "marks": _marks(row),
        "moves": " ".join(_in_bulk(row)),
        "action": _action(row, overseen or row.move, code),
        "handler": row.handler_name,
    }


def _kind(row: InboxRow) -> str:
    """Named where it is not the most common one."""
    return "" if row.kind == Kind.FIELD else str(KIND_SHORT[Kind(row.kind)])


def _marks(row: InboxRow) -> list[dict[str, str]]:
    found = []
    if row.priority == Priority.URGENT or (row.danger and not row.priority):
        found.append({"kind": "urgent"})
    elif row.priority == Priority.COMPLEX:
        found.append({"kind": "complex"})
    if row.extension_open:
        found.append({"kind": "extension"})
    if row.repeats:
        found.append({"kind": "repeat", "label": _("Lặp lại %(n)s") % {"n": row.repeats}})
    return found


def _action(row: InboxRow, move: Verb | None, code: str) -> dict[str, str] | None:
    """The move that the row waits for, quieter where it has time."""
    if move is None:
        return None
    words = MOVES.get(move)
    return {
        "words": str(SHORT.get(move, move.label)),
        "href": reverse(f"desk:{move}", args=[code]),
        "css": "btn-soft-j" if row.group in ("late", "today") else "btn-line",
        "key": words.key if words else "",
    }


def _in_bulk(row: InboxRow) -> list[str]:
    """What may be done with several rows at once."""
    able = [row.move.value] if row.move in (Verb.RECEIVE, Verb.ASSIGN) else []
    return [*able, Verb.REMIND.value] if row.closed_at is None else able
