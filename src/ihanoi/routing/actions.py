"""Changes of the catalogue of fields."""

from __future__ import annotations

from django.db import transaction

from ihanoi.kernel import ids
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.routing import catalogue, queries
from ihanoi.routing.catalogue import Group, Leaf
from ihanoi.routing.models import Edition, Field


@transaction.atomic
def install_fields(*, actor: Actor) -> int:
    """Write the catalogue's rows and return how many leaves there are. Safe to repeat; edited rows stay.

    Agencies are found by code, past ones through their successor; where none is found the unit's own PC is competent.
    """
    leaves = 0
    for position, group in enumerate(catalogue.GROUPS):
        parent = _write(group, position, None)
        for place, leaf in enumerate(group.leaves):
            _write(leaf, place, parent)
            leaves += 1
    Edition.objects.update_or_create(pk=1, defaults={"stamp": ids.uuid7()})
    queries.forget()
    transaction.on_commit(queries.forget)
    return leaves


def _write(entry: Group | Leaf, order: int, parent: Field | None) -> Field:
    """One row, unless the operator has made it his own."""
    row = Field.objects.filter(code=entry.code).first() or Field(code=entry.code)
    if row.is_edited:
        return row
    row.parent, row.order = parent, order
    row.name, row.name_en, row.icon = entry.name, entry.name_en, entry.icon
    if isinstance(entry, Leaf):
        row.words, row.agency_id = entry.phrases(), _competent(entry.agency)
    row.save()
    return row


def _competent(code: str) -> int | None:
    node = people.agency_by_code(code) if code else None
    return people.successor(node.id).id if node else None
