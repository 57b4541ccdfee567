"""The catalogue of fields and the rules in force, kept in each process under one stamp."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.db.models import Q

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Invalid
from ihanoi.kernel.kept import Kept
from ihanoi.routing import catalogue
from ihanoi.routing.competence import Rules
from ihanoi.routing.models import Edition, Field
from ihanoi.routing.queries.rules import rules_of
from ihanoi.routing.rules import Lexicon
from ihanoi.routing.words import FieldNode, Why


class Catalogue:
    """The fields in use and their words, compiled."""

    def __init__(self, rows: Sequence[Field], competence: Rules, today: date, reader_id: int | None) -> None:
        self.competence, self.reader_id, self._today = competence, reader_id, today
        leaves: dict[int | None, list[FieldNode]] = {}
        for row in rows:
            if row.parent_id is not None:
                leaves.setdefault(row.parent_id, []).append(self._node(row))
        self.groups = tuple(self._node(r, tuple(leaves.get(r.pk, ()))) for r in rows if r.parent_id is None)
        every = [*self.groups, *(leaf for group in self.groups for leaf in group.leaves)]
        self.by_id: Mapping[int, FieldNode] = MappingProxyType({node.id: node for node in every})
        self.by_code: Mapping[str, FieldNode] = MappingProxyType({node.code: node for node in every})
        self.words: Mapping[int, tuple[str, ...]] = {row.pk: _naming(row.words) for row in rows}
        neutral = {"": catalogue.phrases(catalogue.NEUTRAL)}
        self.lexicon = Lexicon(neutral | {r.code: r.words for r in rows if r.parent_id is not None})

    def _node(self, row: Field, leaves: tuple[FieldNode, ...] = ()) -> FieldNode:
        rule = self.competence.of(row.pk, None, "", self._today)
        agency_id = rule.agency_id if rule else None
        return FieldNode(row.pk, row.code, row.parent_id, row.name, row.name_en, row.icon, agency_id, leaves)


def _naming(phrases: Sequence[str]) -> tuple[str, ...]:
    """Without their marks, and without hints of one word, which stand in reports of anything."""
    return tuple(p.lstrip("~!") for p in phrases if not (p.startswith("~") and " " not in p))


Stamp = tuple[uuid.UUID | None, int | None, int | None, date]


def _stamp() -> Stamp:
    """The catalogue changes with its edition, and at midnight: fields are dated."""
    none = (None, None, None)
    stamp, rules_id, reader_id = Edition.objects.values_list("stamp", "rules", "reader").first() or none
    return stamp, rules_id, reader_id, clock.today()


def _read(stamp: Stamp) -> Catalogue:
    _edition, rules_id, reader_id, today = stamp
    in_use = Q(valid_to=None) | Q(valid_to__gte=today)
    rows = Field.objects.filter(in_use).order_by("order", "id")
    return Catalogue(list(rows), rules_of(rules_id), today, reader_id)


_kept = Kept(_stamp, _read)


def known() -> Catalogue:
    """This process's copy, for the other reads of this room."""
    return _kept.get()


def forget() -> None:
    """Drop this process's copy of the catalogue, after a change made here."""
    _kept.forget()


def fields() -> tuple[FieldNode, ...]:
    """The groups in use with their leaves, in the order of the catalogue."""
    return known().groups


def field(field_id: int) -> FieldNode:
    """One field in use. Raises Invalid({"field": sentence})."""
    node = known().by_id.get(field_id)
    if node is None:
        raise Invalid({"field": Why.FIELD_GONE})
    return node


def field_by_code(code: str) -> FieldNode | None:
    """One field in use by its code: "ho-ga"."""
    return known().by_code.get(code)


def field_words(field_id: int) -> tuple[str, ...]:
    """The phrases by which texts name a field, with accents; none of a field that is no longer in use."""
    return known().words.get(field_id, ())
