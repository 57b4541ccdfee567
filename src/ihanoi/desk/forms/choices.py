"""Lists to choose from: fields, agencies, units. Groups keep long lists readable without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext

from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing
from ihanoi.routing.words import AgencyGuess

Choices = list[tuple[Any, Any]]


def offer(form: forms.Form, **lists: Iterable[tuple[Any, Any]]) -> None:
    """Fill the fields of these names with what may be chosen."""
    for name, found in lists.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(found)


_OF_CITY = (
    AgencyKind.CITY, AgencyKind.OFFICE, AgencyKind.DEPARTMENT, AgencyKind.POLICE, AgencyKind.CORPORATION,
    AgencyKind.BOARD,
)  # fmt: skip


def fields() -> Choices:
    """The leaves of the catalogue by group."""
    return [(group.label, [(leaf.id, leaf.label) for leaf in group.leaves]) for group in routing.fields()]


def units() -> Choices:
    """Today's wards and communes."""
    return [(unit.id, unit.name) for unit in places.units()]


def agencies(
    suggested: Iterable[AgencyGuess] = (),
    without: Iterable[int] = (),
    *,
    of_city: bool = False,
    communes_only: bool = False,
) -> Choices:
    """Agencies of today by kind, those that the router suggests first; `of_city` leaves out wards and communes."""
    left_out = set(without)
    guesses = [(g.agency_id, f"{g.name} – {g.reasons[0]}" if g.reasons else g.name) for g in suggested]
    found: Choices = [(gettext("Gợi ý theo vị trí và nội dung"), guesses)] if guesses else []
    kinds = () if communes_only else _OF_CITY
    for kind in kinds if of_city else (*kinds, AgencyKind.COMMUNE):
        rows = [(a.id, a.name) for a in people.agencies(None, kind) if a.id not in left_out]
        if rows:
            found.append((kind.label, sorted(rows, key=lambda row: row[1])))
    return found
