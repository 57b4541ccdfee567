"""The catalogue of fields, kept in each process."""

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
from ihanoi.routing.models import Edition, Field
from ihanoi.routing.rules import Lexicon
from ihanoi.routing.words import FieldNode, Why


class Catalogue:
    """The fields in use and their words, compiled."""

    def __init__(self, rows: Sequence[Field]) -> None:
        leaves: dict[int | None, list[FieldNode]] = {}
        for row in rows:
            if row.parent_id is not None:
                leaves.setdefault(row.parent_id, []).append(_node(row))
        self.groups = tuple(_node(r, tuple(leaves.get(r.pk, ()))) for r in rows if r.parent_id is None)
        every = [*self.groups, *(leaf for group in self.groups for leaf in group.leaves)]
        self.by_id: Mapping[int, FieldNode] = MappingProxyType({node.id: node for node in every})
        self.by_code: Mapping[str, FieldNode] = MappingProxyType({node.code: node for node in every})
        neutral = {"": catalogue.phrases(catalogue.NEUTRAL)}
        self.lexicon = Lexicon(neutral | {r.code: r.words for r in rows if r.parent_id is not None})


def _stamp() -> tuple[uuid.UUID | None, date]:
    """The catalogue changes with its edition, and at midnight: fields are dated."""
    return Edition.objects.values_list("stamp", flat=True).first(), clock.today()


def _read(stamp: tuple[uuid.UUID | None, date]) -> Catalogue:
    in_use = Q(valid_to=None) | Q(valid_to__gte=stamp[1])
    return Catalogue(list(Field.objects.filter(in_use).order_by("order", "id")))


_kept = Kept(_stamp, _read)


def known() -> Catalogue:
    """This process's copy, for the other reads of this room."""
    return _kept.get()


def _node(row: Field, leaves: tuple[FieldNode, ...] = ()) -> FieldNode:
    return FieldNode(row.pk, row.code, row.parent_id, row.name, row.name_en, row.icon, row.agency_id, leaves)


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
