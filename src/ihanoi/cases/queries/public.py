"""What everybody may see.

Lists, look-up and the map. Only listed cases, only their public words, places and pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor

from django.db.models import Q, QuerySet

from ihanoi.cases.models import Case
from ihanoi.cases.queries.cards import FIELDS, Card, cards
from ihanoi.cases.queries.codes import case_id_of, code_of, same_code
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.cases.words import GROUPS, OPEN, PublicGroup
from ihanoi.kernel import clock
from ihanoi.kernel.folding import fold_words

COUNT_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor asked for. `state`: a PublicGroup, or "open", or "late"; `box`: west, south, east, north."""

    text: str = ""
    kind: str = ""
    unit_id: int | None = None
    field_ids: tuple[int, ...] = ()
    state: str = ""
    days: int | None = None
    box: tuple[float, float, float, float] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether kept counts can answer: nothing but at most one field and a state."""
        return not (self.text or self.kind or self.unit_id or self.days or len(self.field_ids) > 1)


def matching(filters: Filters) -> QuerySet[Case]:
    """Listed cases that fit."""
    found = Case.objects.filter(listed=True)
    for word in fold_words(filters.text).split()[:8]:
        found = found.filter(folded__contains=word)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.unit_id:
        found = found.filter(unit=filters.unit_id)
    if filters.field_ids:
        found = found.filter(field__in=filters.field_ids)
    if filters.state:
        found = found.filter(_state(filters.state))
    if filters.days:
        found = found.filter(submitted_at__gte=clock.now() - timedelta(days=filters.days))
    if filters.box:
        found = found.filter(_inside(filters.box))
    return found


def _inside(box: tuple[float, float, float, float]) -> Q:
    """By public positions: with ever smaller boxes nobody must find the exact place of one that is shown rounded."""
    west, south, east, north = box
    exact = Q(round_position=False, lat__range=(south, north), lon__range=(west, east))
    return exact | Q(
        round_position=True, lat__range=_rounding(south, north), lon__range=_rounding(west, east)
    )


def _rounding(low: float, high: float) -> tuple[float, float]:
    """The numbers that lie between the two when rounded to three places; empty (turned round) if there are none."""
    return (ceil(low * 1000) - 0.5) / 1000, (floor(high * 1000) + 0.5) / 1000 - 1e-9


def _state(name: str) -> Q:
    if name == "open":
        return Q(state__in=OPEN)
    if name == "late":  # in the words of the index cases_late_open: an open case has no end
        return Q(closed_at__isnull=True, due_at__lt=clock.now())
    return Q(state__in=GROUPS[PublicGroup(name)])


def listing(filters: Filters, *, mark: str = "", most_followed: bool = False, size: int = 20) -> Page[Card]:
    """A page of cards, newest or most followed first: one query."""
    column = "followers" if most_followed else "submitted_at"
    found = page(after(matching(filters), column, mark).values_list(*FIELDS, named=True), column, size)
    return Page(cards(found.rows), found.next)


def count_listed(filters: Filters) -> tuple[int, bool]:
    """How many fit, and whether that is exact; counting stops at a thousand, so that it stays quick."""
    found = matching(filters).order_by().values("pk")[: COUNT_AT_MOST + 1].count()
    return min(found, COUNT_AT_MOST), found <= COUNT_AT_MOST


def by_code(code: str) -> tuple[int, str] | None:
    """Id and code, as it is written, of the listed case that the text names; None if there is none."""
    case_id = case_id_of(code)
    if case_id is None:
        return None
    row = Case.objects.filter(pk=case_id, listed=True).values_list("pk", "submitted_at").first()
    return (case_id, code_of(*row)) if row and same_code(code, *row) else None


def by_codes(codes: Sequence[str]) -> list[Card]:
    """The cards of listed cases, in one query; a code that is nobody's is left out."""
    asked = {case_id: code for code in codes[:50] if (case_id := case_id_of(code)) is not None}
    found = Case.objects.filter(pk__in=asked, listed=True).values_list(*FIELDS, named=True)
    return cards(row for row in found if same_code(asked[row.id], row.id, row.submitted_at))


def cards_of(ids: Iterable[int]) -> dict[int, Card]:
    """The cards of these cases that are listed, in one query."""
    found = Case.objects.filter(pk__in=set(ids), listed=True).values_list(*FIELDS, named=True)
    return {card.id: card for card in cards(found)}


def is_code(text: str) -> bool:
    """Whether somebody typed a code, of whatever case."""
    return case_id_of(text) is not None


def newest(limit: int = 3) -> list[Card]:
    """The last reports that came in."""
    return listing(Filters(), size=limit).rows
