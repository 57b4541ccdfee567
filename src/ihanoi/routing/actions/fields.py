"""The catalogue and the rules that a new city starts with."""

from __future__ import annotations

from django.db import transaction

from ihanoi.kernel.actor import Actor
from ihanoi.routing import catalogue
from ihanoi.routing.actions.reading import install_reader
from ihanoi.routing.actions.rules import install_rules, touch
from ihanoi.routing.catalogue import Group, Leaf
from ihanoi.routing.models import Field


@transaction.atomic
def install_fields(*, actor: Actor) -> int:
    """Write the catalogue's rows, who is competent for them and what reads texts; returns how many leaves there are.

    Safe to repeat: rows that the city has edited stay, and so do its own rules.
    """
    leaves = 0
    for position, group in enumerate(catalogue.GROUPS):
        parent = _write(group, position, None)
        for place, leaf in enumerate(group.leaves):
            _write(leaf, place, parent)
            leaves += 1
    touch()
    install_rules(actor=actor)
    install_reader(actor=actor)
    return leaves


def _write(entry: Group | Leaf, order: int, parent: Field | None) -> Field:
    """One row, unless the operator has made it his own."""
    row = Field.objects.filter(code=entry.code).first() or Field(code=entry.code)
    if row.is_edited:
        return row
    row.parent, row.order = parent, order
    row.name, row.name_en, row.icon = entry.name, entry.name_en, entry.icon
    if isinstance(entry, Leaf):
        row.words = entry.phrases()
    row.save()
    return row
